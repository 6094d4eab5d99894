package kz.centerpro.hub.certificate;

/**
 * An answer with its reason.
 *
 * @param subIndication
 *            name of ETSI EN 319 102-1, 5.1.3; empty when passed
 * @param reason
 *            empty when there is nothing to say
 */
public record CheckResult(Indication status, String subIndication, String reason) {

    public static CheckResult passed() {
        return new CheckResult(Indication.PASSED, "", "");
    }

    public static CheckResult failed(String subIndication, String reason) {
        return new CheckResult(Indication.FAILED, subIndication, reason);
    }

    public static CheckResult indeterminate(String subIndication, String reason) {
        return new CheckResult(Indication.INDETERMINATE, subIndication, reason);
    }

    public boolean hasPassed() {
        return status == Indication.PASSED;
    }
}

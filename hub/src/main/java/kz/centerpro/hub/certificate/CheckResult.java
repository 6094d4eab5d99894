package kz.centerpro.hub.certificate;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;

/**
 * An answer with its reason.
 *
 * @param subIndication
 *            name of ETSI EN 319 102-1, 5.1.3; empty when passed
 * @param reason
 *            empty when there is nothing to say
 * @param facts
 *            what the wording in the reader's language speaks of, by name; empty when the reason says all
 */
public record CheckResult(Indication status, String subIndication, String reason,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> facts) {

    public CheckResult {
        facts = Map.copyOf(facts);
    }

    public CheckResult(Indication status, String subIndication, String reason) {
        this(status, subIndication, reason, Map.of());
    }

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

    /** The worse of the two; of equals the one that has more to say, else this. */
    public CheckResult and(CheckResult other) {
        int comparison = other.status.compareTo(status);
        return comparison > 0 || (comparison == 0 && reason.isEmpty()) ? other : this;
    }
}

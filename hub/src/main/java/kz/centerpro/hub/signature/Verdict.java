package kz.centerpro.hub.signature;

import java.util.List;

/**
 * What is to be said of a container: FAILED if any signature failed, else INDETERMINATE if any is, else PASSED. An
 * indeterminate verdict with {@code missing} evidence can become another one later; without, it stays.
 */
public record Verdict(Status status, List<SignatureReport> signatures, List<EvidenceNeed> missing,
        String policyVersion) {

    /** The three answers of ETSI EN 319 102-1, 5.1.3. */
    public enum Status {
        PASSED, INDETERMINATE, FAILED;

        Status and(Status other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }
}

package kz.centerpro.hub.signature;

import java.util.List;
import kz.centerpro.hub.certificate.EvidenceNeed;
import kz.centerpro.hub.certificate.Indication;

/**
 * What is to be said of a container: FAILED if any signature failed, else INDETERMINATE if any is, else PASSED. An
 * indeterminate verdict with {@code missing} evidence can become another one later; without, it stays.
 */
public record Verdict(Indication status, String format, List<SignatureReport> signatures, List<EvidenceNeed> missing,
        String policyVersion) {}

package kz.centerpro.hub.xml;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import kz.centerpro.hub.certificate.ParsedCertificate;
import kz.centerpro.hub.certificate.RevocationList;

/**
 * What ds:KeyInfo says about the signer's certificate. A bare key (KeyValue) is no hint: anybody can write one.
 *
 * @param certificates
 *            those it holds
 * @param names
 *            those it names without holding them
 */
record KeyHints(List<ParsedCertificate> certificates, List<Predicate<ParsedCertificate>> names,
        List<RevocationList> lists) {

    static final KeyHints NONE = new KeyHints(List.of(), List.of(), List.of());

    /** Certificates that are tried; each costs a verification, and some signers send their chain root first. */
    private static final int CANDIDATES_MAX = 6;

    /** Certificates that may be the signer's: those held first, then those named among the known. */
    List<ParsedCertificate> candidates(List<ParsedCertificate> known, List<CertificateReference> references) {
        Set<ParsedCertificate> found = new LinkedHashSet<>(certificates);
        known.stream().filter(certificate -> names.stream().anyMatch(name -> name.test(certificate)))
                .forEach(found::add);
        if (!references.isEmpty()) {
            List<ParsedCertificate> referred = (found.isEmpty() ? known : List.copyOf(found)).stream()
                    .filter(certificate -> references.stream().allMatch(reference -> reference.names(certificate)))
                    .toList();
            // When none is the one signed for, the first shows which other one was put in its place.
            return referred.isEmpty() ? found.stream().limit(1).toList() : referred.stream().limit(1).toList();
        }
        return found.stream().limit(CANDIDATES_MAX).toList();
    }
}

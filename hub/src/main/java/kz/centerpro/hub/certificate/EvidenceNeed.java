package kz.centerpro.hub.certificate;

import java.util.List;

/**
 * Evidence that would settle the verdict. Reported only for a certificate whose path to an anchor is proved, so that a
 * stranger's certificate never makes the hub call an address.
 *
 * @param key
 *            hex SHA-256 of the certificate: one flight per certificate
 * @param crlUrls
 *            of complete lists
 * @param deltaUrls
 *            of lists with the changes since the complete ones (FreshestCRL)
 */
@SuppressWarnings("ArrayRecordComponent") // needs are found by key, not compared
public record EvidenceNeed(Kind kind, String key, byte[] certificateDer, byte[] issuerDer, List<String> ocspUrls,
        List<String> crlUrls, List<String> deltaUrls) {

    /** What to ask first; the other is the fallback where an address for it is known. */
    public enum Kind {
        OCSP, CRL
    }
}

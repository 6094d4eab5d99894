package kz.centerpro.hub.certificate;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Certificates read lately, so that the same signers and authorities are not parsed again with every signature. Each of
 * a fixed number of places holds the last certificate that fell into it; a certificate is found by all of its bytes.
 * Reading has no circumstances but the bytes, so nothing here can go stale. Safe for many threads; nobody waits.
 */
final class RecentCertificates {

    private static final int PLACES = 2048;

    /** Larger ones are rare and would let a stranger fill the memory. */
    private static final int BYTES_MAX = 4096;

    private static final AtomicReferenceArray<ParsedCertificate> KEPT = new AtomicReferenceArray<>(PLACES);

    private RecentCertificates() {}

    static @Nullable ParsedCertificate find(byte[] der) {
        ParsedCertificate kept = KEPT.get(place(der));
        return kept != null && Arrays.equals(kept.der, der) ? kept : null;
    }

    static ParsedCertificate keep(ParsedCertificate certificate) {
        if (certificate.der.length <= BYTES_MAX) {
            KEPT.set(place(certificate.der), certificate);
        }
        return certificate;
    }

    private static int place(byte[] der) {
        return (Arrays.hashCode(der) * 0x9E3779B9) >>> 21;
    }
}

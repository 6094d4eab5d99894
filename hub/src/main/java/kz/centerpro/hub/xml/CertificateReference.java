package kz.centerpro.hub.xml;

import java.util.Arrays;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.ParsedCertificate;
import org.jspecify.annotations.Nullable;

/**
 * The signer's certificate by its digest (XAdES, SigningCertificate and SigningCertificateV2).
 *
 * @param algorithm
 *            null when it is not supported; such a reference names nothing
 */
@SuppressWarnings("ArrayRecordComponent") // read, not compared
record CertificateReference(@Nullable DigestAlgorithm algorithm, byte[] digest) {

    boolean names(ParsedCertificate certificate) {
        return algorithm != null && Arrays.equals(algorithm.digest(certificate.der), digest);
    }
}

package kz.centerpro.hub.authority;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.hub.certificate.Der;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.SignatureScheme;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;

/**
 * PKCS #10 (RFC 2986): a public key with the proof that its sender has the private one. Nothing else of it is used.
 */
@SuppressWarnings("ArrayRecordComponent") // read, not compared
record CertificationRequest(byte[] der, SubjectPublicKeyInfo key, String keySha256) {

    private static final Set<String> LABELS = Set.of("CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST");
    private static final Set<String> KEYS = Set.of("1.2.840.10045.2.1", "1.2.840.113549.1.1.1");
    private static final int BYTES_MAX = 16 * 1024;

    /** Reads DER, PEM or base64; a private key that came instead is refused with advice. */
    static CertificationRequest read(byte[] encoded) {
        if (new String(encoded, StandardCharsets.ISO_8859_1).contains("PRIVATE KEY")) {
            throw Refusal.field("csr", "This is a private key. Keep it to yourself, make a new one, and send the "
                    + "certification request (PKCS #10) alone.");
        }
        try {
            byte[] der = Der.unwrapped(encoded, LABELS, BYTES_MAX);
            return Der.contained("certification request", () -> checked(der));
        } catch (MalformedSignature broken) {
            throw Refusal.of(ProblemType.INVALID_FIELD, "The certification request (PKCS #10) cannot be used: "
                    + broken.getMessage()).with("field", "csr");
        }
    }

    private static CertificationRequest checked(byte[] der) throws MalformedSignature {
        Der.parse(der);
        PKCS10CertificationRequest request;
        try {
            request = new PKCS10CertificationRequest(der);
        } catch (IOException broken) {
            throw new MalformedSignature(String.valueOf(broken.getMessage()), broken);
        }
        SubjectPublicKeyInfo key = request.getSubjectPublicKeyInfo();
        if (!KEYS.contains(key.getAlgorithm().getAlgorithm().getId())) {
            throw new MalformedSignature("keys are EC (P-256, P-384, P-521) or RSA of 2048 bits and more");
        }
        byte[] signed = Der.firstInside(der);
        try {
            SignatureScheme scheme = SignatureScheme.of(request.getSignatureAlgorithm(), key);
            if (!scheme.verifyMessage(signed, request.getSignature())) {
                throw new MalformedSignature("it is not signed with its own key");
            }
        } catch (SignatureScheme.Unsupported weak) {
            throw new MalformedSignature(String.valueOf(weak.getMessage()), weak);
        }
        return new CertificationRequest(der, key, Der.sha256(Der.encoded(key)));
    }
}

package kz.centerpro.hub.xml;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import kz.centerpro.hub.certificate.CheckResult;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.Indication;
import kz.centerpro.hub.certificate.OcspResponse;
import kz.centerpro.hub.certificate.ParsedCertificate;
import kz.centerpro.hub.certificate.RevocationList;
import kz.centerpro.hub.certificate.SignatureScheme;
import kz.centerpro.hub.certificate.WeakAlgorithm;
import kz.centerpro.hub.signature.Authenticity;
import kz.centerpro.hub.signature.ContentDigests;
import kz.centerpro.hub.signature.SignatureFacts;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * One ds:Signature as facts. What it covers has been digested and compared already; the key is still to be found.
 *
 * @param file
 *            the whole document where it is its own content; null where it signs files beside it
 * @param method
 *            URI of the signature algorithm
 * @param identifier
 *            null when the method is not supported
 * @param signedInfo
 *            the canonical octets that the value signs
 * @param value
 *            as CMS would write it
 * @param content
 *            whether what was signed is the document
 * @param weak
 *            the digests of what was signed that count only for what is old
 */
@SuppressWarnings("ArrayRecordComponent") // read, not compared
record XmlSignature(byte @Nullable [] file, String method, @Nullable AlgorithmIdentifier identifier, byte[] signedInfo,
        byte[] value, CheckResult content, Set<WeakAlgorithm> weak, KeyHints key, List<CertificateReference> references,
        @Nullable Instant claimedSigningTime, List<Stamp> timestamps, List<OcspResponse> responses,
        List<RevocationList> lists, List<XmlSignature> countersignatures, List<String> remarks)
        implements
            SignatureFacts {

    @Override
    public String algorithm() {
        return method;
    }

    /** All content is inside. */
    @Override
    public Set<DigestAlgorithm> digestsNeeded() {
        return Set.of();
    }

    @Override
    public Authenticity authenticity(List<ParsedCertificate> known, ContentDigests brought) {
        CheckResult covered = same(brought) ? content : other();
        List<ParsedCertificate> candidates = key.candidates(known, references);
        if (candidates.isEmpty()) {
            return new Authenticity(covered.status() == Indication.FAILED
                    ? covered
                    : CheckResult.indeterminate("NO_SIGNING_CERTIFICATE_FOUND",
                            "the signature neither holds nor names a certificate that is known"),
                    method, null);
        }
        Authenticity outcome = signedWith(candidates.getFirst(), covered);
        for (int i = 1; i < candidates.size() && outcome.check().status() == Indication.FAILED
                && covered.status() != Indication.FAILED; i++) {
            Authenticity another = signedWith(candidates.get(i), covered);
            outcome = another.check().status() == Indication.FAILED ? outcome : another;
        }
        return outcome;
    }

    @Override
    public @Nullable DigestAlgorithm naming(ParsedCertificate certificate) {
        for (CertificateReference reference : references) {
            if (reference.names(certificate)) {
                return reference.algorithm();
            }
        }
        return null;
    }

    /** A document is its own content; content that was brought along nevertheless must be the same. */
    private boolean same(ContentDigests brought) {
        byte[] document = file;
        return document == null || brought.isEmpty() || brought.agreesWith(document);
    }

    private static CheckResult other() {
        return CheckResult.failed("HASH_FAILURE",
                "the content beside the signature is not the signed document itself");
    }

    private Authenticity signedWith(ParsedCertificate certificate, CheckResult covered) {
        AlgorithmIdentifier known = identifier;
        if (known == null) {
            return new Authenticity(CheckResult.failed("CRYPTO_CONSTRAINTS_FAILURE",
                    "signature method " + method + " is not supported"), method, certificate);
        }
        String name = method;
        try {
            SignatureScheme scheme = SignatureScheme.dated(known, null, certificate.key);
            name = scheme.name();
            Set<WeakAlgorithm> all = EnumSet.noneOf(WeakAlgorithm.class);
            all.addAll(weak);
            all.addAll(scheme.weaknesses());
            return new Authenticity(check(certificate, scheme, covered), name, certificate, all);
        } catch (SignatureScheme.Unsupported unsupported) {
            return new Authenticity(
                    CheckResult.failed("CRYPTO_CONSTRAINTS_FAILURE", String.valueOf(unsupported.getMessage())), name,
                    certificate);
        }
    }

    private CheckResult check(ParsedCertificate certificate, SignatureScheme scheme, CheckResult covered)
            throws SignatureScheme.Unsupported {
        if (covered.status() == Indication.FAILED) {
            return covered;
        }
        if (!references.stream().allMatch(reference -> reference.names(certificate))) {
            return CheckResult.failed("FORMAT_FAILURE", "the signing-certificate property names another certificate");
        }
        return scheme.verifyMessage(signedInfo, value)
                ? covered
                : CheckResult.failed("SIG_CRYPTO_FAILURE",
                        "the signature was not made with the key of the certificate");
    }
}

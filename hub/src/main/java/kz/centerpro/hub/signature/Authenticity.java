package kz.centerpro.hub.signature;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import kz.centerpro.hub.certificate.CheckResult;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.Names;
import kz.centerpro.hub.certificate.ParsedCertificate;
import kz.centerpro.hub.certificate.SignatureScheme;
import kz.centerpro.hub.certificate.WeakAlgorithm;
import kz.centerpro.hub.signature.CmsContainer.CertificateReference;
import kz.centerpro.hub.signature.CmsContainer.SignedAttributes;
import kz.centerpro.hub.signature.CmsContainer.Signer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * The first verdict of clause 7.6.1: this content was signed with this key. Says nothing about whose key it is, and is
 * the same for documents and for time-stamp tokens.
 *
 * @param algorithm
 *            name of the signature algorithm, its identifier where it has no name here
 * @param certificate
 *            the signer's; null when it was not found
 * @param weak
 *            what of the algorithms counts only for what is old: {@code check} says nothing about that
 */
public record Authenticity(CheckResult check, String algorithm, @Nullable ParsedCertificate certificate,
        Set<WeakAlgorithm> weak) {

    public Authenticity {
        weak = Set.copyOf(weak);
    }

    /** With nothing weak. */
    public Authenticity(CheckResult check, String algorithm, @Nullable ParsedCertificate certificate) {
        this(check, algorithm, certificate, Set.of());
    }

    /** Certificates of one issuer and serial that are tried; each costs a verification. */
    private static final int NAMESAKES_MAX = 2;

    /**
     * @param contentType
     *            null for a countersigner, whose content has no type
     * @param known
     *            certificates to find the signer's among
     * @param content
     *            digests of the content, null where it is not at hand
     */
    static Authenticity of(Signer signer, @Nullable String contentType, Stream<ParsedCertificate> known,
            Function<DigestAlgorithm, byte @Nullable []> content) {
        List<ParsedCertificate> named = known.filter(certificate -> names(signer, certificate)).distinct().toList();
        if (named.isEmpty()) {
            return new Authenticity(CheckResult.indeterminate("NO_SIGNING_CERTIFICATE_FOUND",
                    "the signer's certificate is not in the container"),
                    signer.signatureAlgorithm().getAlgorithm().getId(), null);
        }
        Authenticity outcome = of(signer, contentType, named.getFirst(), content);
        for (int i = 1; i < Math.min(named.size(), NAMESAKES_MAX) && !outcome.check().hasPassed(); i++) {
            Authenticity other = of(signer, contentType, named.get(i), content);
            outcome = other.check().hasPassed() ? other : outcome;
        }
        return outcome;
    }

    private static Authenticity of(Signer signer, @Nullable String contentType, ParsedCertificate certificate,
            Function<DigestAlgorithm, byte @Nullable []> content) {
        String name = signer.signatureAlgorithm().getAlgorithm().getId();
        try {
            SignatureScheme scheme = SignatureScheme.dated(signer.signatureAlgorithm(), signer.digestAlgorithm(),
                    certificate.key);
            name = scheme.name();
            return new Authenticity(check(signer, contentType, certificate, scheme, content), name, certificate,
                    scheme.weaknesses());
        } catch (SignatureScheme.Unsupported unsupported) {
            return new Authenticity(
                    CheckResult.failed("CRYPTO_CONSTRAINTS_FAILURE", String.valueOf(unsupported.getMessage())),
                    name, certificate);
        }
    }

    private static CheckResult check(Signer signer, @Nullable String contentType, ParsedCertificate certificate,
            SignatureScheme scheme,
            Function<DigestAlgorithm, byte @Nullable []> content) throws SignatureScheme.Unsupported {
        SignedAttributes attributes = signer.attributes();
        if (attributes == null) {
            // Without them a signature over attributes could be passed off as one over a document that looks like them.
            return CheckResult.failed("FORMAT_FAILURE", "signed attributes are missing");
        }
        if (!Objects.equals(attributes.contentType(), contentType)) {
            return CheckResult.failed("FORMAT_FAILURE",
                    contentType == null
                            ? "a countersignature has no content-type attribute (RFC 5652, 11.4)"
                            : "the content-type attribute names another type than the content's");
        }
        if (!attributes.certificates().stream().allMatch(reference -> refersTo(reference, certificate))) {
            return CheckResult.failed("FORMAT_FAILURE", "the signing-certificate attribute names another certificate");
        }
        byte[] digest = content.apply(scheme.digest());
        if (digest == null) {
            return CheckResult.indeterminate("SIGNED_DATA_NOT_FOUND", "the signed content is not at hand");
        }
        if (digest.length != scheme.digest().length() || !MessageDigest.isEqual(digest, attributes.messageDigest())) {
            return CheckResult.failed("HASH_FAILURE", "the content is not the one that was signed");
        }
        for (byte[] form : attributes.forms()) {
            if (scheme.verifyMessage(form, signer.signature())) {
                return CheckResult.passed();
            }
        }
        return CheckResult.failed("SIG_CRYPTO_FAILURE", "the signature was not made with the key of the certificate");
    }

    static boolean refersTo(CertificateReference reference, ParsedCertificate certificate) {
        AlgorithmIdentifier algorithm = reference.digestAlgorithm();
        DigestAlgorithm digest = SignatureScheme.digest(algorithm);
        return digest != null && digest != DigestAlgorithm.MD5
                && Arrays.equals(digest.digest(certificate.der), reference.digest());
    }

    private static boolean names(Signer signer, ParsedCertificate certificate) {
        if (signer.id().isTagged()) {
            return Arrays.equals(ASN1OctetString.getInstance(signer.id().getId()).getOctets(),
                    certificate.subjectKeyId);
        }
        IssuerAndSerialNumber id = IssuerAndSerialNumber.getInstance(signer.id().getId());
        return id.getSerialNumber().getValue().equals(certificate.serial)
                && Names.same(id.getName(), certificate.issuer);
    }
}

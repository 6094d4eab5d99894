package kz.centerpro.hub.xml;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Map;
import kz.centerpro.hub.certificate.Der;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.SignatureScheme;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/**
 * The URIs of XML signatures in the terms of {@link SignatureScheme}, which binds them to the key. What is not here is
 * unsupported: message authentication codes above all, whose "key" anybody has.
 */
final class Algorithms {

    private static final String MORE = "http://www.w3.org/2001/04/xmldsig-more#";
    private static final String MORE_2007 = "http://www.w3.org/2007/05/xmldsig-more#";
    private static final String MORE_2021 = "http://www.w3.org/2021/04/xmldsig-more#";
    private static final String ENC = "http://www.w3.org/2001/04/xmlenc#";
    private static final String KZ = "urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:";
    private static final String RU = "urn:ietf:params:xml:ns:cpxmlsec:algorithms:";
    private static final String PSS = MORE_2007 + "rsa-pss";
    private static final String ECDSA = MORE + "ecdsa-";
    private static final String MGF1 = MORE_2007 + "MGF1";

    private static final Map<String, String> SIGNATURES = Map.ofEntries(
            Map.entry(Vocabulary.DSIG + "rsa-sha1", "1.2.840.113549.1.1.5"),
            Map.entry(MORE + "rsa-sha256", "1.2.840.113549.1.1.11"),
            Map.entry(MORE + "rsa-sha384", "1.2.840.113549.1.1.12"),
            Map.entry(MORE + "rsa-sha512", "1.2.840.113549.1.1.13"),
            Map.entry(ECDSA + "sha1", "1.2.840.10045.4.1"),
            Map.entry(ECDSA + "sha256", "1.2.840.10045.4.3.2"),
            Map.entry(ECDSA + "sha384", "1.2.840.10045.4.3.3"),
            Map.entry(ECDSA + "sha512", "1.2.840.10045.4.3.4"),
            Map.entry(MORE_2021 + "eddsa-ed25519", "1.3.101.112"),
            Map.entry(MORE + "gost34310-gost34311", "1.2.398.3.10.1.1.1.2"),
            Map.entry(KZ + "gostr34102015-gostr34112015-256", "1.2.398.3.10.1.1.2.3.1"),
            Map.entry(KZ + "gostr34102015-gostr34112015-512", "1.2.398.3.10.1.1.2.3.2"),
            Map.entry(RU + "gostr34102012-gostr34112012-256", "1.2.643.7.1.1.3.2"),
            Map.entry(RU + "gostr34102012-gostr34112012-512", "1.2.643.7.1.1.3.3"));

    private static final Map<String, DigestAlgorithm> DIGESTS = Map.ofEntries(
            Map.entry(Vocabulary.DSIG + "sha1", DigestAlgorithm.SHA_1),
            Map.entry(ENC + "sha256", DigestAlgorithm.SHA_256), Map.entry(MORE + "sha384", DigestAlgorithm.SHA_384),
            Map.entry(ENC + "sha512", DigestAlgorithm.SHA_512),
            Map.entry(MORE + "gost34311", DigestAlgorithm.GOST_34311_95),
            Map.entry(KZ + "gostr34112015-256", DigestAlgorithm.STREEBOG_256),
            Map.entry(KZ + "gostr34112015-512", DigestAlgorithm.STREEBOG_512),
            Map.entry(RU + "gostr34112012-256", DigestAlgorithm.STREEBOG_256),
            Map.entry(RU + "gostr34112012-512", DigestAlgorithm.STREEBOG_512));

    /** RFC 9231, 2.3.10: the salt is as long as the digest. */
    private static final Map<String, DigestAlgorithm> PSS_BY_DIGEST = Map.of(
            MORE_2007 + "sha256-rsa-MGF1", DigestAlgorithm.SHA_256,
            MORE_2007 + "sha384-rsa-MGF1", DigestAlgorithm.SHA_384,
            MORE_2007 + "sha512-rsa-MGF1", DigestAlgorithm.SHA_512);

    private Algorithms() {}

    static @Nullable DigestAlgorithm digest(String uri) {
        return DIGESTS.get(uri);
    }

    /** The algorithm that a SignatureMethod names; null when it is not supported. */
    static @Nullable AlgorithmIdentifier signature(Element method) throws MalformedSignature {
        String uri = Dom.requiredAttribute(method, "Algorithm");
        DigestAlgorithm fixed = PSS_BY_DIGEST.get(uri);
        if (fixed != null) {
            return pss(fixed, fixed.length());
        }
        if (uri.equals(PSS)) {
            return pss(method);
        }
        String id = SIGNATURES.get(uri);
        return id == null ? null : new AlgorithmIdentifier(new ASN1ObjectIdentifier(id));
    }

    /** RFC 9231, 2.3.9: everything has a default; the mask's digest must be the message's. */
    private static @Nullable AlgorithmIdentifier pss(Element method) throws MalformedSignature {
        DigestAlgorithm digest = DigestAlgorithm.SHA_256;
        Element parameters = Dom.child(method, MORE_2007, "RSAPSSParams");
        if (parameters == null) {
            return pss(digest, digest.length());
        }
        Element named = Dom.child(parameters, Vocabulary.DSIG, "DigestMethod");
        DigestAlgorithm found = named == null ? digest : digest(Dom.requiredAttribute(named, "Algorithm"));
        if (found == null || !masksWith(found, Dom.child(parameters, MORE_2007, "MaskGenerationFunction"))) {
            return null;
        }
        Element salt = Dom.child(parameters, MORE_2007, "SaltLength");
        Element trailer = Dom.child(parameters, MORE_2007, "TrailerField");
        return trailer != null && number(trailer) != 1
                ? null
                : pss(found, salt == null ? found.length() : number(salt));
    }

    private static boolean masksWith(DigestAlgorithm digest, @Nullable Element mask) throws MalformedSignature {
        if (mask == null) {
            return true;
        }
        Element named = Dom.child(mask, Vocabulary.DSIG, "DigestMethod");
        return Dom.requiredAttribute(mask, "Algorithm").equals(MGF1)
                && (named == null || digest(Dom.requiredAttribute(named, "Algorithm")) == digest);
    }

    private static int number(Element element) throws MalformedSignature {
        String text = Dom.text(element).strip();
        if (!text.matches("[0-9]{1,4}")) {
            throw new MalformedSignature(element.getLocalName() + " is not a number");
        }
        return Integer.parseInt(text);
    }

    private static AlgorithmIdentifier pss(DigestAlgorithm digest, int salt) {
        AlgorithmIdentifier hash = new AlgorithmIdentifier(
                new ASN1ObjectIdentifier(SignatureScheme.identifier(digest)));
        return new AlgorithmIdentifier(PKCSObjectIdentifiers.id_RSASSA_PSS, new RSASSAPSSparams(hash,
                new AlgorithmIdentifier(PKCSObjectIdentifiers.id_mgf1, hash), new ASN1Integer(salt),
                new ASN1Integer(1)));
    }

    /**
     * The signature value as X.509 and CMS write it: of ECDSA, XML has r and s side by side (XMLDSIG, 6.4.3), the
     * others the DER of both. Empty, which verifies nothing, when the two halves are not of a known length.
     */
    static byte[] asInCms(String uri, byte[] value) {
        if (!uri.startsWith(ECDSA)) {
            return value;
        }
        int half = value.length / 2;
        if (value.length % 2 != 0 || (half != 32 && half != 48 && half != 66)) {
            return new byte[0];
        }
        ASN1EncodableVector pair = new ASN1EncodableVector();
        pair.add(new ASN1Integer(new BigInteger(1, Arrays.copyOf(value, half))));
        pair.add(new ASN1Integer(new BigInteger(1, Arrays.copyOfRange(value, half, value.length))));
        return Der.encoded(new DERSequence(pair));
    }
}

package kz.centerpro.cli.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.DefaultCMSSignatureAlgorithmNameGenerator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.SignerInformationVerifier;
import org.bouncycastle.crypto.digests.GOST3411_2012_512Digest;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECGOST3410Signer;
import org.bouncycastle.operator.ContentVerifier;
import org.bouncycastle.operator.ContentVerifierProvider;
import org.bouncycastle.operator.DefaultDigestAlgorithmIdentifierFinder;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.bouncycastle.operator.DigestCalculator;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;
import org.bouncycastle.operator.bc.BcECContentVerifierProviderBuilder;
import org.bouncycastle.operator.bc.BcRSAContentVerifierProviderBuilder;
import org.jspecify.annotations.Nullable;

/** The peer: Bouncy Castle as its manual shows it, with operators for the Kazakh algorithms that it does not know. */
final class PlainBouncyCastle {

    /** Whose algorithms. */
    enum Family {
        GOST, RSA, EC
    }

    private final Family family;
    private final X509CertificateHolder intermediate;
    private final X509CertificateHolder root;

    PlainBouncyCastle(Family family, X509CertificateHolder intermediate, X509CertificateHolder root) {
        this.family = family;
        this.intermediate = intermediate;
        this.root = root;
    }

    /** Everything: content, signer, and the chain up to the root each time. */
    void verifyWhole(byte[] cms, byte @Nullable [] content) throws Exception {
        X509CertificateHolder leaf = verifySigner(cms, content);
        require(leaf.isSignatureValid(provider(intermediate)));
        require(intermediate.isSignatureValid(provider(root)));
    }

    X509CertificateHolder verifySigner(byte[] cms, byte @Nullable [] content) throws Exception {
        CMSSignedData data = content == null
                ? new CMSSignedData(cms)
                : new CMSSignedData(new CMSProcessableByteArray(content), cms);
        SignerInformation signer = data.getSignerInfos().getSigners().iterator().next();
        X509CertificateHolder leaf = data.getCertificates().getMatches(null).stream().filter(signer.getSID()::match)
                .findFirst().orElseThrow();
        require(signer.verify(verifier(leaf)));
        return leaf;
    }

    static byte[] streebog(byte[] bytes) {
        GOST3411_2012_512Digest digest = new GOST3411_2012_512Digest();
        digest.update(bytes, 0, bytes.length);
        byte[] value = new byte[64];
        digest.doFinal(value, 0);
        return value;
    }

    static ECPublicKeyParameters key(SubjectPublicKeyInfo info) {
        try {
            byte[] both = ASN1OctetString.getInstance(info.parsePublicKey()).getOctets();
            return new ECPublicKeyParameters(GostSigner.CURVE.getCurve().createPoint(little(both, 0), little(both, 64)),
                    GostSigner.CURVE);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static BigInteger little(byte[] bytes, int from) {
        byte[] part = Arrays.copyOfRange(bytes, from, from + 64);
        return new BigInteger(1, org.bouncycastle.util.Arrays.reverse(part));
    }

    private static void require(boolean valid) {
        if (!valid) {
            throw new IllegalStateException("the peer does not verify what it should");
        }
    }

    private SignerInformationVerifier verifier(X509CertificateHolder leaf) throws Exception {
        if (family == Family.GOST) {
            return new SignerInformationVerifier((digest, signature) -> "GOST", name -> leaf.getSignatureAlgorithm(),
                    provider(leaf), new Streebog());
        }
        return new SignerInformationVerifier(new DefaultCMSSignatureAlgorithmNameGenerator(),
                new DefaultSignatureAlgorithmIdentifierFinder(), provider(leaf), new BcDigestCalculatorProvider());
    }

    private ContentVerifierProvider provider(X509CertificateHolder signer) throws Exception {
        return switch (family) {
            case GOST -> new Gost(signer);
            case RSA -> new BcRSAContentVerifierProviderBuilder(new DefaultDigestAlgorithmIdentifierFinder())
                    .build(signer);
            case EC -> new BcECContentVerifierProviderBuilder(new DefaultDigestAlgorithmIdentifierFinder())
                    .build(signer);
        };
    }

    /** Kazakh layout: both coordinates, and r then s, little-endian. */
    private record Gost(X509CertificateHolder holder) implements ContentVerifierProvider {

        @Override
        public boolean hasAssociatedCertificate() {
            return true;
        }

        @Override
        public X509CertificateHolder getAssociatedCertificate() {
            return holder;
        }

        @Override
        public ContentVerifier get(AlgorithmIdentifier algorithm) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            return new ContentVerifier() {
                @Override
                public AlgorithmIdentifier getAlgorithmIdentifier() {
                    return algorithm;
                }

                @Override
                public OutputStream getOutputStream() {
                    return bytes;
                }

                @Override
                public boolean verify(byte[] expected) {
                    ECGOST3410Signer signer = new ECGOST3410Signer();
                    signer.init(false, key(holder.getSubjectPublicKeyInfo()));
                    return signer.verifySignature(streebog(bytes.toByteArray()), little(expected, 0),
                            little(expected, 64));
                }
            };
        }
    }

    /** Bouncy Castle's own Streebog under the Kazakh name. */
    private static final class Streebog implements DigestCalculatorProvider {

        @Override
        public DigestCalculator get(AlgorithmIdentifier algorithm) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            return new DigestCalculator() {
                @Override
                public AlgorithmIdentifier getAlgorithmIdentifier() {
                    return algorithm;
                }

                @Override
                public OutputStream getOutputStream() {
                    return bytes;
                }

                @Override
                public byte[] getDigest() {
                    return streebog(bytes.toByteArray());
                }
            };
        }
    }
}

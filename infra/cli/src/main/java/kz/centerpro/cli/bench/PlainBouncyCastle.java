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
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.asn1.cryptopro.ECGOST3410NamedCurves;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.DefaultCMSSignatureAlgorithmNameGenerator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.SignerInformationVerifier;
import org.bouncycastle.crypto.digests.GOST3411_2012_512Digest;
import org.bouncycastle.crypto.params.ECDomainParameters;
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

    private static final ECDomainParameters CURVE = curve();

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

    /** The signer and the signer's certificate. */
    void verifyWithLeaf(byte[] cms) throws Exception {
        require(verifySigner(cms, null).isSignatureValid(provider(intermediate)));
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

    private static ECDomainParameters curve() {
        X9ECParameters x9 = ECGOST3410NamedCurves.getByOIDX9(new ASN1ObjectIdentifier("1.2.643.7.1.2.1.2.1"));
        return new ECDomainParameters(x9.getCurve(), x9.getG(), x9.getN(), x9.getH());
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

        private static ECPublicKeyParameters key(SubjectPublicKeyInfo info) {
            try {
                byte[] both = ASN1OctetString.getInstance(info.parsePublicKey()).getOctets();
                return new ECPublicKeyParameters(CURVE.getCurve().createPoint(little(both, 0), little(both, 64)),
                        CURVE);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }

        private static BigInteger little(byte[] bytes, int from) {
            byte[] part = Arrays.copyOfRange(bytes, from, from + 64);
            return new BigInteger(1, org.bouncycastle.util.Arrays.reverse(part));
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

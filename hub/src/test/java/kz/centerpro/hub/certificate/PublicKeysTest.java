package kz.centerpro.hub.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.Provider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import kz.centerpro.hub.pkitest.TestKey;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.BERSequence;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class PublicKeysTest {

    private static final byte[] MESSAGE = {1, 2, 3};

    private final Random random = new Random(3447);

    private static List<TestKey> curves() throws Exception {
        return List.of(TestKey.ec(), TestKey.ec("secp384r1", "SHA384withECDSA", "1.2.840.10045.4.3.3",
                DigestAlgorithm.SHA_384),
                TestKey.ec("secp521r1", "SHA512withECDSA", "1.2.840.10045.4.3.4", DigestAlgorithm.SHA_512));
    }

    private static Provider nativeProvider() {
        Provider provider = NativeProvider.found();
        Assumptions.assumeTrue(provider != null, "no native provider on this platform");
        return java.util.Objects.requireNonNull(provider);
    }

    private static byte[] der(BigInteger r, BigInteger s) throws Exception {
        ASN1EncodableVector pair = new ASN1EncodableVector();
        pair.add(new ASN1Integer(r));
        pair.add(new ASN1Integer(s));
        return new DERSequence(pair).getEncoded(ASN1Encoding.DER);
    }

    /** Signatures that hold and many that do not, each with its expected answer. */
    private List<byte[]> spoiled(byte[] good, BigInteger order) throws Exception {
        List<byte[]> all = new ArrayList<>();
        for (BigInteger odd : List.of(BigInteger.ZERO, BigInteger.ONE, order, order.add(BigInteger.ONE),
                BigInteger.ONE.negate(), BigInteger.TWO.pow(600))) {
            all.add(der(odd, BigInteger.TEN));
            all.add(der(BigInteger.TEN, odd));
        }
        all.add(new byte[0]);
        all.add(new byte[200]);
        all.add(Arrays.copyOf(good, good.length - 1));
        all.add(Arrays.copyOf(good, good.length + 1));
        all.add(new byte[]{0x30, 0});
        for (int i = 0; i < 40; i++) {
            byte[] flipped = good.clone();
            flipped[random.nextInt(good.length)] ^= (byte) (1 << random.nextInt(8));
            all.add(flipped);
        }
        return all;
    }

    @Test
    void verifiesEcdsaAlikeWithAndWithoutTheNativeProvider() throws Exception {
        Provider provider = nativeProvider();
        for (TestKey key : curves()) {
            byte[] digest = key.digest().digest(MESSAGE);
            var parameters = PublicKeys.ecKey(key.info());
            for (int i = 0; i < 10; i++) {
                byte[] good = key.sign(MESSAGE);
                assertThat(PublicKeys.ecdsa(parameters, digest, good)).isTrue();
                assertThat(PublicKeys.ecdsa(provider, key.info(), digest, good)).isTrue();
                for (byte[] other : spoiled(good, parameters.getParameters().getN())) {
                    assertThat(PublicKeys.ecdsa(parameters, digest, other)).isFalse();
                    assertThat(PublicKeys.ecdsa(provider, key.info(), digest, other)).isFalse();
                }
            }
        }
    }

    @Test
    void verifiesEcdsaOfEveryCurve() throws Exception {
        for (TestKey key : curves()) {
            byte[] digest = key.digest().digest(MESSAGE);
            byte[] good = key.sign(MESSAGE);
            assertThat(PublicKeys.ecdsa(key.info(), digest, good)).isTrue();
            digest[0] ^= 1;
            assertThat(PublicKeys.ecdsa(key.info(), digest, good)).isFalse();
        }
    }

    /** RFC 3279 asks for DER; a second encoding of a signature would be a second signature. */
    @Test
    void refusesEcdsaInBer() throws Exception {
        TestKey key = TestKey.ec();
        byte[] good = key.sign(MESSAGE);
        byte[] digest = key.digest().digest(MESSAGE);
        var pair = org.bouncycastle.asn1.ASN1Sequence.getInstance(good);
        byte[] indefinite = new BERSequence(new org.bouncycastle.asn1.ASN1Encodable[]{pair.getObjectAt(0),
                pair.getObjectAt(1)}).getEncoded(ASN1Encoding.BER);
        assertThat(indefinite).isNotEqualTo(good);
        assertThat(PublicKeys.ecdsa(PublicKeys.ecKey(key.info()), digest, indefinite)).isFalse();
        assertThat(PublicKeys.ecdsa(key.info(), digest, indefinite)).isFalse();
    }

    /** A key that brings its own curve could bring a generator for which it knows the private key. */
    @Test
    void refusesCurvesThatAreNotNamedOrNotOfTheThree() throws Exception {
        TestKey key = TestKey.ec();
        SubjectPublicKeyInfo described = new SubjectPublicKeyInfo(
                new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, SECNamedCurves.getByName("secp256r1")),
                key.info().getPublicKeyData().getOctets());
        assertThatThrownBy(() -> PublicKeys.ecKey(described)).isInstanceOf(SignatureScheme.Unsupported.class);
        var secp256k1 = SECNamedCurves.getByName("secp256k1");
        SubjectPublicKeyInfo other = new SubjectPublicKeyInfo(
                new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, SECNamedCurves.getOID("secp256k1")),
                secp256k1.getG().getEncoded(false));
        assertThatThrownBy(() -> PublicKeys.ecKey(other)).isInstanceOf(SignatureScheme.Unsupported.class);
        byte[] off = key.info().getPublicKeyData().getOctets().clone();
        off[40] ^= 1;
        SubjectPublicKeyInfo stray = new SubjectPublicKeyInfo(key.info().getAlgorithm(), off);
        assertThatThrownBy(() -> PublicKeys.ecKey(stray)).isInstanceOf(SignatureScheme.Unsupported.class);
    }

    @Test
    void opensRsaAlikeWithAndWithoutTheNativeProvider() throws Exception {
        Provider provider = nativeProvider();
        TestKey key = TestKey.rsa();
        RSAPublicKey parameters = PublicKeys.rsaKey(key.info());
        for (int i = 0; i < 30; i++) {
            BigInteger value = new BigInteger(2040, random).shiftRight(i < 10 ? 200 * i : 0);
            byte[] signature = org.bouncycastle.util.BigIntegers.asUnsignedByteArray(256, value);
            assertThat(PublicKeys.opened(provider, key.info(), signature))
                    .isEqualTo(PublicKeys.opened(parameters, value, 256));
        }
    }

    @Test
    void verifiesRsaAndRefusesWhatIsSpoiled() throws Exception {
        TestKey key = TestKey.rsa();
        byte[] digest = key.digest().digest(MESSAGE);
        byte[] good = key.sign(MESSAGE);
        assertThat(PublicKeys.rsa(key.info(), key.digest(), digest, good)).isTrue();
        assertThat(PublicKeys.rsa(key.info(), DigestAlgorithm.SHA_512, new byte[64], good)).isFalse();
        assertThat(PublicKeys.rsa(key.info(), key.digest(), digest, Arrays.copyOf(good, 255))).isFalse();
        BigInteger modulus = PublicKeys.rsaKey(key.info()).getModulus();
        for (BigInteger odd : List.of(BigInteger.ZERO, BigInteger.ONE, modulus.subtract(BigInteger.ONE), modulus)) {
            assertThat(PublicKeys.rsa(key.info(), key.digest(), digest,
                    org.bouncycastle.util.BigIntegers.asUnsignedByteArray(256, odd))).isFalse();
        }
        for (int i = 0; i < 100; i++) {
            byte[] flipped = good.clone();
            flipped[random.nextInt(256)] ^= (byte) (1 << random.nextInt(8));
            assertThat(PublicKeys.rsa(key.info(), key.digest(), digest, flipped)).isFalse();
        }
    }

    @Test
    void namesWhatItWorksWith() {
        assertThat(NativeProvider.prepare()).isNotBlank();
    }
}

package kz.centerpro.hub.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import kz.centerpro.hub.certificate.CheckResult;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.Indication;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.ParsedCertificate;
import kz.centerpro.hub.certificate.SignatureScheme;
import kz.centerpro.hub.pkitest.TestAuthority;
import kz.centerpro.hub.pkitest.TestKey;
import kz.centerpro.hub.signature.CmsContainer.CertificateReference;
import kz.centerpro.hub.signature.CmsContainer.SignedAttributes;
import kz.centerpro.hub.signature.CmsContainer.Signer;
import kz.centerpro.hub.signature.CmsContainer.UnsignedAttributes;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.SignerIdentifier;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The first verdict, fact by fact: who is meant, what was signed, with which key. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuthenticityTest {

    private static final String DATA = "1.2.840.113549.1.7.1";
    private static final byte[] CONTENT = {1, 2, 3};
    private static final byte[] SIGNED = {4, 5, 6};
    private static final byte[] KEY_ID = {7, 7, 7};
    private static final DigestAlgorithm SHA_256 = DigestAlgorithm.SHA_256;

    private final TestKey key = TestKey.ec();
    private final TestKey otherKey = TestKey.ec();
    private final TestAuthority root = TestAuthority.root("Root", TestKey.ec());
    private final TestAuthority other = TestAuthority.root("Other", TestKey.ec());
    private final ParsedCertificate alice = parsed(root.issueWithKeyId("CN=Alice", key, KEY_ID));
    private final ParsedCertificate namesake = parsed(root.issueWithKeyId("CN=Alice", otherKey, KEY_ID));
    private final ParsedCertificate second = parsed(root.issueWithKeyId("CN=Alice", otherKey, KEY_ID));

    AuthenticityTest() throws Exception {}

    private static ParsedCertificate parsed(TestAuthority.Holder holder) throws MalformedSignature {
        return ParsedCertificate.fromDer(holder.certificate());
    }

    private SignerIdentifier byKeyId(byte[] id) {
        return new SignerIdentifier(new DEROctetString(id));
    }

    private SignerIdentifier byName(ParsedCertificate certificate) {
        return new SignerIdentifier(new IssuerAndSerialNumber(certificate.issuer, certificate.serial));
    }

    private static CertificateReference reference(ParsedCertificate certificate) {
        return new CertificateReference(
                new AlgorithmIdentifier(new ASN1ObjectIdentifier(SignatureScheme.identifier(SHA_256))),
                SHA_256.digest(certificate.der));
    }

    private static SignedAttributes attributes(List<byte[]> forms, @Nullable String type, byte[] digest,
            CertificateReference... references) {
        return new SignedAttributes(forms, type, digest, null, List.of(references), List.of());
    }

    private SignedAttributes usual() {
        return attributes(List.of(SIGNED), DATA, SHA_256.digest(CONTENT), reference(alice));
    }

    private Signer signer(SignerIdentifier id, @Nullable SignedAttributes attributes) {
        return signer(id, attributes, key.signatureAlgorithm(), key.sign(SIGNED));
    }

    private Signer signer(SignerIdentifier id, @Nullable SignedAttributes attributes, AlgorithmIdentifier algorithm,
            byte[] value) {
        return new Signer(id, key.digestAlgorithm(), algorithm, value, attributes,
                new UnsignedAttributes(List.of(), List.of(), List.of(), List.of(), List.of(), false));
    }

    private static Authenticity of(Signer signer, @Nullable String type, ParsedCertificate... known) {
        return Authenticity.of(signer, type, Stream.of(known), algorithm -> algorithm.digest(CONTENT));
    }

    private CheckResult check(@Nullable SignedAttributes attributes, @Nullable String type) {
        return of(signer(byName(alice), attributes), type, alice).check();
    }

    @Test
    void findsTheSignerByNameAndNumberOrByKeyIdentifier() throws Exception {
        ParsedCertificate stranger = parsed(other.issueWithKeyId("CN=Alice", otherKey, new byte[]{8}));
        for (SignerIdentifier id : List.of(byName(alice), byKeyId(KEY_ID))) {
            Authenticity found = of(signer(id, usual()), DATA, stranger, alice);
            assertThat(found.check()).isEqualTo(CheckResult.passed());
            assertThat(found.certificate()).isEqualTo(alice);
            assertThat(found.algorithm()).isNotEqualTo(key.signatureId()).contains("ECDSA");
        }
        for (SignerIdentifier id : List.of(byKeyId(new byte[]{1}),
                new SignerIdentifier(new IssuerAndSerialNumber(alice.issuer, stranger.serial)),
                new SignerIdentifier(new IssuerAndSerialNumber(stranger.issuer, alice.serial)))) {
            Authenticity nobody = of(signer(id, usual()), DATA, stranger, alice);
            assertThat(nobody.check().status()).isEqualTo(Indication.INDETERMINATE);
            assertThat(nobody.check().subIndication()).isEqualTo("NO_SIGNING_CERTIFICATE_FOUND");
            assertThat(nobody.certificate()).isNull();
            assertThat(nobody.algorithm()).isEqualTo(key.signatureId());
        }
    }

    @Test
    void triesASecondCertificateOfTheSameNameAndNoThird() {
        Signer signer = signer(byKeyId(KEY_ID), usual());
        assertThat(of(signer, DATA, namesake, alice).certificate()).isEqualTo(alice);
        assertThat(of(signer, DATA, namesake, namesake, alice).check().hasPassed()).as("the same twice").isTrue();
        assertThat(of(signer, DATA, alice, namesake).certificate()).isEqualTo(alice);
        Authenticity none = of(signer, DATA, namesake, second);
        assertThat(none.check().hasPassed()).isFalse();
        assertThat(none.certificate()).as("the first tells").isEqualTo(namesake);
        assertThat(of(signer, DATA, namesake, second, alice).check().hasPassed()).isFalse();
    }

    @Test
    void refusesAlgorithmsThatDoNotBelongTogether() {
        AlgorithmIdentifier rsa = new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.2.840.113549.1.1.11"));
        Authenticity mixed = of(signer(byName(alice), usual(), rsa, key.sign(SIGNED)), DATA, alice);
        assertThat(mixed.check().subIndication()).isEqualTo("CRYPTO_CONSTRAINTS_FAILURE");
        assertThat(mixed.check().reason()).isNotEmpty().isNotEqualTo("null");
        assertThat(mixed.algorithm()).isEqualTo("1.2.840.113549.1.1.11");
        assertThat(mixed.certificate()).isEqualTo(alice);
    }

    @Test
    void refusesASignatureWithoutItsAttributesOrWithThoseOfAnother() {
        assertThat(check(null, DATA)).extracting(CheckResult::subIndication, CheckResult::reason)
                .containsExactly("FORMAT_FAILURE", "signed attributes are missing");
        assertThat(check(usual(), "1.2.3").reason()).contains("names another type");
        assertThat(check(usual(), null).reason()).contains("a countersignature has no content-type");
        SignedAttributes untyped = attributes(List.of(SIGNED), null, SHA_256.digest(CONTENT), reference(alice));
        assertThat(check(untyped, null)).isEqualTo(CheckResult.passed());
        assertThat(check(untyped, DATA).subIndication()).isEqualTo("FORMAT_FAILURE");
    }

    @Test
    void everyReferenceMustBeToTheSignersCertificate() {
        byte[] digest = SHA_256.digest(CONTENT);
        assertThat(check(attributes(List.of(SIGNED), DATA, digest), DATA).hasPassed()).isTrue();
        assertThat(check(attributes(List.of(SIGNED), DATA, digest, reference(alice), reference(alice)), DATA)
                .hasPassed()).isTrue();
        CertificateReference unknown = new CertificateReference(
                new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.2.3.4")), reference(alice).digest());
        for (CertificateReference wrong : List.of(reference(namesake), unknown)) {
            CheckResult check = check(attributes(List.of(SIGNED), DATA, digest, reference(alice), wrong), DATA);
            assertThat(check.subIndication()).isEqualTo("FORMAT_FAILURE");
            assertThat(check.reason()).contains("names another certificate");
        }
    }

    @Test
    void comparesTheContentWithWhatWasSigned() {
        byte[] right = SHA_256.digest(CONTENT);
        byte[] wrong = right.clone();
        wrong[31] ^= 1;
        for (byte[] digest : List.of(wrong, new byte[0], java.util.Arrays.copyOf(right, 31))) {
            assertThat(check(attributes(List.of(SIGNED), DATA, digest), DATA).subIndication())
                    .isEqualTo("HASH_FAILURE");
        }
        Signer signer = signer(byName(alice), usual());
        assertThat(Authenticity.of(signer, DATA, Stream.of(alice), _ -> null).check())
                .extracting(CheckResult::status, CheckResult::subIndication)
                .containsExactly(Indication.INDETERMINATE, "SIGNED_DATA_NOT_FOUND");
        // Content that is no content has a digest of no length, which a signer could have written too.
        Signer empty = signer(byName(alice), attributes(List.of(SIGNED), DATA, new byte[0]));
        assertThat(Authenticity.of(empty, DATA, Stream.of(alice), _ -> new byte[0]).check().subIndication())
                .isEqualTo("HASH_FAILURE");
    }

    @Test
    void takesAnyFormOfTheAttributesThatWasSigned() {
        byte[] digest = SHA_256.digest(CONTENT);
        assertThat(check(attributes(List.of(new byte[]{9}, SIGNED), DATA, digest), DATA).hasPassed()).isTrue();
        for (List<byte[]> forms : List.of(List.of(new byte[]{9}), List.<byte[]>of())) {
            assertThat(check(attributes(forms, DATA, digest), DATA).subIndication()).isEqualTo("SIG_CRYPTO_FAILURE");
        }
        Signer forged = signer(byName(alice), usual(), key.signatureAlgorithm(), otherKey.sign(SIGNED));
        Authenticity outcome = of(forged, DATA, alice);
        assertThat(outcome.check().subIndication()).isEqualTo("SIG_CRYPTO_FAILURE");
        assertThat(outcome.certificate()).isEqualTo(alice);
    }
}

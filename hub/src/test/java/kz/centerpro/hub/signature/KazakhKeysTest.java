package kz.centerpro.hub.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import kz.centerpro.contracts.party.SignerRole;
import kz.centerpro.hub.certificate.CertificateReader;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.Indication;
import kz.centerpro.hub.certificate.Revocation;
import kz.centerpro.hub.certificate.RevocationList;
import kz.centerpro.hub.certificate.SignatureScheme;
import kz.centerpro.hub.certificate.SignerIdentity;
import kz.centerpro.hub.certificate.TrustSnapshot;
import kz.centerpro.hub.certificate.VerificationPolicy;
import kz.centerpro.hub.pkitest.SharedArtefacts;
import kz.centerpro.hub.pkitest.TestAuthority;
import kz.centerpro.hub.pkitest.TestCms;
import kz.centerpro.hub.pkitest.TestKey;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.cryptopro.ECGOST3410NamedCurves;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.operator.InputDecryptorProvider;
import org.bouncycastle.pkcs.PKCS12PfxPdu;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS12SafeBagFactory;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.bc.BcPKCS12PBEInputDecryptorProviderBuilder;
import org.bouncycastle.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Documents signed here with the test keys that the national authority publishes, against its list of August 2026. */
class KazakhKeysTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final String LIST = "kz-pki/crl/ncanodego_nca_gost2022_test_2026-08.crl";
    private static final SignatureDesk DESK = new SignatureDesk(SignatureDesk.BYTES_MAX,
            VerificationPolicy.documents());

    static TestAuthority.Holder open(byte[] file) throws Exception {
        InputDecryptorProvider password = new BcPKCS12PBEInputDecryptorProviderBuilder()
                .build("Qwerty12".toCharArray());
        PrivateKeyInfo key = null;
        byte[] certificate = null;
        for (ContentInfo part : new PKCS12PfxPdu(file).getContentInfos()) {
            PKCS12SafeBagFactory bags = part.getContentType().equals(PKCSObjectIdentifiers.encryptedData)
                    ? new PKCS12SafeBagFactory(part, password)
                    : new PKCS12SafeBagFactory(part);
            for (PKCS12SafeBag bag : bags.getSafeBags()) {
                Object value = bag.getBagValue();
                if (value instanceof PKCS8EncryptedPrivateKeyInfo encrypted) {
                    key = encrypted.decryptPrivateKeyInfo(password);
                } else if (value instanceof X509CertificateHolder found
                        && (certificate == null || !isAuthority(found))) {
                    certificate = found.getEncoded();
                }
            }
        }
        if (key == null || certificate == null) {
            throw new IllegalStateException("no key or no certificate inside");
        }
        return new TestAuthority.Holder(signing(key, certificate), certificate);
    }

    private static boolean isAuthority(X509CertificateHolder certificate) {
        return certificate.getExtension(org.bouncycastle.asn1.x509.Extension.basicConstraints) != null;
    }

    private static TestKey signing(PrivateKeyInfo key, byte[] certificate) throws Exception {
        byte[] scalar = ASN1OctetString.getInstance(key.parsePrivateKey()).getOctets();
        ECDomainParameters domain = new ECDomainParameters(
                ECGOST3410NamedCurves.getByOIDX9(new ASN1ObjectIdentifier("1.2.643.7.1.2.1.2.1")));
        ECPrivateKeyParameters secret = new ECPrivateKeyParameters(new BigInteger(1, Arrays.reverse(scalar)), domain);
        DigestAlgorithm digest = DigestAlgorithm.STREEBOG_512;
        return new TestKey(Certificate.getInstance(certificate).getSubjectPublicKeyInfo(), "1.2.398.3.10.1.1.2.3.2",
                digest,
                SignatureScheme.identifier(digest), TestKey.gostSigning(secret, digest, 64, true));
    }

    @Test
    void acceptsEveryKeyExceptTheOnesThatTheListNames() throws Exception {
        TrustSnapshot trust = SharedArtefacts.nationalAuthority().crl(SharedArtefacts.read(LIST)).build();
        RevocationList list = RevocationList.fromAny(SharedArtefacts.read(LIST));
        int passed = 0;
        int failed = 0;
        for (Path file : SharedArtefacts.files("kz-pki/p12")) {
            TestAuthority.Holder holder = open(java.nio.file.Files.readAllBytes(file));
            SignedContainer container = DESK.read(TestCms.by(holder).detached().build());
            Verdict verdict = DESK.examine(container, ContentDigests.of(TestCms.CONTENT, container.digestsNeeded()),
                    trust, NOW);
            SignatureReport report = verdict.signatures().getFirst();
            assertThat(report.authenticity().status()).as(file.toString()).isEqualTo(Indication.PASSED);
            Revocation listed = list.find(holder.serial());
            if (listed == null) {
                assertThat(verdict.status()).as("%s %s", file, report).isEqualTo(Indication.PASSED);
                passed++;
            } else {
                assertThat(verdict.status()).as(file.toString()).isEqualTo(Indication.FAILED);
                assertThat(report.subIndication()).isEqualTo("REVOKED");
                assertThat(report.revocation()).isEqualTo(listed);
                assertThat(report.keyValidity().reason()).contains(listed.reason());
                failed++;
            }
        }
        assertThat(passed).isGreaterThanOrEqualTo(4);
        assertThat(failed).isGreaterThanOrEqualTo(6);
    }

    @ParameterizedTest
    @CsvSource({"legal/valid/head.p12,FIRST_HEAD,true,123456789021",
            "legal/valid/employee_signright.p12,SIGN_RIGHT,true,123456789021",
            "legal/valid/employee.p12,EMPLOYEE,false,123456789021",
            "individual/valid/individual_valid.p12,INDIVIDUAL,false,",
            "legal/valid/treasury_client.p12,INFORMATION_SYSTEM,false,123456789021"})
    void readsWhoTheHolderIs(String file, SignerRole role, boolean signingRight, @Nullable String bin)
            throws Exception {
        TestAuthority.Holder holder = open(SharedArtefacts.read("kz-pki/p12/" + file));
        SignerIdentity identity = CertificateReader.identify(holder.certificate());
        assertThat(identity.role()).isEqualTo(role);
        assertThat(identity.signingRight()).isEqualTo(signingRight);
        assertThat(identity.bin()).isEqualTo(bin);
        if (role != SignerRole.INFORMATION_SYSTEM) {
            assertThat(identity.iin()).hasSize(12);
        }
        assertThat(identity.country()).isEqualTo("KZ");
        assertThat(identity.keyStorage()).startsWith("1.2.398.3.3.5.1.");
    }
}

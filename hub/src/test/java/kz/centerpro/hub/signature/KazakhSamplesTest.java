package kz.centerpro.hub.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import kz.centerpro.contracts.party.SignatureRegime;
import kz.centerpro.contracts.party.SignerRole;
import kz.centerpro.hub.certificate.CertificateReader;
import kz.centerpro.hub.certificate.Der;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.Indication;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.OcspAnswer;
import kz.centerpro.hub.certificate.OcspCodec;
import kz.centerpro.hub.certificate.OcspResponse;
import kz.centerpro.hub.certificate.ParsedCertificate;
import kz.centerpro.hub.certificate.Revocation;
import kz.centerpro.hub.certificate.RevocationList;
import kz.centerpro.hub.certificate.TrustSnapshot;
import kz.centerpro.hub.certificate.VerificationPolicy;
import kz.centerpro.hub.pkitest.SharedArtefacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Artefacts that the national authority and its users published: certificates, containers, stamps, lists, responses.
 */
class KazakhSamplesTest {

    /** Some intermediates are older than the certificate of the root that now stands above them. */
    private static final Instant TODAYS_ROOTS = Instant.parse("2023-01-01T00:00:00Z");
    private static final SignatureDesk OFFLINE = new SignatureDesk(SignatureDesk.BYTES_MAX,
            VerificationPolicy.offline());
    private static final SignatureDesk STRICT = new SignatureDesk(SignatureDesk.BYTES_MAX,
            VerificationPolicy.documents());

    private static Verdict examined(SignatureDesk desk, byte[] cms, Instant at) throws MalformedSignature {
        return examined(desk, cms, SharedArtefacts.nationalAuthority().build(), at);
    }

    private static Verdict examined(SignatureDesk desk, byte[] cms, TrustSnapshot trust, Instant at)
            throws MalformedSignature {
        SignedContainer container = desk.read(cms);
        ContentDigests content = container.detached()
                ? ContentDigests.of(SharedArtefacts.read("kz-pki/cms/individual_document.txt"),
                        container.digestsNeeded())
                : ContentDigests.none();
        return desk.examine(container, content, trust, at);
    }

    @ParameterizedTest
    @CsvSource({"individual_attached.der,2026-07-20T10:00:00Z", "individual_detached.der,2026-07-20T10:00:00Z",
            "ncanode_rsa.der,2021-12-01T00:00:00Z",
            "gost2004_test_CMS_GOST.der,2018-12-21T10:00:00Z"})
    void passesWhatTheAuthorityCallsValid(String name, Instant at) throws Exception {
        byte[] cms = SharedArtefacts.read("kz-pki/cms/" + name);
        Verdict verdict = examined(OFFLINE, cms, at);
        assertThat(verdict.status()).as("%s", verdict).isEqualTo(Indication.PASSED);
        assertThat(verdict.signatures()).allSatisfy(report -> {
            assertThat(report.regime()).isEqualTo(SignatureRegime.EDS);
            assertThat(report.signer().iin()).hasSize(12);
            assertThat(report.subIndication()).isEmpty();
        });
        Verdict strict = examined(STRICT, cms, at);
        assertThat(strict.status()).isEqualTo(Indication.INDETERMINATE);
        assertThat(strict.signatures()).extracting(SignatureReport::subIndication).containsOnly("TRY_LATER");
        assertThat(strict.missing()).hasSize(verdict.signatures().size())
                .allSatisfy(need -> assertThat(need.ocspUrls()).isNotEmpty());
    }

    @ParameterizedTest
    @CsvSource({"individual_attached.der,2026-07-20T09:08:07Z,1.2.398.3.3.2.6.4",
            "individual_detached.der,2026-07-20T09:08:07Z,1.2.398.3.3.2.6.4",
            "gost2004_test_CMS_GOST.der,2018-12-21T09:25:04Z,1.2.398.3.3.2.6.1",
            "ncalayer_bundle_gost2004_cades_t.der,2019-02-03T11:47:53Z,1.2.398.3.3.2.6.2"})
    void takesTheTimeOfTheStamp(String name, Instant time, String policy) throws Exception {
        Verdict verdict = examined(OFFLINE, SharedArtefacts.read("kz-pki/cms/" + name),
                Instant.parse("2026-11-22T00:00:00Z"));
        SignatureReport report = verdict.signatures().getFirst();
        assertThat(report.bestSignatureTime()).isEqualTo(time);
        assertThat(report.authenticity().status()).isEqualTo(Indication.PASSED);
        assertThat(report.timestamp()).isNotNull().satisfies(stamp -> {
            assertThat(stamp.status()).isEqualTo(Indication.PASSED);
            assertThat(stamp.policy()).isEqualTo(policy);
        });
    }

    @Test
    void leavesTheChainOpenWhenItsAuthorityIsNotKnown() throws Exception {
        Verdict verdict = examined(OFFLINE, SharedArtefacts.read("kz-pki/cms/ncalayer_bundle_gost2004_cades_t.der"),
                Instant.parse("2026-11-22T00:00:00Z"));
        SignatureReport report = verdict.signatures().getFirst();
        assertThat(verdict.status()).isEqualTo(Indication.INDETERMINATE);
        assertThat(report.keyValidity().subIndication()).isEqualTo("NO_CERTIFICATE_CHAIN_FOUND");
        assertThat(verdict.missing()).isEmpty();
    }

    @Test
    void verifiesBothParallelSignersThoughNoMomentSuitsBothCertificates() throws Exception {
        byte[] cms = SharedArtefacts.read("kz-pki/cms/ncanode_rsa+gost2015_1.der");
        Verdict verdict = examined(OFFLINE, cms, Instant.parse("2022-09-27T21:30:00Z"));
        assertThat(verdict.signatures()).extracting(report -> report.authenticity().status())
                .containsOnly(Indication.PASSED);
        assertThat(verdict.signatures()).extracting(SignatureReport::subIndication).containsExactlyInAnyOrder("",
                "EXPIRED");
        Verdict earlier = examined(OFFLINE, cms, Instant.parse("2021-12-01T00:00:00Z"));
        assertThat(earlier.signatures()).extracting(SignatureReport::subIndication)
                .containsExactlyInAnyOrder("", "NOT_YET_VALID");
        assertThat(verdict.signatures()).extracting(SignatureReport::algorithm)
                .containsExactlyInAnyOrder("RSA with SHA-256", "GOST R 34.10-2012-512");
        assertThat(verdict.signatures()).extracting(report -> report.signer().role())
                .containsOnly(SignerRole.INDIVIDUAL);
    }

    @ParameterizedTest
    @CsvSource({"individual_attached.der,0", "ncanode_rsa.der,1", "gost2004_test_CMS_GOST.der,2"})
    void failsOrRefusesWhenAnyBitIsFlipped(String name, int seed) throws Exception {
        byte[] original = SharedArtefacts.read("kz-pki/cms/" + name);
        TrustSnapshot trust = SharedArtefacts.nationalAuthority().build();
        Instant at = Instant.parse("2022-09-28T15:00:00Z");
        String signature = Der.hex(CmsReader.read(original, SignatureDesk.BYTES_MAX).signers.getFirst().signature());
        int start = Der.hex(original).lastIndexOf(signature) / 2;
        for (int i = 0; i < 16; i++) {
            byte[] flipped = original.clone();
            flipped[start + (i * 7 + seed) % (signature.length() / 2)] ^= (byte) (1 << i % 8);
            SignatureReport report = examined(OFFLINE, flipped, trust, at).signatures().getFirst();
            assertThat(report.authenticity().subIndication()).isEqualTo("SIG_CRYPTO_FAILURE");
            assertThat(report.status()).isEqualTo(Indication.FAILED);
        }
    }

    @Test
    void failsWhenOneBitOfTheContentDiffers() throws Exception {
        SignedContainer container = OFFLINE.read(SharedArtefacts.read("kz-pki/cms/individual_detached.der"));
        byte[] content = SharedArtefacts.read("kz-pki/cms/individual_document.txt");
        content[content.length / 2] ^= 4;
        Verdict verdict = OFFLINE.examine(container, ContentDigests.of(content, container.digestsNeeded()),
                SharedArtefacts.nationalAuthority().build(), Instant.parse("2026-07-20T10:00:00Z"));
        assertThat(verdict.status()).isEqualTo(Indication.FAILED);
        assertThat(verdict.signatures().getFirst().subIndication()).isEqualTo("HASH_FAILURE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kz-pki/ca", "kz-pki/ca-test"})
    void findsAPathFromEveryCertificate(String folder) throws Exception {
        TrustSnapshot trust = SharedArtefacts.nationalAuthority().build();
        for (var file : SharedArtefacts.files(folder)) {
            byte[] der = SharedArtefacts.read(folder + "/" + file.getFileName());
            Instant at = CertificateReader.summarise(der).notBefore().plus(Duration.ofDays(20));
            if (at.isBefore(TODAYS_ROOTS)) {
                at = TODAYS_ROOTS;
            }
            assertThat(CertificateReader.verifyCertificate(der, trust, at)).as(file.toString()).isTrue();
            assertThat(CertificateReader.verifyCertificate(der, trust, Instant.parse("2050-01-01T00:00:00Z")))
                    .isFalse();
        }
    }

    @Test
    void findsNoPathWhenOnlyNamesMatch() throws Exception {
        byte[] below2015 = SharedArtefacts.read("kz-pki/ca/nca_gost.cer");
        TrustSnapshot wrong = TrustSnapshot.builder(1)
                .anchor(SharedArtefacts.read("kz-pki/ca/root_gost_2022.cer"), SignatureRegime.EDS)
                .anchor(SharedArtefacts.read("kz-pki/ca/root_gost_2020.cer"), SignatureRegime.EDS).build();
        assertThat(CertificateReader.check(below2015, wrong, Instant.parse("2023-01-01T00:00:00Z"),
                VerificationPolicy.offline()).subIndication()).isEqualTo("NO_CERTIFICATE_CHAIN_FOUND");
    }

    @ParameterizedTest
    @CsvSource({"ocsp_response_individual_2015.bin,UNKNOWN", // says "never issued" in the manner of RFC 6960, 4.4.8
            "ocsp_response_ceo_2015_revoked.bin,REVOKED"})
    void readsResponsesOfTheAuthoritysResponder(String name, OcspAnswer.Status status) throws Exception {
        byte[] bytes = SharedArtefacts.read("kz-pki/ocsp/" + name);
        ParsedCertificate issuer = ParsedCertificate
                .fromAny(SharedArtefacts.read("kz-pki/ca-test/nca_gost2022_test.cer"));
        OcspResponse response = OcspResponse.fromAny(bytes);
        BigInteger serial = response.singles.getFirst().id().getSerialNumber().getValue();
        OcspCodec codec = new OcspCodec(VerificationPolicy.documents(), OcspCodec.NonceRule.REQUIRED);
        TrustSnapshot trust = TrustSnapshot.builder(1).build();
        OcspAnswer answer = codec.read(bytes, serial, issuer, null, response.producedAt, trust);
        assertThat(answer.status()).as(answer.reason()).isEqualTo(status);
        assertThat(codec.read(bytes, serial, issuer, null, Instant.parse("2026-01-01T00:00:00Z"), trust).status())
                .isEqualTo(OcspAnswer.Status.UNUSABLE);
        ParsedCertificate other = ParsedCertificate.fromAny(SharedArtefacts.read("kz-pki/ca/nca_gost_2022.cer"));
        assertThat(codec.read(bytes, serial, other, null, response.producedAt, trust).status())
                .isEqualTo(OcspAnswer.Status.UNUSABLE);
        if (status == OcspAnswer.Status.REVOKED) {
            assertThat(answer.revokedAt()).isEqualTo(Instant.parse("2022-07-27T10:25:30Z"));
            assertThat(answer.reason()).isEqualTo("certificateHold");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ncanode_nca_gost2022_test.crl", "ncanodego_nca_gost2022_test_2026-08.crl"})
    void readsBothListsOfTheTestAuthority(String name) throws Exception {
        byte[] bytes = SharedArtefacts.read("kz-pki/crl/" + name);
        RevocationList list = RevocationList.fromAny(bytes);
        assertThat(list.isSignedBy(
                ParsedCertificate.fromAny(SharedArtefacts.read("kz-pki/ca-test/nca_gost2022_test.cer")))).isTrue();
        assertThat(list.isSignedBy(ParsedCertificate.fromAny(SharedArtefacts.read("kz-pki/ca/nca_gost_2022.cer"))))
                .isFalse();
        Set<? extends X509CRLEntry> entries = ((X509CRL) CertificateFactory.getInstance("X.509")
                .generateCRL(new ByteArrayInputStream(bytes))).getRevokedCertificates();
        assertThat(entries).isNotEmpty();
        for (X509CRLEntry entry : entries) {
            Revocation found = list.find(entry.getSerialNumber());
            assertThat(found).isNotNull().extracting(Revocation::date)
                    .isEqualTo(entry.getRevocationDate().toInstant());
        }
        assertThat(list.find(BigInteger.TEN)).isNull();
        CertificateReader.ListInfo info = CertificateReader.describeList(bytes,
                SharedArtefacts.read("kz-pki/ca-test/nca_gost2022_test.cer"));
        assertThat(info.signedByIssuer()).isTrue();
        assertThat(info.entries()).isEqualTo(entries.size());
        assertThat(info.nextUpdate()).isAfter(info.thisUpdate());
        byte[] flipped = bytes.clone();
        flipped[bytes.length - 3] ^= 1;
        assertThat(RevocationList.fromAny(flipped).isSignedBy(
                ParsedCertificate.fromAny(SharedArtefacts.read("kz-pki/ca-test/nca_gost2022_test.cer")))).isFalse();
    }

    @Test
    void verifiesTheProductionTimestampToken() throws Exception {
        byte[] token = SharedArtefacts.read("kz-pki/tsp/tsp_token_gost2022_2025-09-18.der");
        byte[] stamped = SharedArtefacts.read("kz-pki/tsp/tsp_token_gost2022_2025-09-18.stamped-signature.bin");
        TimestampCodec codec = new TimestampCodec(VerificationPolicy.documents());
        TrustSnapshot trust = SharedArtefacts.nationalAuthority().build();
        TimestampReport report = codec.verify(token, stamped, trust);
        assertThat(report.status()).as(report.reason()).isEqualTo(Indication.PASSED);
        assertThat(report.time()).isEqualTo(Instant.parse("2025-09-18T18:07:27Z"));
        stamped[0] ^= 1;
        assertThat(codec.verify(token, stamped, trust).status()).isEqualTo(Indication.FAILED);
    }

    @Test
    void readsEveryWrapping() throws Exception {
        byte[] der = SharedArtefacts.read("kz-pki/cms/individual_attached.der");
        String base64 = java.util.Base64.getMimeEncoder().encodeToString(der);
        for (String text : Stream.concat(Stream.of("\r\n " + base64 + "\n"), List.of("CMS", "PKCS7", "SIGNED DATA",
                "PKCS #7 SIGNED DATA").stream().map(
                        label -> "-----BEGIN " + label + "-----\r\n" + base64 + "\r\n-----END " + label + "-----\r\n"))
                .toList()) {
            byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            assertThat(OFFLINE.read(bytes).digestsNeeded()).containsExactly(DigestAlgorithm.STREEBOG_512);
        }
    }
}

package kz.centerpro.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kz.centerpro.hub.certificate.CertificateReader;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.Indication;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.OcspAnswer;
import kz.centerpro.hub.certificate.OcspCodec;
import kz.centerpro.hub.certificate.OcspResponse;
import kz.centerpro.hub.certificate.ParsedCertificate;
import kz.centerpro.hub.certificate.TrustSnapshot;
import kz.centerpro.hub.certificate.VerificationPolicy;
import kz.centerpro.hub.signature.TimestampCodec;
import kz.centerpro.hub.signature.TimestampReport;
import kz.centerpro.testkit.SharedFolder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The independent suites through {@code POST /v1/verifications}, each file with its listed verdict. What is no signed
 * file, a bare OCSP response or time-stamp, is refused there with words; its own verdict comes from the public reader
 * that the hub asks.
 */
class CorporaIT {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Duration ANSWER_MAX = Duration.ofSeconds(1);
    private static final int MEASURED_AT_MOST = 3;
    private static final OcspCodec OCSP = new OcspCodec(VerificationPolicy.documents(),
            OcspCodec.NonceRule.MAY_BE_ABSENT);

    private static @Nullable OwnCenter running;

    @BeforeAll
    static void starts() {
        running = OwnCenter.start(List.of("center.trust.eds-anchors=" + certificates(true),
                "center.trust.intermediates=" + certificates(false), "center.trust.ocsp=false"));
    }

    @AfterAll
    static void stops() {
        if (running != null) {
            running.close();
        }
    }

    private static String certificates(boolean roots) {
        return Stream.of("kz-pki/ca", "kz-pki/ca-test").flatMap(folder -> files(folder).stream())
                .filter(file -> name(file).startsWith("root") == roots).map(Path::toString)
                .collect(Collectors.joining(","));
    }

    /** Signatures by DSA, over MD4 or over SHA-1 of keys too short are read and never pass; the rest is not signed. */
    @ParameterizedTest
    @CsvSource({"corpora/openssl-cms,pkcs7-md4.pem",
            "corpora/rfc4134,4.1.bin 4.2.bin 4.3.bin 4.4.bin 4.5.bin 4.6.bin 4.7.bin 4.10.bin", "corpora/openssl-tsa,",
            "corpora/openssl-ocsp,", "corpora/pkits/certs,", "corpora/pkits/crls,", "kz-pki/ocsp,", "kz-pki/crl,"})
    void readsWhatIsSignedAndRefusesTheRestWithWords(String folder, @Nullable String signed) {
        Set<String> expected = signed == null ? Set.of() : Set.of(signed.split(" ", -1));
        Set<String> read = new TreeSet<>();
        for (Path file : files(folder)) {
            Answer answer = posted(bytes(file));
            assertTyped(file, answer);
            if (answer.status == 200) {
                read.add(name(file));
            }
        }
        assertThat(read).containsExactlyInAnyOrderElementsOf(expected);
    }

    @ParameterizedTest
    @CsvSource({"no_ct_attr.cms,content-type", "no_md_attr.cms,message-digest",
            "ct_multiple_attr.cms,exactly one value",
            "bad_signtime_attr.cms,must not be unsigned", "malformed.pkcs7,absent", "rsa-malformed.der,not signed data",
            "dh-malformed.der,not signed data", "ecdh-malformed.der,not signed data"})
    void saysWhatIsWrongWithEachMalformedFile(String name, String words) {
        Answer answer = posted(bytes(SharedFolder.require("corpora/openssl-cms/" + name)));
        assertThat(answer.status).isEqualTo(422);
        assertThat(answer.body.path("detail").asString()).contains(words);
    }

    @ParameterizedTest
    @CsvSource({"openssl-cms,1389", "openssl-crl,2064"})
    void answersEveryStrangeStringWithinASecond(String folder, int count) {
        Map<String, Duration> slow = new TreeMap<>();
        List<Path> all = files("corpora/fuzz-seeds/" + folder);
        for (Path file : all) {
            Duration took = ANSWER_MAX;
            // A busy machine may delay an answer; none delays the same one again and again.
            for (int i = 0; i < MEASURED_AT_MOST && took.compareTo(ANSWER_MAX) >= 0; i++) {
                Answer answer = posted(bytes(file));
                assertTyped(file, answer);
                took = answer.took;
            }
            if (took.compareTo(ANSWER_MAX) >= 0) {
                slow.put(name(file), took);
            }
        }
        assertThat(slow).isEmpty();
        assertThat(all).hasSize(count);
    }

    @ParameterizedTest
    @CsvSource({"ncanode_rsa_one_signer.xml,PASSED", "ncalayer-rs_kalkan_gost512_simple.xml,INDETERMINATE"})
    void judgesNationalXmlAsItsManifestSays(String name, String verdict) {
        Answer answer = posted(bytes(SharedFolder.require("kz-pki/xml/" + name)));
        assertThat(answer.body.path("verdict").asString()).as(answer.body.toString()).isEqualTo(verdict);
        assertThat(answer.body.path("signatures").path(0).path("authenticity").asString()).isEqualTo("PASSED");
    }

    @Test
    void verifiesTheStampOfAForeignAuthority() throws Exception {
        String folder = "corpora/openssl-tsa/";
        TrustSnapshot trust = TrustSnapshot.builder(1).tsaAnchor(shared(folder + "user-trust-ca.pem"))
                .intermediate(shared(folder + "sectigo-time-stamping-ca.pem"))
                .intermediate(shared(folder + "sectigo-signer.pem")).build();
        TimestampCodec codec = new TimestampCodec(VerificationPolicy.documents());
        byte[] response = shared(folder + "sectigo-all-zero.tsr");
        byte[] imprint = new byte[32];
        assertThat(codec.read(response, imprint, DigestAlgorithm.SHA_256, null, trust).report().status())
                .isEqualTo(Indication.PASSED);
        imprint[31] = 1;
        assertThat(codec.read(response, imprint, DigestAlgorithm.SHA_256, null, trust).report().status())
                .isEqualTo(Indication.FAILED);
    }

    @Test
    void verifiesTheStampOfTheNationalAuthority() throws Exception {
        byte[] token = shared("kz-pki/tsp/tsp_token_gost2022_2025-09-18.der");
        byte[] stamped = shared("kz-pki/tsp/tsp_token_gost2022_2025-09-18.stamped-signature.bin");
        TrustSnapshot trust = TrustSnapshot.builder(1).tsaAnchor(shared("kz-pki/ca/root_gost_2022.cer"))
                .intermediate(shared("kz-pki/ca/nca_gost_2022.cer")).build();
        TimestampReport report = new TimestampCodec(VerificationPolicy.documents()).verify(token, stamped, trust);
        assertThat(report.status()).as(report.reason()).isEqualTo(Indication.PASSED);
    }

    /** The first says "never issued" in the manner of RFC 6960, 4.4.8. */
    @ParameterizedTest
    @CsvSource({"ocsp_response_individual_2015.bin,UNKNOWN", "ocsp_response_ceo_2015_revoked.bin,REVOKED"})
    void readsResponsesOfTheNationalAuthority(String name, OcspAnswer.Status status) throws Exception {
        byte[] response = shared("kz-pki/ocsp/" + name);
        ParsedCertificate issuer = ParsedCertificate.fromAny(shared("kz-pki/ca-test/nca_gost2022_test.cer"));
        assertThat(answered(response, issuer).status()).isEqualTo(status);
        ParsedCertificate other = ParsedCertificate.fromAny(shared("kz-pki/ca/nca_gost_2022.cer"));
        assertThat(answered(response, other).status()).isEqualTo(OcspAnswer.Status.UNUSABLE);
    }

    /**
     * All are signed over SHA-1, which has not counted for years; who may answer for whom is judged by the room's
     * tests.
     */
    @Test
    void believesNoResponseOverAnOldDigest() throws Exception {
        JsonNode cases = JsonMapper.shared().readTree(shared("corpora/openssl-ocsp/cases.json"));
        for (JsonNode test : cases) {
            String between = test.path("untrusted").asString();
            ParsedCertificate issuer = ParsedCertificate.fromAny(shared(
                    "corpora/openssl-ocsp/" + (between.isEmpty() ? test.path("issuer").asString() : between)));
            byte[] response = Base64.getMimeDecoder()
                    .decode(shared("corpora/openssl-ocsp/" + test.path("ors").asString()));
            assertThat(answered(response, issuer).status()).as(test.toString()).isEqualTo(OcspAnswer.Status.UNUSABLE);
        }
        assertThat(cases.size()).isEqualTo(58);
    }

    @ParameterizedTest
    @CsvSource({"ncanode_nca_gost2022_test.crl", "ncanodego_nca_gost2022_test_2026-08.crl"})
    void readsListsOfTheNationalAuthority(String name) throws Exception {
        byte[] list = shared("kz-pki/crl/" + name);
        assertThat(CertificateReader.describeList(list, shared("kz-pki/ca-test/nca_gost2022_test.cer"))
                .signedByIssuer()).isTrue();
        assertThat(CertificateReader.describeList(list, shared("kz-pki/ca/nca_gost_2022.cer")).signedByIssuer())
                .isFalse();
    }

    private static OcspAnswer answered(byte[] response, ParsedCertificate issuer) throws MalformedSignature {
        OcspResponse read = OcspResponse.fromAny(response);
        BigInteger serial = read.singles.getFirst().id().getSerialNumber().getValue();
        return OCSP.read(response, serial, issuer, null, read.producedAt, TrustSnapshot.builder(1).build());
    }

    /** A report that passes nothing, or the one problem with words for people. */
    private static void assertTyped(Path file, Answer answer) {
        String told = file + ": " + answer.status + " " + answer.body;
        if (answer.status == 200) {
            assertThat(answer.body.path("verdict").asString()).as(told).isIn("FAILED", "INDETERMINATE");
            assertThat(answer.body.path("signatures").size()).as(told).isPositive();
        } else {
            assertThat(answer.status).as(told).isEqualTo(422);
            assertThat(answer.body.path("code").asString()).as(told).isEqualTo("signature_malformed");
            assertThat(answer.body.path("detail").asString()).as(told).contains(": ");
        }
    }

    private record Answer(int status, JsonNode body, Duration took) {}

    private static Answer posted(byte[] file) {
        HttpRequest request = HttpRequest
                .newBuilder(URI.create(Objects.requireNonNull(running).http() + "/v1/verifications"))
                .timeout(Duration.ofSeconds(60)).header("Content-Type", "application/octet-stream")
                .header("Accept-Language", "en").POST(HttpRequest.BodyPublishers.ofByteArray(file)).build();
        try {
            long started = System.nanoTime();
            HttpResponse<byte[]> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
            Duration took = Duration.ofNanos(System.nanoTime() - started);
            return new Answer(response.statusCode(), JsonMapper.shared().readTree(response.body()), took);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    private static byte[] shared(String path) {
        return bytes(SharedFolder.require(path));
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<Path> files(String folder) {
        try (Stream<Path> files = Files.list(SharedFolder.require(folder))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

package kz.centerpro.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kz.centerpro.testkit.SharedFolder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code POST /v1/verifications}, open to everybody, on the public artefacts of the national authority. */
class VerificationsIT {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

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
        return Stream.of("kz-pki/ca", "kz-pki/ca-test").flatMap(VerificationsIT::files)
                .filter(file -> file.getFileName().toString().startsWith("root") == roots).map(Path::toString)
                .collect(Collectors.joining(","));
    }

    private static Stream<Path> files(String folder) {
        try (Stream<Path> files = Files.list(SharedFolder.require(folder))) {
            return files.toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @ParameterizedTest
    @CsvSource({"individual_attached.der,PASSED,INDIVIDUAL", "individual_detached.der,PASSED,INDIVIDUAL",
            "ncanode_rsa.der,PASSED,INDIVIDUAL", "ncanode_rsa+gost2015_1.der,PASSED,INDIVIDUAL",
            "gost2004_test_CMS_GOST.der,PASSED,HR", "ncalayer_bundle_gost2004_cades_t.der,INDETERMINATE,EMPLOYEE"})
    void givesEachFileTheVerdictOfItsManifest(String name, String expected, String role) {
        Answer answer = name.contains("detached")
                ? post("", "en", artefact("cms/" + name), artefact("cms/individual_document.txt"))
                : post("", "en", artefact("cms/" + name), null);
        assertThat(answer.status).isEqualTo(200);
        assertThat(answer.body.path("verdict").asString()).as(answer.body.toString()).isEqualTo(expected);
        assertThat(answer.body.path("policy").asString()).isEqualTo("archive-3");
        JsonNode first = answer.body.path("signatures").path(0);
        assertThat(first.path("authenticity").asString()).isEqualTo("PASSED");
        assertThat(first.path("signer").path("role").asString()).isEqualTo(role);
        assertThat(first.path("checks").size()).isGreaterThan(8);
        boolean stamped = first.path("timestamp").path("verdict").asString("").equals("PASSED");
        assertThat(first.path("evidence").size()).isEqualTo(stamped ? 1 : 0);
        if (stamped) {
            assertThat(first.path("evidence").path(0).path("der").asString()).startsWith("MII");
        }
    }

    @Test
    void tellsInTheReadersLanguageWhyASignatureWaits() {
        Answer answer = post("?policy=documents", "kk-KZ, ru;q=0.8", artefact("cms/individual_attached.der"), null);
        assertThat(answer.body.path("verdict").asString()).isEqualTo("INDETERMINATE");
        assertThat(answer.body.path("language").asString()).isEqualTo("kk");
        JsonNode signature = answer.body.path("signatures").path(0);
        assertThat(signature.path("subIndication").asString()).isEqualTo("TRY_LATER");
        assertThat(signature.path("explanation").asString())
                .isEqualTo("Орталық сертификаттың күйін әлі хабарлаған жоқ.");
        assertThat(signature.path("advice").asString()).isNotBlank();
    }

    @Test
    void readsTheFileAsTheWholeBodyToo() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri("?at=2022-09-28T15:00:00Z"))
                .header("Content-Type", "application/pkcs7-mime")
                .POST(HttpRequest.BodyPublishers.ofByteArray(artefact("cms/ncanode_rsa+gost2015_1.der"))).build();
        Answer answer = sent(request);
        assertThat(answer.body.path("verdict").asString()).isEqualTo("FAILED");
        assertThat(answer.body.path("signatures").path(1).path("subIndication").asString()).isEqualTo("EXPIRED");
    }

    @Test
    void tellsWhoSignedEvenWithoutTheContentAndFailsOnOther() {
        Answer without = post("", "ru", artefact("cms/individual_detached.der"), null);
        JsonNode signature = without.body.path("signatures").path(0);
        assertThat(signature.path("subIndication").asString()).isEqualTo("SIGNED_DATA_NOT_FOUND");
        assertThat(signature.path("advice").asString()).isEqualTo("Передайте подписанный файл вместе с подписью.");
        assertThat(signature.path("signer").path("iin").asString()).hasSize(12);
        Answer other = post("", "ru", artefact("cms/individual_detached.der"),
                "other".getBytes(StandardCharsets.UTF_8));
        assertThat(other.body.path("verdict").asString()).isEqualTo("FAILED");
        assertThat(other.body.path("signatures").path(0).path("subIndication").asString()).isEqualTo("HASH_FAILURE");
    }

    @Test
    void refusesClearlyWhatItCannotRead() {
        Answer broken = post("", "ru", "no signature at all".getBytes(StandardCharsets.UTF_8), null);
        assertThat(broken.status).isEqualTo(422);
        assertThat(broken.body.path("code").asString()).isEqualTo("signature_malformed");
        assertThat(post("?policy=lenient", "en", new byte[]{1}, null).body.path("detail").asString())
                .contains("archive, documents, login, offline");
        assertThat(post("?at=yesterday", "en", new byte[]{1}, null).status).isEqualTo(422);
    }

    private record Answer(int status, JsonNode body) {}

    private static Answer post(String query, String language, byte[] file, byte @Nullable [] content) {
        String boundary = "part-of-a-test";
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        part(body, boundary, "file", file);
        if (content != null) {
            part(body, boundary, "content", content);
        }
        body.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        return sent(HttpRequest.newBuilder(uri(query)).timeout(Duration.ofSeconds(60))
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .header("Accept-Language", language)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())).build());
    }

    private static void part(ByteArrayOutputStream body, String boundary, String name, byte[] bytes) {
        body.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\""
                + name + ".bin\"\r\nContent-Type: application/octet-stream\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        body.writeBytes(bytes);
        body.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    private static URI uri(String query) {
        return URI.create(Objects.requireNonNull(running).http() + "/v1/verifications" + query);
    }

    private static Answer sent(HttpRequest request) {
        try {
            HttpResponse<byte[]> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), JsonMapper.shared().readTree(response.body()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static byte[] artefact(String path) {
        try {
            return Files.readAllBytes(SharedFolder.require("kz-pki/" + path));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

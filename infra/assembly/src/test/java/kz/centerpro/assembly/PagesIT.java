package kz.centerpro.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import kz.centerpro.contracts.document.DocumentNumber;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages that anybody reads, as a browser without JavaScript asks for them. */
class PagesIT {

    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final byte[] CONTENT = "Акт сверки № 7".getBytes(StandardCharsets.UTF_8);

    private final String base = TestCenter.center().http();

    @ParameterizedTest
    @ValueSource(strings = {"/verify", "/offer", "/privacy", "/tariffs"})
    void pagesNeedNoScriptAndSpeakThreeLanguages(String path) {
        for (String language : new String[]{"kk", "ru", "en"}) {
            HttpResponse<String> page = get(path + "?lang=" + language);

            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("<html lang=\"" + language + "\">").doesNotContain("<script");
            assertThat(page.headers().firstValue("Content-Security-Policy").orElse("")).startsWith("default-src 'none'")
                    .doesNotContain("script-src");
            assertThat(page.headers().firstValue("Content-Language")).hasValue(language);
        }
        assertThat(get(path, "Accept-Language", "kk,ru;q=0.5").body()).contains("<html lang=\"kk\">");
    }

    @Test
    void aFormOfABrowserIsAnsweredWithThePageOfTheVerdict() {
        Party alice = TestCenter.companyA();
        byte[] signature = alice.sign(CONTENT);

        assertThat(post(signature, CONTENT).body()).contains("<strong>Действительна</strong>", "<circle",
                "<table>");
        assertThat(post(signature, "Акт сверки № 8".getBytes(StandardCharsets.UTF_8)).body())
                .contains("<strong>Недействительна</strong>", "<rect");
        // Nothing chosen as content: the browser sends an empty part.
        assertThat(post(signature, new byte[0]).body()).contains("<strong>Не определено</strong>");
        HttpResponse<String> nonsense = post("hello".getBytes(StandardCharsets.UTF_8), null);
        assertThat(nonsense.statusCode()).isEqualTo(422);
        assertThat(nonsense.body()).contains("role=\"alert\"", "<form");
    }

    @Test
    void factsAreSeenByTheLinkAlone() {
        Party alice = TestCenter.companyA();
        Party bob = TestCenter.companyB();
        String number = alice.send(bob, CONTENT).expect(201).text("number");
        Await.until("it arrives", Duration.ofSeconds(20), () -> bob.get("/v1/documents/" + number).status() == 200);
        String path = alice.get("/v1/documents/" + number + "/link").expect(200).text("path");

        assertThat(bob.get("/v1/documents/" + number + "/link").expect(200).text("path")).isEqualTo(path);
        assertThat(get(path + "&lang=ru").body()).contains("Документ зарегистрирован", "Счёт на оплату", "•••");
        String closed = get("/verify/" + number).body();
        String broken = path.substring(0, path.length() - 2) + (path.endsWith("AA") ? "BB" : "AA");
        assertThat(closed).contains("Сведения закрыты").doesNotContain("Счёт на оплату");
        assertThat(get(broken).body()).contains("Сведения закрыты");
        String other = alice.send(bob, "другой".getBytes(StandardCharsets.UTF_8)).expect(201).text("number");
        assertThat(get(path.replace(number, other)).body()).as("of another document").contains("Сведения закрыты");
        // A number that is nobody's looks the same.
        String nobody = Stream.iterate(new BigInteger(number), BigInteger.ONE::add).skip(100_000)
                .map(next -> "0".repeat(number.length() - next.toString().length()) + next)
                .filter(DocumentNumber::isValid).findFirst().orElseThrow();
        assertThat(get("/verify/" + nobody).body().replaceAll("[0-9 ]", ""))
                .isEqualTo(closed.replaceAll("[0-9 ]", ""));
        assertThat(get("/verify/12345").statusCode()).isEqualTo(404);
        assertThat(get("/verify?number=" + number.substring(0, 5) + "+" + number.substring(5)).body())
                .as("a number with blanks leads to its page").contains("Сведения закрыты");
        TestCenter.person("head-b").call("GET", "/v1/documents/" + number + "/link", null).expect(401);
    }

    private HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<String> answer = sent(request.build());
        String next = answer.headers().firstValue("Location").orElse("");
        return next.isEmpty() ? answer : get(next, headers);
    }

    private HttpResponse<String> post(byte[] file, byte @Nullable [] content) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        part(body, "file", file);
        if (content != null) {
            part(body, "content", content);
        }
        body.writeBytes("--edge--\r\n".getBytes(StandardCharsets.US_ASCII));
        return sent(HttpRequest.newBuilder(URI.create(base + "/verify?lang=ru"))
                .header("Content-Type", "multipart/form-data; boundary=edge")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())).build());
    }

    private static void part(ByteArrayOutputStream body, String name, byte[] bytes) {
        body.writeBytes(("--edge\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\""
                + (bytes.length == 0 ? "" : name) + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(bytes);
        body.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    private static HttpResponse<String> sent(HttpRequest request) {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}

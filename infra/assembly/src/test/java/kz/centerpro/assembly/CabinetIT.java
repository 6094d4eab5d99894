package kz.centerpro.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the cabinet is handed out: the page, its files, their headers. */
class CabinetIT {

    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @ParameterizedTest
    @ValueSource(strings = {"/", "/sign-in", "/in", "/out", "/d/91152000000000100086", "/settings",
            "/settings/organisation", "/admin", "/admin/receipts"})
    void everyScreenIsTheSamePageUnderAStrictPolicy(String path) {
        HttpResponse<byte[]> page = get(path);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-cache");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse("")
                // where the double of the signing program listens in development
                .replaceAll("wss://127.0.0.1:[0-9]+", "wss://127.0.0.1:13579"))
                .isEqualTo("default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; "
                        + "connect-src 'self' wss://127.0.0.1:13579; worker-src 'self'; manifest-src 'self'; "
                        + "frame-ancestors 'none'; base-uri 'none'; form-action 'self'; "
                        + "require-trusted-types-for 'script'; trusted-types lit-html cabinet");
        assertThat(page.headers().firstValue("Cross-Origin-Opener-Policy")).hasValue("same-origin");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
        String text = new String(page.body(), StandardCharsets.UTF_8);
        assertThat(text).contains("<script type=\"module\" src=\"/cabinet/" + build() + "/app/main.js\"")
                .contains("modulepreload").doesNotContain("\"/cabinet/app")
                .doesNotContainPattern("<script(?![^>]*src=)|\\son[a-z]+=|\\sstyle=");
    }

    @Test
    void filesAreKeptForEverAndPacked() {
        String address = "/cabinet/" + build() + "/vendor/lit-html.js";
        HttpResponse<byte[]> plain = get(address);
        HttpResponse<byte[]> packed = get(address, "Accept-Encoding", "gzip, br");

        assertThat(plain.headers().firstValue("Cache-Control")).hasValue("public, max-age=31536000, immutable");
        assertThat(plain.headers().firstValue("Content-Type")).hasValue("text/javascript;charset=UTF-8");
        assertThat(plain.headers().firstValue("Content-Security-Policy")).isPresent();
        assertThat(packed.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(packed.headers().firstValue("Vary")).hasValue("Accept-Encoding");
        assertThat(unpacked(packed.body())).isEqualTo(plain.body());
        assertThat(packed.body().length).isLessThan(plain.body().length);
        String tag = plain.headers().firstValue("ETag").orElse("");
        assertThat(get(address, "If-None-Match", tag).statusCode()).isEqualTo(304);
    }

    @Test
    void everyModuleThatThePageNamesIsThere() {
        Matcher links = Pattern.compile("(?:href|src)=\"(/cabinet/[^\"]+)\"")
                .matcher(new String(get("/").body(), StandardCharsets.UTF_8));
        int found = 0;
        while (links.find()) {
            assertThat(get(links.group(1)).statusCode()).as(links.group(1)).isEqualTo(200);
            found++;
        }
        assertThat(found).isGreaterThan(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/cabinet/0000000000000000/app/main.js", "/cabinet/BUILD/absent.js",
            "/cabinet/BUILD/index.html", "/cabinet/BUILD/..%2f..%2fhub.yaml", "/cabinet/BUILD/", "/index.html",
            "/cabinet/index.html", "/webjars/lit-html/3.3.1/lit-html.js", "/nothing"})
    void whatIsNotOfThisBuildIsNotThere(String path) {
        assertThat(get(path.replace("BUILD", build())).statusCode()).isIn(400, 404);
    }

    @Test
    void crawlersAreTold() {
        assertThat(get("/robots.txt").statusCode()).isEqualTo(200);
    }

    private static String build() {
        return Party.JSON.readTree(get("/cabinet/build").body()).path("build").asString();
    }

    private static byte[] unpacked(byte[] packed) {
        try (GZIPInputStream bytes = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return bytes.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static HttpResponse<byte[]> get(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(TestCenter.center().http() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}

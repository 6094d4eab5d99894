package kz.centerpro.hub.trust;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import kz.centerpro.hub.kernel.HubMeters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.test.StepVerifier;

/** Bounds of the only client that calls addresses which certificates name. */
class PkiClientTest {

    private static final HubMeters METERS = new HubMeters(new SimpleMeterRegistry());

    private static final Duration SOON = Duration.ofSeconds(10);
    private final AtomicInteger asked = new AtomicInteger();
    private DisposableServer server = HttpServer.create().host("127.0.0.1").bindNow();

    @BeforeEach
    void serves() {
        server.disposeNow();
        server = HttpServer.create().host("127.0.0.1").port(0)
                .route(routes -> routes.post("/ocsp", (request, response) -> {
                    asked.incrementAndGet();
                    return response.sendByteArray(request.receive().aggregate().asByteArray());
                }).post("/large",
                        (request, response) -> response.sendByteArray(Flux.range(0, 64).map(i -> new byte[16 * 1024])))
                        .post("/silent", (request, response) -> response.sendByteArray(Mono.never()))
                        .post("/moved", (request, response) -> response.sendRedirect("/ocsp")))
                .bindNow();
    }

    @AfterEach
    void stops() {
        server.disposeNow();
    }

    @Test
    void callsAResponderOfAClosedNetworkOnlyWhenThatIsAllowed() {
        PkiClient open = new PkiClient(Duration.ofSeconds(5), true, METERS);
        StepVerifier.create(open.ocsp(address("127.0.0.1", "/ocsp"), new byte[]{1, 2, 3}))
                .assertNext(answer -> assertThat(answer).hasSize(3))
                .expectComplete().verify(SOON);
        assertThat(asked).hasValue(1);
    }

    @Test
    void keepsOutOfPrivateNetworksByNumberAndByName() {
        PkiClient guarded = new PkiClient(Duration.ofSeconds(5), false, METERS);
        for (String host : new String[]{"127.0.0.1", "localhost", "[::1]", "0.0.0.0"}) {
            StepVerifier.create(guarded.ocsp(address(host, "/ocsp"), new byte[1])).expectError().verify(SOON);
        }
        for (String address : new String[]{"http://10.0.0.1/", "http://192.168.1.1/",
                "http://169.254.169.254/latest/meta-data",
                "http://100.64.0.1/", "http://[fd00::1]/", "file:///etc/passwd", "ftp://example.org/",
                "http://user@example.org/"}) {
            StepVerifier.create(guarded.ocsp(URI.create(address), new byte[1]))
                    .expectError(IllegalArgumentException.class).verify(SOON);
        }
        assertThat(asked).hasValue(0);
    }

    @Test
    void stopsReadingWhatIsTooLargeTooSlowOrElsewhere() {
        PkiClient client = new PkiClient(Duration.ofSeconds(1), true, METERS);
        for (String path : new String[]{"/large", "/silent", "/moved"}) {
            StepVerifier.create(client.ocsp(address("127.0.0.1", path), new byte[1])).expectError().verify(SOON);
        }
        assertThat(asked).hasValue(0);
    }

    private URI address(String host, String path) {
        return URI.create("http://" + host + ":" + server.port() + path);
    }
}

package kz.centerpro.hub.app;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class DeadlineDoorTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void endsARequestWhoseDependencyHangs() {
        StepVerifier.withVirtualTime(() -> through(HttpMethod.POST, "/v1/auth/challenges")).expectSubscription()
                .expectNoEvent(PATIENCE.minusMillis(1)).thenAwait(Duration.ofMillis(1))
                .expectError(TimeoutException.class)
                .verify(Duration.ofSeconds(5));
    }

    @Test
    void leavesStreamsAndTransfersAlone() {
        for (String path : new String[]{"/v1/events", "/v1/documents/09128262282000000046/content", "/rsocket"}) {
            StepVerifier.withVirtualTime(() -> through(HttpMethod.GET, path)).expectSubscription()
                    .expectNoEvent(Duration.ofHours(1))
                    .thenCancel().verify(Duration.ofSeconds(5));
        }
        StepVerifier.withVirtualTime(() -> through(HttpMethod.POST, "/v1/documents")).expectSubscription()
                .expectNoEvent(Duration.ofHours(1)).thenCancel().verify(Duration.ofSeconds(5));
    }

    private static Mono<Void> through(HttpMethod method, String path) {
        return new DeadlineDoor(PATIENCE).filter(MockServerWebExchange.from(MockServerHttpRequest.method(method, path)),
                exchange -> Mono.never());
    }
}

package kz.centerpro.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import kz.centerpro.contracts.problem.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.reactive.function.server.HandlerStrategies;
import org.springframework.web.reactive.function.server.ServerRequest;

class CookieGuardTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {"same-origin,-,true", "same-origin,https://other.kz,true",
            "same-site,-,false",
            "cross-site,https://hub.kz,false", "none,-,false", "-,-,true", "-,https://hub.kz,true",
            "-,https://HUB.kz,true", "-,https://hub.kz:8443,false", "-,https://evil.hub.kz,false", "-,null,false",
            "-,https://hub.kz.evil.kz,false", "-,:,false"})
    void theBrowserSaysWhereARequestComesFrom(String site, String origin, boolean own) {
        assertThat(CookieGuard.isOwn(site, origin, "hub.kz")).isEqualTo(own);
    }

    @Test
    void whatChangesSomethingNeedsTheHeader() {
        assertThatThrownBy(() -> CookieGuard.check(request(HttpMethod.POST))).isInstanceOf(Refusal.class)
                .hasMessageContaining("X-Cabinet");
        assertThatThrownBy(() -> CookieGuard.check(request(HttpMethod.DELETE))).isInstanceOf(Refusal.class);
        assertThatThrownBy(
                () -> CookieGuard.check(request(HttpMethod.PUT, "X-Cabinet", "1", "Sec-Fetch-Site", "cross-site")))
                .isInstanceOf(Refusal.class);
        assertThatCode(() -> CookieGuard.check(request(HttpMethod.POST, "X-Cabinet", "1"))).doesNotThrowAnyException();
        assertThatCode(() -> CookieGuard.check(request(HttpMethod.GET))).doesNotThrowAnyException();
    }

    private static ServerRequest request(HttpMethod method, String... headers) {
        MockServerHttpRequest.BodyBuilder request = MockServerHttpRequest.method(method, "https://hub.kz/v1/x");
        for (int at = 0; at < headers.length; at += 2) {
            request.header(headers[at], headers[at + 1]);
        }
        return ServerRequest.create(MockServerWebExchange.from(request.build()),
                List.copyOf(HandlerStrategies.withDefaults().messageReaders()));
    }
}

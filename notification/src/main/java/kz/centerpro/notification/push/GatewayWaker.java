package kz.centerpro.notification.push;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import kz.centerpro.notification.kernel.WireJson;
import kz.centerpro.notification.outbound.Answer;
import kz.centerpro.notification.outbound.GuardedHttp;
import reactor.core.publisher.Mono;

/**
 * Wakes devices over an HTTP gateway of the operator's, which knows the platforms' own services: a POST of
 * {@code {"platform":…,"token":…,"silent":true,"collapseKey":"events"}} with a bearer token.
 */
public final class GatewayWaker implements MobileWaker {

    private final URI gateway;
    private final String secret;
    private final GuardedHttp http;
    private final WireJson json;
    private final Clock clock;

    public GatewayWaker(URI gateway, String secret, GuardedHttp http, WireJson json, Clock clock) {
        this.gateway = gateway;
        this.secret = secret;
        this.http = http;
        this.json = json;
        this.clock = clock;
    }

    private record Wake(String platform, String token, boolean silent, String collapseKey) {}

    @Override
    public Mono<Answer> wake(String platform, String token) {
        return Mono.defer(() -> {
            Map<String, String> headers = new HashMap<>();
            headers.put("content-type", "application/json; charset=" + StandardCharsets.UTF_8.name());
            if (!secret.isEmpty()) {
                headers.put("authorization", "Bearer " + secret);
            }
            return http.post(gateway, headers, json.value(new Wake(platform, token, true, "events")),
                    clock.instant());
        });
    }
}

package kz.centerpro.hub.tariff;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import kz.centerpro.contracts.billing.TariffPublication;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.hub.kernel.BackgroundLoop;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Publishes the tariffs of {@code development-tariffs.json} that there are not yet, once at start. */
final class TariffSeedLoop extends BackgroundLoop {

    private static final UUID NOBODY = new UUID(0, 0);

    private final Tariffs tariffs;
    private final List<TariffPublication> wanted;

    TariffSeedLoop(Tariffs tariffs, JsonMapper json) {
        this.tariffs = tariffs;
        try (InputStream file = TariffSeedLoop.class.getResourceAsStream("development-tariffs.json")) {
            this.wanted = json.readValue(Objects.requireNonNull(file), new TypeReference<>() {
            });
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    protected Flux<?> work() {
        return Flux.fromIterable(wanted).concatMap(this::published);
    }

    private Mono<?> published(TariffPublication tariff) {
        return tariffs.get(String.valueOf(tariff.tariff()))
                .onErrorResume(Refusal.class, _ -> tariffs.publish(tariff, NOBODY))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(200)).maxBackoff(Duration.ofSeconds(10)));
    }
}

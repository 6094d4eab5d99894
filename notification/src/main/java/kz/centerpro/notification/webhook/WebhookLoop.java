package kz.centerpro.notification.webhook;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import kz.centerpro.eventlog.EventReader;
import kz.centerpro.eventlog.WakeBus;
import kz.centerpro.eventlog.WakeListener;
import kz.centerpro.notification.kernel.WireJson;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Looks for webhooks with something to send, whenever one of their boxes rings and every sweep, and walks them side by
 * side. What another node walks is passed over.
 */
public final class WebhookLoop implements SmartLifecycle, WakeListener {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookLoop.class);

    private final WebhookStore store;
    private final WebhookKeys keys;
    private final WebhookLimits limits;
    private final Clock clock;
    private final WebhookClient client;
    private final Courier courier;
    private final @Nullable WakeBus bus;
    private final Sinks.Many<Boolean> nudges = Sinks.many().multicast().onBackpressureBuffer(1, false);
    private final Sinks.Empty<Void> closing = Sinks.empty();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicReference<@Nullable Runnable> afterwards = new AtomicReference<>();
    private volatile Set<Long> boxes = Set.of();
    private volatile @Nullable Disposable running;

    /**
     * @param redisUri
     *            where wake-ups come from; without one the sweep alone finds work
     */
    public WebhookLoop(EventReader reader, WebhookStore store, WebhookKeys keys, WebhookLimits limits, WireJson json,
            Clock clock, @Nullable String redisUri) {
        this.store = store;
        this.keys = keys;
        this.limits = limits;
        this.clock = clock;
        this.client = new WebhookClient(new AddressGuard(limits.ports(), limits.loopback()), limits.timeout(),
                limits.atOnce());
        this.courier = new Courier(reader, store, keys, client, limits, json, clock,
                () -> ThreadLocalRandom.current().nextDouble());
        this.bus = redisUri == null ? null : new WakeBus(redisUri, this, this::nudge);
    }

    @Override
    public void start() {
        if (keys.isEmpty()) {
            return; // no webhook was ever made here, or none may be served
        }
        running = Flux
                .merge(nudges.asFlux(),
                        Flux.interval(limits.sweep()).onBackpressureDrop().concatMap(_ -> refreshed(), 1))
                .onBackpressureLatest().concatMap(_ -> claimed(), 1).takeUntilOther(closing.asMono()).subscribe();
        if (bus != null) {
            bus.start();
        }
    }

    /** Says that there may be work. Nudges that come while one is waiting are the same nudge. */
    void nudge() {
        synchronized (nudges) {
            nudges.tryEmitNext(true);
        }
    }

    @Override
    public Collection<Long> boxes() {
        return boxes;
    }

    @Override
    public boolean listens(long box) {
        return boxes.contains(box);
    }

    @Override
    public void rang(long box, long top) {
        nudge();
    }

    @Override
    public void swept(long box, long top) {
        nudge();
    }

    private Mono<Boolean> refreshed() {
        return store.boxes().doOnNext(found -> boxes = Set.copyOf(found)).thenReturn(true)
                .onErrorResume(WebhookLoop::away);
    }

    private Mono<Boolean> claimed() {
        return Mono.defer(() -> {
            int free = limits.atOnce() - underWay.get();
            Instant now = clock.instant();
            return free <= 0
                    ? Mono.<Boolean>empty()
                    : store.claim(free, now, limits.lease()).doOnNext(claims -> begin(claims, now)).thenReturn(true)
                            .onErrorResume(WebhookLoop::away);
        });
    }

    private void begin(List<Claim> claims, Instant now) {
        for (Claim claim : claims) {
            underWay.incrementAndGet();
            courier.serve(claim, now, closing.asMono()).thenReturn(true).onErrorResume(failure -> {
                LOG.debug("Webhook {} waits for the next sweep: {}", claim.id(), failure.toString());
                return Mono.just(false);
            }).subscribe(this::ended);
        }
    }

    private void ended(boolean well) {
        int left = underWay.decrementAndGet();
        if (running != null && well) {
            nudge(); // more may have come while it walked, or others waited for its place
        } else if (running == null && left == 0) {
            over();
        }
    }

    private static Mono<Boolean> away(Throwable failure) {
        LOG.debug("Webhooks wait for the store: {}", failure.toString());
        return Mono.empty();
    }

    @Override
    public void stop(Runnable callback) {
        afterwards.set(callback);
        stop();
        if (underWay.get() == 0) {
            over();
        }
    }

    @Override
    public void stop() {
        running = null;
        closing.tryEmitEmpty();
        if (bus != null) {
            bus.close();
        }
    }

    private void over() {
        client.close();
        Runnable told = afterwards.getAndSet(null);
        if (told != null) {
            told.run();
        }
    }

    @Override
    public boolean isRunning() {
        return running != null;
    }
}

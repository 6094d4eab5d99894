package kz.centerpro.notification.webhook;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import io.netty.handler.ssl.SslContext;
import kz.centerpro.eventlog.EventReader;
import kz.centerpro.eventlog.WakeListener;
import kz.centerpro.notification.kernel.WireJson;
import kz.centerpro.notification.outbound.AddressGuard;
import kz.centerpro.notification.outbound.GuardedHttp;
import kz.centerpro.notification.outbound.OutboundLoop;
import kz.centerpro.notification.outbound.Work;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Mono;
import java.time.Duration;

/** Finds webhooks with something to send, whenever one of their boxes rings and every sweep, and walks them. */
public final class WebhookLoop implements SmartLifecycle, WakeListener, Work<Claim> {

    private final WebhookStore store;
    private final WebhookKeys keys;
    private final WebhookLimits limits;
    private final GuardedHttp http;
    private final Courier courier;
    private final OutboundLoop<Claim> loop;
    private volatile Set<Long> boxes = Set.of();

    public WebhookLoop(EventReader reader, WebhookStore store, WebhookKeys keys, WebhookLimits limits, WireJson json,
            Clock clock) {
        this(reader, store, keys, limits, json, clock, null);
    }

    /**
     * @param trusted
     *            certificates that count in the place of those that the JDK trusts
     */
    WebhookLoop(EventReader reader, WebhookStore store, WebhookKeys keys, WebhookLimits limits, WireJson json,
            Clock clock, @Nullable SslContext trusted) {
        this.store = store;
        this.keys = keys;
        this.limits = limits;
        this.http = new GuardedHttp("webhook", new AddressGuard(limits.ports(), limits.loopback()), limits.timeout(),
                limits.atOnce(), trusted);
        this.courier = new Courier(reader, store, keys, http, limits, json, clock,
                () -> ThreadLocalRandom.current().nextDouble());
        this.loop = new OutboundLoop<>("Webhooks", this, limits.sweep(), Duration.ZERO, limits.atOnce(), clock);
    }

    @Override
    public void start() {
        if (!keys.isEmpty()) { // else no webhook was ever made here, or none may be served
            loop.start();
        }
    }

    void nudge() {
        loop.nudge();
    }

    @Override
    public Mono<Void> refresh() {
        return store.boxes().doOnNext(found -> boxes = Set.copyOf(found)).then();
    }

    @Override
    public Mono<List<Claim>> claim(int most, Instant now) {
        return store.claim(most, now, limits.lease());
    }

    @Override
    public Mono<Void> serve(Claim claim, Instant claimed, Mono<Void> closing) {
        return courier.serve(claim, claimed, closing);
    }

    @Override
    public void over() {
        http.close();
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

    @Override
    public void stop(Runnable callback) {
        loop.stop(callback);
    }

    @Override
    public void stop() {
        loop.stop();
    }

    @Override
    public boolean isRunning() {
        return loop.isRunning();
    }
}

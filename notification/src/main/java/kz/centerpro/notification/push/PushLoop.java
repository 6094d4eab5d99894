package kz.centerpro.notification.push;

import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import kz.centerpro.notification.kernel.WireJson;
import kz.centerpro.notification.notice.Attempt;
import kz.centerpro.notification.notice.Channel;
import kz.centerpro.notification.notice.ChannelMeters;
import kz.centerpro.notification.notice.Dispatch;
import kz.centerpro.notification.notice.DispatchStore;
import kz.centerpro.notification.notice.Hashes;
import kz.centerpro.notification.outbound.Answer;
import kz.centerpro.notification.outbound.Bulkhead;
import kz.centerpro.notification.outbound.GuardedHttp;
import kz.centerpro.notification.outbound.OutboundLoop;
import kz.centerpro.notification.outbound.Work;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Mono;

/** Sends the pushes, or the wake-ups, that are due. */
public final class PushLoop implements SmartLifecycle, Work<Dispatch> {

    private static final int KEY_THREADS = 1;

    private final Channel channel;
    private final PushStore store;
    private final DispatchStore dispatches;
    private final PushLimits limits;
    private final GuardedHttp http;
    private final @Nullable VapidKey key;
    private final @Nullable MobileWaker waker;
    private final WireJson json;
    private final ChannelMeters meters;
    private final Clock clock;
    private final PushCipher cipher = new PushCipher();
    private final Bulkhead keys;
    private final OutboundLoop<Dispatch> loop;

    private PushLoop(Channel channel, PushStore store, DispatchStore dispatches, PushLimits limits, GuardedHttp http,
            @Nullable VapidKey key, @Nullable MobileWaker waker, WireJson json, ChannelMeters meters, Clock clock) {
        this.channel = channel;
        this.store = store;
        this.dispatches = dispatches;
        this.limits = limits;
        this.http = http;
        this.key = key;
        this.waker = waker;
        this.json = json;
        this.meters = meters;
        this.clock = clock;
        this.keys = new Bulkhead("push-keys", KEY_THREADS, limits.atOnce());
        this.loop = new OutboundLoop<>(channel.label(), this, limits.sweep(), Duration.ZERO, limits.atOnce(), clock);
    }

    /** Web Push. {@code http} is closed with it. */
    public static PushLoop toBrowsers(PushStore store, DispatchStore dispatches, PushLimits limits, GuardedHttp http,
            VapidKey key, WireJson json, ChannelMeters meters, Clock clock) {
        return new PushLoop(Channel.PUSH, store, dispatches, limits, http, key, null, json, meters, clock);
    }

    /** Wake-ups. {@code http} is closed with it. */
    public static PushLoop toDevices(PushStore store, DispatchStore dispatches, PushLimits limits, GuardedHttp http,
            MobileWaker waker, WireJson json, ChannelMeters meters, Clock clock) {
        return new PushLoop(Channel.MOBILE, store, dispatches, limits, http, null, waker, json, meters, clock);
    }

    @Override
    public Mono<List<Dispatch>> claim(int most, Instant now) {
        return dispatches.claim(channel, most, now, limits.lease());
    }

    @Override
    public Mono<Void> serve(Dispatch dispatch, Instant claimed, Mono<Void> closing) {
        return Mono.usingWhen(Mono.just(dispatch), held -> {
            Instant start = clock.instant();
            if (!start.plus(limits.timeout()).isBefore(claimed.plus(limits.lease()))) {
                return Mono.<Void>empty(); // too late to be sure that nobody else has it by then
            }
            return sent(held).switchIfEmpty(Mono.defer(
                    () -> dispatches.drop(held, "it is gone", clock.instant()).then(Mono.empty())))
                    .flatMap(sent -> settled(held, sent, start));
        }, dispatches::release);
    }

    /** The answer, and the hash of what was sent. */
    private record Sent(Answer answer, @Nullable String sha256) {}

    /** Empty when the target is gone. */
    private Mono<Sent> sent(Dispatch dispatch) {
        MobileWaker mobile = waker;
        return mobile == null
                ? store.push(dispatch).flatMap(push -> pushed(dispatch, push))
                : store.wake(dispatch).flatMap(device -> mobile.wake(device.platform(), device.token()))
                        .map(answer -> new Sent(answer, null));
    }

    @SuppressWarnings("ArrayRecordComponent") // handed on at once, never compared
    private record Sealed(byte[] body, String authorization) {}

    private Mono<Sent> pushed(Dispatch dispatch, PushStore.Push push) {
        Instant now = clock.instant();
        return keys.run(() -> sealed(dispatch, push, now)).flatMap(sealed -> http
                .post(limits.reached(push.endpoint()), headers(dispatch, sealed), sealed.body(), now)
                .map(answer -> new Sent(answer, Hashes.sha256(sealed.body()))));
    }

    private Sealed sealed(Dispatch dispatch, PushStore.Push push, Instant now) throws GeneralSecurityException {
        VapidKey ours = key;
        if (ours == null) {
            throw new IllegalStateException("pushes are sent by a loop with a key");
        }
        Map<String, String> told = new LinkedHashMap<>();
        told.put("kind", dispatch.kind());
        if (push.document() != null) {
            told.put("number", push.document());
        }
        told.put("language", push.language());
        told.put("after", push.cursor().encode());
        byte[] body = cipher.encrypted(json.value(told), push.p256dh(), push.auth());
        return new Sealed(body, ours.authorization(push.endpoint(), now));
    }

    /** RFC 8030, 5: a newer push of the same kind replaces one that waits for the browser. */
    private Map<String, String> headers(Dispatch dispatch, Sealed sealed) {
        return Map.of("authorization", sealed.authorization(), "content-encoding", "aes128gcm", "content-type",
                "application/octet-stream", "ttl", Long.toString(limits.ttl().toSeconds()), "urgency", "normal",
                "topic", topic(dispatch.kind()));
    }

    /** At most 32 characters of the base64url alphabet. */
    private static String topic(String kind) {
        return kind.length() > 32 ? kind.substring(0, 32) : kind;
    }

    private Mono<Void> settled(Dispatch dispatch, Sent sent, Instant start) {
        Attempt attempt = attempt(dispatch, sent, start);
        boolean gone = sent.answer().status() == 404 || sent.answer().gone();
        return dispatches.settle(dispatch, attempt).doOnNext(_ -> meters.attempted(channel, attempt.outcome()))
                .filter(done -> done && gone).flatMap(_ -> channel == Channel.PUSH
                        ? store.unsubscribe(dispatch.box(), dispatch.target())
                        : store.forget(dispatch.box(), dispatch.target()))
                .then();
    }

    private Attempt attempt(Dispatch dispatch, Sent sent, Instant start) {
        Instant now = clock.instant();
        Answer answer = sent.answer();
        Integer code = answer.status() == 0 ? null : answer.status();
        String told = answer.taken() ? "answered " + answer.status() : answer.detail();
        boolean passes = answer.status() == 0 || answer.status() == 408 || answer.status() == 429
                || answer.status() >= 500;
        if (answer.taken()) {
            return dispatch.sent(start, now, code, told, null, sent.sha256());
        }
        return passes
                ? dispatch.failed(start, now, code, told, null, sent.sha256(), limits.backOff(), answer.retryAfter(),
                        () -> ThreadLocalRandom.current().nextDouble())
                : dispatch.dead(start, now, code, told, null, sent.sha256());
    }

    /** Says that there may be something to send. */
    public void nudge() {
        loop.nudge();
    }

    @Override
    public void over() {
        keys.close();
        http.close();
    }

    @Override
    public void start() {
        loop.start();
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

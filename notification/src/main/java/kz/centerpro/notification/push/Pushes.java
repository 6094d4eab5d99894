package kz.centerpro.notification.push;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Base64;
import java.util.UUID;
import kz.centerpro.contracts.notice.DeviceRequest;
import kz.centerpro.contracts.notice.DeviceView;
import kz.centerpro.contracts.notice.PushSubscriptionRequest;
import kz.centerpro.contracts.notice.PushSubscriptionView;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.notification.kernel.Ids;
import kz.centerpro.notification.outbound.AddressGuard;
import kz.centerpro.notification.outbound.Bulkhead;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Browsers and devices of a box. Another box's are refused like ones that do not exist. */
public final class Pushes implements AutoCloseable {

    private static final int AUTH = 16;
    private static final int TOKEN_MIN = 8;
    private static final int TOKEN_MAX = 4096;

    private final PushStore store;
    private final @Nullable VapidKey key;
    private final boolean wakes;
    private final PushLimits limits;
    private final AddressGuard guard;
    private final Bulkhead checks = new Bulkhead("push-check", 1, 64);
    private final Ids ids;
    private final Clock clock;

    /**
     * @param key
     *            absent where pushes are not configured
     * @param wakes
     *            true where wake-ups are
     */
    public Pushes(PushStore store, @Nullable VapidKey key, boolean wakes, PushLimits limits, Ids ids, Clock clock) {
        this.store = store;
        this.key = key;
        this.wakes = wakes;
        this.limits = limits;
        this.guard = new AddressGuard(limits.ports(), limits.loopback());
        this.ids = ids;
        this.clock = clock;
    }

    Mono<PushSubscriptionView> subscribe(long box, PushSubscriptionRequest asked) {
        return Mono.defer(() -> {
            configured();
            URI endpoint = endpoint(asked.endpoint());
            PushSubscriptionRequest.Keys given = asked.keys();
            byte[] point = decoded("keys.p256dh", given == null ? null : given.p256dh(), P256.POINT);
            byte[] auth = decoded("keys.auth", given == null ? null : given.auth(), AUTH);
            return checks.run(() -> checked(point)).flatMap(_ -> store.subscribe(box, ids.next(), endpoint, point,
                    auth, clock.instant(), limits.perBox())).switchIfEmpty(Mono.error(this::full));
        });
    }

    Mono<PushSubscriptionView.Page> subscriptions(long box) {
        return Mono.defer(() -> {
            String publicKey = configured().publicKey();
            return store.subscriptions(box).map(items -> new PushSubscriptionView.Page(publicKey, items));
        });
    }

    Mono<Void> unsubscribe(long box, UUID id) {
        return store.unsubscribe(box, id).map(Pushes::found).then();
    }

    Mono<DeviceView> enrol(long box, DeviceRequest asked) {
        return Mono.defer(() -> {
            if (!wakes) {
                throw Refusal.of(ProblemType.DEPENDENCY_UNAVAILABLE,
                        "This installation wakes no devices: center.notification.push.gateway is not set.");
            }
            String platform = String.valueOf(asked.platform());
            if (!platform.equals("ANDROID") && !platform.equals("IOS")) {
                throw Refusal.field("platform", "ANDROID or IOS.");
            }
            String token = asked.token() == null ? "" : asked.token();
            if (token.length() < TOKEN_MIN || token.length() > TOKEN_MAX
                    || !token.chars().allMatch(c -> c > ' ' && c < 127)) {
                throw Refusal.field("token", TOKEN_MIN + " to " + TOKEN_MAX + " printable ASCII characters.");
            }
            return store.enrol(box, ids.next(), platform, token, clock.instant(), limits.perBox())
                    .switchIfEmpty(store.device(box, token)).switchIfEmpty(Mono.error(this::full));
        });
    }

    Mono<DeviceView.Page> devices(long box) {
        return store.devices(box).map(DeviceView.Page::new);
    }

    Mono<Void> forget(long box, UUID id) {
        return store.forget(box, id).map(Pushes::found).then();
    }

    private VapidKey configured() {
        VapidKey ours = key;
        if (ours == null) {
            throw Refusal.of(ProblemType.DEPENDENCY_UNAVAILABLE,
                    "This installation sends no pushes: center.notification.push.private-key is not set.");
        }
        return ours;
    }

    private URI endpoint(@Nullable String text) {
        try {
            return guard.checked(text == null ? "" : text);
        } catch (Refusal refused) {
            throw Refusal.field("endpoint", refused.detail());
        }
    }

    private static boolean checked(byte[] point) throws GeneralSecurityException {
        try {
            return P256.point(point) != null;
        } catch (IllegalArgumentException offCurve) {
            throw Refusal.field("keys.p256dh", "Not a point of P-256.");
        }
    }

    private static byte[] decoded(String field, @Nullable String text, int length) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text == null ? "" : text.replaceAll("=+$", ""));
            if (bytes.length == length) {
                return bytes;
            }
        } catch (IllegalArgumentException broken) {
            // told below
        }
        throw Refusal.field(field, length + " bytes in base64url.");
    }

    private Refusal full() {
        return Refusal.of(ProblemType.ILLEGAL_TRANSITION,
                "The box has " + limits.perBox() + " of them: delete one first.");
    }

    private static boolean found(boolean done) {
        if (!done) {
            throw unknown();
        }
        return true;
    }

    static Refusal unknown() {
        return Refusal.of(ProblemType.NOT_FOUND, "The box has no such thing.");
    }

    @Override
    public void close() {
        checks.close();
    }
}

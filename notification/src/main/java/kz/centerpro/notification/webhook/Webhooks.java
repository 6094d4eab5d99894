package kz.centerpro.notification.webhook;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import kz.centerpro.contracts.event.Cursor;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.contracts.webhook.WebhookRequest;
import kz.centerpro.notification.kernel.Ids;
import kz.centerpro.notification.outbound.AddressGuard;
import kz.centerpro.notification.stream.Feed;
import kz.centerpro.notification.stream.Opening;
import kz.centerpro.notification.stream.TypeFilter;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What a box may do with its webhooks. Another box's webhook is refused like one that does not exist. */
public final class Webhooks {

    private static final int KEY_MAX = 200;
    private static final int DESCRIPTION_MAX = 200;
    private static final String TOP = "top";
    private static final String FLOOR = "floor";

    private final WebhookStore store;
    private final WebhookKeys keys;
    private final WebhookLimits limits;
    private final Feed feed;
    private final WebhookLoop loop;
    private final Ids ids;
    private final Clock clock;
    private final AddressGuard guard;

    public Webhooks(WebhookStore store, WebhookKeys keys, WebhookLimits limits, Feed feed, WebhookLoop loop, Ids ids,
            Clock clock) {
        this.store = store;
        this.keys = keys;
        this.limits = limits;
        this.feed = feed;
        this.loop = loop;
        this.ids = ids;
        this.clock = clock;
        this.guard = new AddressGuard(limits.ports(), limits.loopback());
    }

    /** A webhook, and whether an earlier request with the same key made it. */
    record Creation(Webhook webhook, boolean replayed) {}

    Mono<Webhook> create(long box, WebhookRequest asked) {
        return create(box, asked, null).map(Creation::webhook);
    }

    /**
     * Makes a webhook that waits for the answer to its challenge.
     *
     * @param once
     *            Idempotency-Key: the same request with it makes one webhook, for as long as that exists
     */
    Mono<Creation> create(long box, WebhookRequest asked, @Nullable String once) {
        return Mono.defer(() -> {
            String key = keys.current().orElseThrow(() -> Refusal.of(ProblemType.DEPENDENCY_UNAVAILABLE,
                    "This installation has no webhooks: center.notification.webhook.keys is not set."));
            String fingerprint = fingerprint(asked);
            return once == null
                    ? created(box, key, asked, null, fingerprint)
                    : replayed(box, checkedKey(once), fingerprint)
                            .switchIfEmpty(Mono.defer(() -> created(box, key, asked, once, fingerprint)));
        });
    }

    private Mono<Creation> created(long box, String key, WebhookRequest asked, @Nullable String once,
            String fingerprint) {
        String url = guard.checked(asked.url() == null ? "" : asked.url()).toString();
        Set<String> types = TypeFilter.of(asked.types() == null ? List.of() : asked.types());
        return position(box, asked.after() == null ? TOP : asked.after())
                .map(from -> made(box, key, url, types, asked, from))
                .flatMap(made -> store.create(made, limits.perBox(), once, fingerprint)
                        .flatMap(done -> done || once == null
                                ? Mono.just(new Creation(kept(done, made), false))
                                : replayed(box, once, fingerprint).switchIfEmpty(Mono.error(this::full))));
    }

    /** What the key made before: two requests at once meet here too. */
    private Mono<Creation> replayed(long box, String once, String fingerprint) {
        return store.madeBy(box, once).flatMap(before -> {
            if (!before.fingerprint().equals(fingerprint)) {
                throw Refusal.of(ProblemType.IDEMPOTENCY_KEY_CONFLICT,
                        "This Idempotency-Key belongs to another request: use a new key.");
            }
            return store.show(box, before.webhook()).map(webhook -> new Creation(webhook, true));
        });
    }

    private static String checkedKey(String once) {
        if (once.isEmpty() || once.length() > KEY_MAX || !once.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw Refusal.field("Idempotency-Key", "1 to " + KEY_MAX + " printable ASCII characters.");
        }
        return once;
    }

    /** The request as it was meant, without what a client may write in another order. */
    private static String fingerprint(WebhookRequest asked) {
        List<String> types = asked.types() == null ? List.of() : asked.types().stream().sorted().toList();
        return WebhookKeys.sha256(List.of(String.valueOf(asked.url()), String.join("\n", types),
                String.valueOf(asked.description()), String.valueOf(asked.signature()),
                String.valueOf(asked.after())));
    }

    private Webhook made(long box, String key, String url, Set<String> types, WebhookRequest asked, Cursor from) {
        UUID id = ids.next();
        String scheme = scheme(asked.signature());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String publicKey = scheme.equals(WebhookKeys.ED25519) ? keys.publicKey(key, id) : null;
        return new Webhook(box, id, url, types, description(asked.description()), scheme, key, publicKey, now, from, 0,
                now, null, null, from.seq(), false);
    }

    private Webhook kept(boolean done, Webhook made) {
        if (!done) {
            throw full();
        }
        loop.nudge();
        return made;
    }

    private Refusal full() {
        return Refusal.of(ProblemType.ILLEGAL_TRANSITION,
                "The box has " + limits.perBox() + " webhooks: delete one first.");
    }

    /** {@code whsec_…} of a webhook signed by HMAC, nothing of the others. */
    @Nullable
    String secret(Webhook webhook) {
        return webhook.signature().equals(WebhookKeys.HMAC) ? keys.secret(webhook.keyId(), webhook.id()) : null;
    }

    Mono<List<Webhook>> list(long box) {
        return store.list(box).collectList();
    }

    Mono<Webhook> show(long box, UUID id) {
        return store.show(box, id).switchIfEmpty(Mono.error(Webhooks::unknown));
    }

    Mono<Void> remove(long box, UUID id) {
        return store.remove(box, id).map(Webhooks::found).then();
    }

    /** Nothing is sent until it is resumed, but for one page that a node had in hand already. */
    Mono<Webhook> pause(long box, UUID id) {
        return store.pause(box, id, clock.instant()).map(Webhooks::found).then(show(box, id));
    }

    /** Goes on from the cursor, with fresh patience. */
    Mono<Webhook> resume(long box, UUID id) {
        return store.resume(box, id, clock.instant()).map(Webhooks::found).doOnNext(_ -> loop.nudge())
                .then(show(box, id));
    }

    /** Everything after the cursor {@code after} once more. A pause stays. */
    Mono<Webhook> redeliverAfter(long box, UUID id, String after) {
        return show(box, id).flatMap(_ -> position(box, after))
                .flatMap(cursor -> store.rewind(box, id, cursor, clock.instant()).map(Webhooks::found))
                .doOnNext(_ -> loop.nudge()).then(show(box, id));
    }

    /** The event that ends at the cursor {@code event} once more, by itself. */
    Mono<Webhook> redeliverEvent(long box, UUID id, String event) {
        return show(box, id).flatMap(_ -> feed.open(box, event)).map(opening -> one(opening, event))
                .flatMap(seq -> store.again(box, id, seq)).doOnNext(this::asked).then(show(box, id));
    }

    private void asked(boolean done) {
        if (!done) {
            throw Refusal.of(ProblemType.ILLEGAL_TRANSITION, "100 events wait to be sent once more already.");
        }
        loop.nudge();
    }

    private static long one(Opening opening, String event) {
        long floor = Cursor.decode(opening.hello().floor()).map(Cursor::seq).orElse(0L);
        if (Cursor.decode(event).isEmpty() || opening.from().seq() <= floor) {
            throw Refusal.field("event", "The cursor of an event that is still kept.");
        }
        return opening.from().seq();
    }

    Mono<List<Outcome.Line>> latest(Webhook webhook) {
        return store.latest(webhook.box(), webhook.id()).collectList();
    }

    Mono<List<Outcome.Line>> deadLetters(Webhook webhook) {
        return store.dead(webhook.box(), webhook.id()).collectList();
    }

    private Mono<Cursor> position(long box, String after) {
        return feed.open(box, after.equals(FLOOR) ? null : after).map(Opening::from);
    }

    private static String scheme(@Nullable String asked) {
        String scheme = asked == null ? WebhookKeys.HMAC : asked;
        if (!scheme.equals(WebhookKeys.HMAC) && !scheme.equals(WebhookKeys.ED25519)) {
            throw Refusal.field("signature", "v1 (HMAC-SHA256) or v1a (Ed25519).");
        }
        return scheme;
    }

    private static String description(@Nullable String asked) {
        String text = asked == null ? "" : asked.strip();
        if (text.length() > DESCRIPTION_MAX || text.indexOf('\0') >= 0) {
            throw Refusal.field("description", "At most " + DESCRIPTION_MAX + " characters.");
        }
        return text;
    }

    private static boolean found(boolean done) {
        if (!done) {
            throw unknown();
        }
        return true;
    }

    static Refusal unknown() {
        return Refusal.of(ProblemType.NOT_FOUND, "There is no such webhook.");
    }
}

package kz.centerpro.notification.consumer;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Pattern;
import kz.centerpro.contracts.event.ConsumerState;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.eventlog.Consumer;
import kz.centerpro.eventlog.ConsumerStore;
import kz.centerpro.eventlog.ConsumerStore.Outcome;
import kz.centerpro.notification.kernel.Visit;
import kz.centerpro.notification.stream.Feed;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Makes, moves, tells and forgets the named consumers of a box. */
public final class ConsumerDesk {

    /** Consumers of one box. */
    static final int MOST = 64;

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}"); // as the table checks it
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'")
            .withZone(ZoneOffset.UTC);

    private final ConsumerStore store;
    private final Feed feed;
    private final Clock clock;

    public ConsumerDesk(ConsumerStore store, Feed feed, Clock clock) {
        this.store = store;
        this.feed = feed;
        this.clock = clock;
    }

    /** Where a consumer is now, and whether it was made just now. */
    public record Acknowledged(boolean made, ConsumerState consumer) {}

    /**
     * Moves the consumer on to {@code cursor} (or {@code top}), and back only with {@code reset}; makes it if there is
     * none. Without a cursor it is made at the oldest event kept, and one that is there stays. Refuses with
     * {@code invalid_field}, {@code cursor_invalid}, {@code cursor_expired}, {@code illegal_transition} when the box
     * has too many.
     */
    public Mono<Acknowledged> acknowledge(long box, @Nullable String name, @Nullable String cursor, boolean reset) {
        return Mono.defer(() -> {
            String checked = checked(name);
            return feed.open(box, cursor).flatMap(opening -> {
                Instant now = clock.instant();
                return cursor == null || cursor.isBlank()
                        ? store.make(box, checked, opening.from(), now, MOST)
                        : store.acknowledge(box, checked, opening.from(), reset, now, MOST);
            }).map(ConsumerDesk::taken)
                    .flatMap(outcome -> find(box, checked).map(it -> new Acknowledged(outcome == Outcome.MADE, it)));
        });
    }

    /** Refuses with {@code not_found}. */
    public Mono<ConsumerState> find(long box, @Nullable String name) {
        return known(box, name).map(ConsumerDesk::told);
    }

    /** By name. */
    public Mono<List<ConsumerState>> all(long box) {
        return store.all(box).map(all -> all.stream().map(ConsumerDesk::told).toList());
    }

    /** Refuses with {@code not_found}. */
    public Mono<Void> forget(long box, @Nullable String name) {
        return Mono.defer(() -> store.forget(box, checked(name)))
                .flatMap(there -> there ? Mono.empty() : Mono.error(ConsumerDesk::unknown));
    }

    /**
     * The cursor after which the consumer goes on, as {@link Feed} takes it; {@code after} if {@code name} is null.
     * Refuses with {@code not_found}, and with {@code invalid_field} when both are there.
     */
    public Mono<String> position(long box, @Nullable String name, @Nullable String after) {
        return Mono.defer(() -> {
            if (name == null) {
                return Mono.just(after == null ? "" : after);
            }
            if (after != null && !after.isBlank()) {
                throw Refusal.field("consumer", "Send after or consumer, not both.");
            }
            return known(box, name).map(consumer -> consumer.at().encode());
        });
    }

    /** The same for a visit, which may read other boxes too; those have no consumers of the reader's. */
    public Mono<String> position(Visit visit, @Nullable String name, @Nullable String after) {
        return Mono.defer(() -> {
            if (name != null && !visit.isOfOwn()) {
                throw Refusal.field("consumer",
                        "A consumer is kept in your own box alone: for other boxes keep the cursor and send after.");
            }
            return position(visit.box(), name, after);
        });
    }

    private Mono<Consumer> known(long box, @Nullable String name) {
        return Mono.defer(() -> store.find(box, checked(name))).switchIfEmpty(Mono.error(ConsumerDesk::unknown));
    }

    private static Outcome taken(Outcome outcome) {
        if (outcome == Outcome.FULL) {
            throw Refusal.of(ProblemType.ILLEGAL_TRANSITION,
                    "The box has " + MOST + " consumers: delete one that is not used.");
        }
        return outcome;
    }

    private static String checked(@Nullable String name) {
        if (name == null || !NAME.matcher(name).matches()) {
            throw Refusal.field("consumer",
                    "A name has 1 to 64 characters a-z, 0-9, '.', '_', '-' and begins with a letter or digit.");
        }
        return name;
    }

    private static Refusal unknown() {
        return Refusal.of(ProblemType.NOT_FOUND, "There is no such consumer: PUT /v1/consumers/{name} makes it.");
    }

    private static ConsumerState told(Consumer consumer) {
        return new ConsumerState(consumer.name(), consumer.at().encode(),
                consumer.state().cursorAt(consumer.state().top()).encode(), consumer.lives() ? consumer.lag() : null,
                !consumer.lives(), MILLIS.format(consumer.ackedAt()));
    }
}

package kz.centerpro.notification.notice;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import kz.centerpro.contracts.event.EventEnvelope;
import kz.centerpro.eventlog.EventPage;
import kz.centerpro.eventlog.EventReader;
import kz.centerpro.notification.kernel.Ids;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;

/**
 * Reads a page of each box of a claimed group, and places the notices of all pages together with the cursors after
 * them. It reads the log and nothing else: what a wake-up told is believed by streams, but a notice is a record.
 */
final class NoticeReader {

    private static final Logger LOG = LoggerFactory.getLogger(NoticeReader.class);
    private static final Duration READ_MAX = Duration.ofSeconds(5);
    private static final int REASON_MAX = 300;

    private final EventReader reader;
    private final NoticeStore store;
    private final NoticeMaker maker;
    private final NoticeLimits limits;
    private final ChannelMeters meters;
    private final Runnable placed;
    private final LongConsumer more;
    private final Ids ids;
    private final Clock clock;

    /**
     * @param placed
     *            called when there may be something to send
     * @param more
     *            called with a box whose log goes on after the page
     */
    NoticeReader(EventReader reader, NoticeStore store, NoticeMaker maker, NoticeLimits limits, ChannelMeters meters,
            Runnable placed, LongConsumer more, Clock clock) {
        this.reader = reader;
        this.store = store;
        this.maker = maker;
        this.limits = limits;
        this.meters = meters;
        this.placed = placed;
        this.more = more;
        this.ids = new Ids(clock);
        this.clock = clock;
    }

    /** One page of each box; brought to its end also when the process stops, which is not long. */
    Mono<Void> serve(NoticeGroup group) {
        return Mono.usingWhen(Mono.just(group),
                held -> drawn(held.readings()).flatMap(turns -> placed(held, turns)),
                held -> held.isGivenBack() ? Mono.empty() : store.release(held.claims()));
    }

    /** What is written of one box. {@code onward}: its log goes on after the page. */
    record Turn(NoticeClaim moved, Settings settings, List<Draft> drafts, List<Draft.Parked> parked, boolean onward) {}

    /** Those of these days in one statement; one that is further behind opens other days and goes by itself. */
    private Mono<List<Turn>> drawn(List<NoticeGroup.Reading> readings) {
        LocalDate lately = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(1);
        Map<Boolean, List<NoticeGroup.Reading>> parts = readings.stream().collect(
                Collectors.partitioningBy(one -> one.isWithin(lately, lately.plusDays(NoticeStore.DAYS))));
        Flux<Turn> recent = store.pages(parts.getOrDefault(true, List.of()), lately, limits.pageMax()).timeout(READ_MAX)
                .flatMapIterable(pages -> parts.getOrDefault(true, List.of()).stream()
                        .map(one -> drawn(one, pages.getOrDefault(one.claim().box(), List.of()))).toList());
        Flux<Turn> others = Flux.fromIterable(parts.getOrDefault(false, List.of())).concatMap(one -> reader
                .page(one.claim().box(), one.claim().seq(), limits.pageMax(), NoticeKind.TYPES).timeout(READ_MAX)
                .map(page -> drawn(one, page)));
        return Flux.concat(recent, others)
                .collectSortedList(Comparator.comparingLong(turn -> turn.moved().box()));
    }

    private Turn drawn(NoticeGroup.Reading reading, List<EventEnvelope> events) {
        long seq = events.size() == limits.pageMax()
                ? Long.parseLong(events.getLast().sequence())
                : NoticeStore.until(reading);
        return drawn(reading, reading.epoch(), seq, events, seq < reading.top());
    }

    /**
     * After a restore of the store the reader's own cursor was restored with it, so it goes on from there under the new
     * epoch.
     */
    private Turn drawn(NoticeGroup.Reading reading, EventPage page) {
        long top = Math.max(page.state().top(), 0);
        return drawn(reading, page.state().epoch(), Math.min(page.position(), top), page.events(),
                page.position() < top);
    }

    private Turn drawn(NoticeGroup.Reading reading, int epoch, long seq, List<EventEnvelope> events, boolean onward) {
        List<Draft> drafts = new ArrayList<>();
        List<Draft.Parked> parked = new ArrayList<>();
        events.forEach(event -> make(event, reading.settings(), drafts, parked));
        return new Turn(new NoticeClaim(reading.claim().box(), reading.claim().owner(), epoch, seq),
                reading.settings(), drafts, parked, onward);
    }

    private Mono<Void> placed(NoticeGroup group, List<Turn> turns) {
        Instant now = clock.instant();
        return store.place(turns, now, limits)
                .onErrorResume(DataIntegrityViolationException.class, _ -> oneByOne(turns, now)).doOnNext(moved -> {
                    if (moved.size() == turns.size()) {
                        group.giveBack();
                    }
                    turns.stream().filter(turn -> moved.contains(turn.moved().box())).forEach(this::told);
                    if (turns.stream().anyMatch(turn -> !turn.drafts().isEmpty())) {
                        placed.run();
                    }
                }).then();
    }

    /** A box that the store will not take must not hold up the others. */
    private Mono<Set<Long>> oneByOne(List<Turn> turns, Instant now) {
        return Flux.fromIterable(turns).concatMap(turn -> store.place(List.of(turn), now, limits)
                .onErrorResume(DataIntegrityViolationException.class, refused -> {
                    LOG.error("The notices of box {} are not taken: {}", turn.moved().box(),
                            refused.getClass().getSimpleName());
                    return Mono.just(Set.of());
                })).flatMapIterable(moved -> moved).collect(Collectors.toSet());
    }

    private void told(Turn turn) {
        meters.placed(turn.drafts().size(), turn.parked().size());
        if (turn.onward()) {
            more.accept(turn.moved().box());
        }
    }

    private void make(EventEnvelope event, Settings settings, List<Draft> drafts, List<Draft.Parked> parked) {
        try {
            maker.draft(ids.next(), event, settings).ifPresent(drafts::add);
        } catch (JacksonException | IllegalArgumentException | DateTimeException unreadable) {
            parked.add(new Draft.Parked(UUID.fromString(event.id()), Long.parseLong(event.sequence()), event.type(),
                    reason(unreadable)));
        }
    }

    /** Of Jackson's faults only their kind: the message may quote the data. */
    private static String reason(Exception unreadable) {
        String told = unreadable instanceof JacksonException
                ? "the data is not JSON"
                : String.valueOf(unreadable.getMessage());
        return told.length() > REASON_MAX ? told.substring(0, REASON_MAX) : told;
    }
}

package kz.centerpro.notification.notice;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import kz.centerpro.contracts.event.EventEnvelope;
import kz.centerpro.eventlog.EventPage;
import kz.centerpro.eventlog.EventReader;
import kz.centerpro.notification.kernel.Ids;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;

/** Reads one claimed box page by page and places the notices of each page together with the cursor after it. */
final class NoticeReader {

    private static final int STEPS_OF_A_TURN = 64;
    private static final Duration READ_MAX = Duration.ofSeconds(5);
    private static final int REASON_MAX = 300;

    private final EventReader reader;
    private final NoticeStore store;
    private final NoticeMaker maker;
    private final NoticeLimits limits;
    private final ChannelMeters meters;
    private final Runnable placed;
    private final Ids ids;
    private final Clock clock;

    /** {@code placed} is called when there may be something to send. */
    NoticeReader(EventReader reader, NoticeStore store, NoticeMaker maker, NoticeLimits limits, ChannelMeters meters,
            Runnable placed, Clock clock) {
        this.reader = reader;
        this.store = store;
        this.maker = maker;
        this.limits = limits;
        this.meters = meters;
        this.placed = placed;
        this.ids = new Ids(clock);
        this.clock = clock;
    }

    Mono<Void> serve(NoticeClaim claim, Mono<Void> closing) {
        return Mono.usingWhen(Mono.just(claim),
                held -> Mono.firstWithSignal(closing, // cancels the turn, which takeUntilOther would not
                        store.settings(held.box()).flatMap(settings -> step(held, settings)
                                .expand(moved -> step(moved, settings)).take(STEPS_OF_A_TURN).then())),
                store::release);
    }

    /** Empty when there is nothing more, or the claim was lost. */
    private Mono<NoticeClaim> step(NoticeClaim claim, Settings settings) {
        return reader.page(claim.box(), claim.seq(), limits.pageMax(), NoticeKind.TYPES).timeout(READ_MAX)
                .flatMap(page -> page.position() == claim.seq() && page.state().epoch() == claim.epoch()
                        ? Mono.empty()
                        : placed(claim, settings, page));
    }

    /**
     * After a restore of the store the reader's own cursor was restored with it, so it goes on from there under the new
     * epoch.
     */
    private Mono<NoticeClaim> placed(NoticeClaim claim, Settings settings, EventPage page) {
        Instant now = clock.instant();
        List<Draft> drafts = new ArrayList<>();
        List<Draft.Parked> parked = new ArrayList<>();
        page.events().forEach(event -> make(event, settings, drafts, parked));
        NoticeClaim moved = new NoticeClaim(claim.box(), claim.owner(), page.state().epoch(),
                Math.min(page.position(), Math.max(page.state().top(), 0)));
        return store.place(moved, settings, drafts, parked, now, limits).filter(done -> done).map(_ -> {
            meters.placed(drafts.size(), parked.size());
            if (!drafts.isEmpty()) {
                placed.run();
            }
            return moved;
        });
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

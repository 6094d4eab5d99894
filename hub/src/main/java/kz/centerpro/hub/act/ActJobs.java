package kz.centerpro.hub.act;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Objects;
import kz.centerpro.contracts.billing.Requisites;
import kz.centerpro.eventlog.Bell;
import kz.centerpro.eventlog.BoxTop;
import kz.centerpro.hub.kernel.Bulkhead;
import kz.centerpro.hub.paper.PdfPaper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** The room's facade on the side stream: each job for a given instant. Repeating one does nothing twice. */
public final class ActJobs {

    private static final Logger LOG = LoggerFactory.getLogger(ActJobs.class);
    private static final int BATCH = 100;
    /** Acts are made when the office opens: what was bought before midnight has long been committed. */
    private static final LocalTime OPENING = LocalTime.of(9, 0);

    private final ActSideStore store;
    private final CalendarStore calendar;
    private final Bulkhead papers;
    private final Bell bell;
    private final JsonMapper json;
    private final @Nullable Requisites seller;

    /**
     * @param seller
     *            null: nothing is issued
     */
    ActJobs(ActSideStore store, CalendarStore calendar, Bulkhead papers, Bell bell, JsonMapper json,
            @Nullable Requisites seller) {
        this.store = store;
        this.calendar = calendar;
        this.papers = papers;
        this.bell = bell;
        this.json = json;
        this.seller = seller;
    }

    /**
     * Issues the acts of the month before, from nine o'clock of the first working day on, and those of earlier months
     * that are missing because nobody ran the job then; returns how many.
     */
    public Mono<Long> issue(Instant asOf) {
        if (seller == null) {
            return Mono.just(0L);
        }
        ZonedDateTime now = asOf.atZone(WorkingDays.ZONE);
        LocalDate today = now.toLocalDate();
        YearMonth month = YearMonth.from(today).minusMonths(1);
        return calendar.around(today).flatMap(days -> {
            LocalDate first = days.firstFrom(today.withDayOfMonth(1));
            boolean due = !now.isBefore(first.atTime(OPENING).atZone(WorkingDays.ZONE));
            return store.owed(month).collectList().flatMapIterable(owed -> owed)
                    .concatWith(due ? Mono.just(month) : Mono.empty())
                    .concatMap(each -> all(each, days.answerUntil(today), asOf)).reduce(0L, Long::sum);
        });
    }

    private Mono<Long> all(YearMonth month, LocalDate until, Instant at) {
        return store.drafts(month, 0, BATCH).collectList()
                .expand(batch -> batch.size() < BATCH
                        ? Mono.empty()
                        : store.drafts(month, batch.getLast().box(), BATCH).collectList())
                .concatMapIterable(batch -> batch).concatMap(draft -> one(draft, until, at)).count();
    }

    private Mono<BoxTop> one(ActSideStore.Draft draft, LocalDate until, Instant at) {
        Requisites from = Objects.requireNonNull(seller);
        return papers.run(() -> drawn(draft, from, until, at))
                .flatMap(drawn -> store.issue(draft, json.writeValueAsString(from), until, drawn, at))
                .doOnNext(this::ring).onErrorResume(failure -> {
                    LOG.warn("Act {} is not issued, the others go on: {}", draft.number(), failure.toString());
                    return Mono.empty();
                });
    }

    private ActSideStore.Papers drawn(ActSideStore.Draft draft, Requisites from, LocalDate until, Instant at) {
        Act act = new Act(draft.number(), draft.month(), Act.State.ISSUED, WorkingDays.dayOf(at), at, until, from,
                json.readValue(draft.buyer(), Act.Buyer.class),
                List.of(json.readValue(draft.lines(), Act.Line[].class)), null);
        return new ActSideStore.Papers(PdfPaper.of(ActPaper.in("kk").paper(act)),
                PdfPaper.of(ActPaper.in("ru").paper(act)));
    }

    /**
     * Acts whose fifth working day is over and that nobody answered count as accepted; returns how many. A day off that
     * the calendar got since the issue prolongs the wait.
     */
    public Mono<Long> accept(Instant asOf) {
        LocalDate today = WorkingDays.dayOf(asOf);
        return calendar.around(today).flatMap(days -> silent(today)
                .concatMap(act -> store.deemAccepted(act, days.answerUntil(act.issuedOn()), asOf))
                .doOnNext(this::ring).count());
    }

    private Flux<ActSideStore.Silent> silent(LocalDate today) {
        return store.silent(today, BATCH * BATCH).collectList().flatMapIterable(found -> found);
    }

    private void ring(BoxTop top) {
        bell.ring(List.of(top));
    }
}

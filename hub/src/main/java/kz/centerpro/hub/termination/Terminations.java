package kz.centerpro.hub.termination;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import kz.centerpro.contracts.party.AgreementView;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.eventlog.Bell;
import kz.centerpro.hub.audit.Audit;
import kz.centerpro.hub.audit.AuditNote;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.hub.participant.Participant;
import kz.centerpro.contracts.party.WireTime;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** The room's facade: notices that end agreements, and the end. */
public final class Terminations {

    private static final int PAGE = 200;
    private static final int OK = 200;

    private final TerminationStore store;
    private final Tools tools;

    /**
     * What the room is given.
     *
     * @param tokens
     *            how long a token lives that was given a moment ago, and a little more
     */
    record Tools(Audit audit, Bell bell, Ids ids, Clock clock, JsonMapper json, Duration tokens) {

        Instant now() {
            return clock.instant().truncatedTo(ChronoUnit.MILLIS);
        }
    }

    Terminations(TerminationStore store, Tools tools) {
        this.store = store;
        this.tools = tools;
    }

    /** Ends what is due at {@code asOf}; says how many agreements it were. */
    public Mono<Long> end(Instant asOf) {
        return Mono.defer(() -> store.due(asOf, PAGE).concatMap(due -> end(due, asOf)).count()).repeat()
                .takeUntil(ended -> ended == 0).reduce(0L, Long::sum);
    }

    private Mono<TerminationStore.Done> end(Termination due, Instant asOf) {
        Instant now = tools.now();
        return store.end(due, asOf, now.plus(tools.tokens()), telling(due, now))
                .doOnNext(done -> told(due, done, "AGREEMENT_ENDED"));
    }

    /** Gives notice; what takes effect at once has ended when this completes. */
    Mono<Void> give(Termination made, UUID by, TerminationStore.@Nullable Signed signed) {
        return store.give(made, by, signed, telling(made, made.noticedAt()))
                .switchIfEmpty(Mono.error(() -> Refusal.of(ProblemType.ILLEGAL_TRANSITION,
                        "There is no agreement that this notice could end, or another notice is under way: see it with"
                                + " GET …/termination. Only what takes effect at once replaces it.")))
                .doOnNext(done -> told(made, done, "AGREEMENT_ENDS"))
                .then(Mono.defer(() -> made.effectiveAt().isAfter(made.noticedAt())
                        ? Mono.empty()
                        : end(made, made.noticedAt()).then()));
    }

    /** Takes back the notice that runs, which {@code initiator} gave. */
    Mono<Void> takeBack(long box, String initiator, UUID by, @Nullable String reason) {
        return store.of(box).filter(each -> each.isOpen() && each.effectedAt() == null).next()
                .switchIfEmpty(Mono.error(() -> Refusal.of(ProblemType.NOT_FOUND, "No notice is under way.")))
                .filter(open -> open.initiator().equals(initiator))
                .switchIfEmpty(Mono.error(() -> Refusal.of(ProblemType.NOT_PERMITTED,
                        "The other side gave this notice: only it takes it back.")))
                .flatMap(open -> store.takeBack(open, by, reason, telling(open, tools.now()))
                        .switchIfEmpty(Mono.error(() -> Refusal.of(ProblemType.ILLEGAL_TRANSITION,
                                "The agreement has ended, or the notice was taken back before.")))
                        .doOnNext(done -> told(open, done, "AGREEMENT_STAYS")))
                .then();
    }

    /** As the staff sees it, or as the participant does. */
    Mono<AgreementView> view(Participant of, boolean staff) {
        Instant now = tools.now();
        return Mono.zip(store.since(of.id())
                .switchIfEmpty(Mono.error(() -> Refusal.of(ProblemType.OFFER_NOT_ACCEPTED,
                        "There is no agreement before the offer is accepted."))),
                store.of(of.boxId()).collectList()).map(both -> {
                    List<Termination> all = both.getT2();
                    Termination open = all.stream().filter(Termination::isOpen).findFirst().orElse(null);
                    String status = open == null
                            ? AgreementView.ACTIVE
                            : open.effectedAt() == null ? AgreementView.TERMINATING : AgreementView.TERMINATED;
                    return new AgreementView(status, WireTime.format(both.getT1()),
                            open == null ? null : open.effectiveOn().toString(),
                            TerminationPolicy.today(now).toString(),
                            (staff ? TerminationPolicy.earliest(now) : TerminationPolicy.today(now)).toString(),
                            all.stream().map(each -> staff ? each.view() : each.viewOfClient()).toList());
                });
    }

    /** The owner's own log of acts says it too, but of what is told to nobody. */
    private void told(Termination of, TerminationStore.Done done, String action) {
        tools.bell().ring(done.tops());
        if (of.ground().isTold()) {
            tools.audit().note(new AuditNote(of.box(), null, null, null, action, of.effectiveOn().toString(), OK,
                    tools.now()));
        }
    }

    private TerminationStore.Telling telling(Termination of, Instant at) {
        if (!of.ground().isTold()) {
            return new TerminationStore.Telling(null, null, at);
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("termination", of.id().toString());
        data.put("initiator", of.initiator());
        data.put("ground", of.ground().name());
        data.put("effectiveOn", of.effectiveOn().toString());
        if (of.reason() != null) {
            data.put("reason", of.reason());
        }
        return new TerminationStore.Telling(tools.ids().next(), tools.json().writeValueAsString(data), at);
    }

    Instant now() {
        return tools.now();
    }

    UUID newId() {
        return tools.ids().next();
    }
}

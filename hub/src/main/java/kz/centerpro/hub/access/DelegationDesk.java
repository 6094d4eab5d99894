package kz.centerpro.hub.access;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import kz.centerpro.contracts.event.EventTypes;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.Caller;
import kz.centerpro.eventlog.Bell;
import kz.centerpro.eventlog.BoxTop;
import kz.centerpro.eventlog.EventAppender;
import kz.centerpro.eventlog.NewEvent;
import kz.centerpro.hub.agreement.Agreement;
import kz.centerpro.hub.counterparty.Counterparties;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.hub.kernel.Tx;
import kz.centerpro.hub.participant.MinuteMeter;
import kz.centerpro.hub.participant.Participant;
import kz.centerpro.hub.participant.Participants;
import kz.centerpro.hub.participant.TaxNumber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reading of one's events given to another participant, and taken back: by persons, not by programs. Both sides are
 * told, in the transaction of the change; boxes are taken in their order.
 */
final class DelegationDesk {

    private static final int GIVEN_MAX = 64;
    private static final String BY_OWNER = "OWNER";
    private static final String BY_READER = "READER";

    private final DelegationStore store;
    private final Parties parties;
    private final Tools tools;

    /** Who the two sides are. */
    record Parties(Participants participants, Agreement agreement, Counterparties counterparties, MinuteMeter tries) {}

    /** What the room's configuration hands over. */
    record Tools(Tx tx, EventAppender events, Bell bell, Ids ids, Clock clock, JsonMapper json) {}

    /** A delegation, and whether it was made just now. */
    record Granted(Delegation delegation, boolean fresh) {}

    DelegationDesk(DelegationStore store, Parties parties, Tools tools) {
        this.store = store;
        this.parties = parties;
        this.tools = tools;
    }

    Mono<Granted> grant(Caller caller, TaxNumber to) {
        parties.tries.count(String.valueOf(caller.box()));
        return person(caller).then(reader(caller, to)).flatMap(reader -> store.find(caller.box(), reader.boxId())
                .map(there -> new Granted(there, false))
                .switchIfEmpty(Mono.defer(() -> room(caller.box(), reader.boxId())
                        .then(made(caller, reader.boxId())))));
    }

    Flux<Delegation> given(Caller caller) {
        caller.registeredParticipant();
        return store.given(caller.box());
    }

    Flux<Delegation> received(Caller caller) {
        caller.registeredParticipant();
        return store.received(caller.box());
    }

    /** The owner takes it back. */
    Mono<Void> withdraw(Caller caller, TaxNumber from) {
        return person(caller).then(found(from))
                .flatMap(reader -> ended(store.find(caller.box(), reader.boxId()), caller, BY_OWNER));
    }

    /** The reader puts it down. */
    Mono<Void> decline(Caller caller, TaxNumber owner) {
        return person(caller).then(found(owner))
                .flatMap(given -> ended(store.find(given.boxId(), caller.box()), caller, BY_READER));
    }

    private Mono<Granted> made(Caller caller, long readerBox) {
        Instant now = now();
        UUID id = tools.ids.next();
        return tools.tx.in(store.insert(id, caller.box(), readerBox, caller.signatory(), now)
                .flatMap(fresh -> store.find(caller.box(), readerBox).flatMap(delegation -> fresh
                        ? told(delegation, EventTypes.DELEGATION_GRANTED, BY_OWNER, now)
                                .map(tops -> new Told(new Granted(delegation, true), tops))
                        : Mono.just(new Told(new Granted(delegation, false), List.of())))))
                .doOnNext(told -> tools.bell.ring(told.tops)).map(Told::granted);
    }

    private record Told(Granted granted, List<BoxTop> tops) {}

    private Mono<Void> ended(Mono<Delegation> live, Caller caller, String by) {
        Instant now = now();
        return tools.tx.in(live.switchIfEmpty(Mono.error(DelegationDesk::unknown))
                .flatMap(delegation -> store.withdraw(delegation, caller.signatory(), now)
                        .flatMap(done -> done
                                ? told(delegation, EventTypes.DELEGATION_WITHDRAWN, by, now)
                                : Mono.error(DelegationDesk::unknown))))
                .doOnNext(tops -> tools.bell.ring(tops)).then();
    }

    private Mono<List<BoxTop>> told(Delegation delegation, String type, String by, Instant at) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("box", delegation.box());
        data.put("owner", delegation.owner());
        data.put("reader", delegation.reader());
        data.put("by", by);
        String text = tools.json.writeValueAsString(data);
        return tools.events.append(at, Stream.of(delegation.box(), delegation.readerBox())
                .map(box -> new NewEvent(box, tools.ids.next(), type, delegation.id().toString(), text)).toList());
    }

    private Mono<Participant> reader(Caller caller, TaxNumber to) {
        return found(to).flatMap(reader -> {
            if (reader.boxId() == caller.box()) {
                return Mono.error(Refusal.field("taxId", "Your own events you may read anyway."));
            }
            return parties.participants.get(caller.registeredParticipant())
                    .flatMap(owner -> parties.counterparties.firstRefusing(owner, List.of(reader.boxId())))
                    .<Participant>flatMap(_ -> Mono.error(Refusal.of(ProblemType.SENDER_NOT_ACCEPTED,
                            "This participant takes nothing from you, also not the reading of your events.")))
                    .defaultIfEmpty(reader);
        });
    }

    private Mono<Participant> found(TaxNumber number) {
        return parties.participants.findByTaxId(number.country(), number.taxId()).filter(Participant::isActive)
                .switchIfEmpty(Mono.error(() -> Refusal.of(ProblemType.NOT_FOUND,
                        "No active participant has this number.")));
    }

    private Mono<Void> room(long box, long readerBox) {
        return Mono.zip(store.given(box).count(), store.carried(readerBox)).flatMap(both -> {
            if (both.getT1() >= GIVEN_MAX) {
                return Mono.error(Refusal.of(ProblemType.ILLEGAL_TRANSITION,
                        "At most " + GIVEN_MAX + " readers: withdraw one first."));
            }
            return both.getT2().size() >= DelegationStore.CARRIED_MAX
                    ? Mono.error(Refusal.of(ProblemType.ILLEGAL_TRANSITION, "This participant reads "
                            + DelegationStore.CARRIED_MAX + " boxes of others: it has to put one down first."))
                    : Mono.empty();
        });
    }

    /** Programs give and take back nothing; an offer is accepted first. */
    private Mono<Void> person(Caller caller) {
        return parties.agreement.requireAccepted(caller.registeredParticipant())
                .then(parties.participants.getSignatory(caller.signatory())).then();
    }

    private static Refusal unknown() {
        return Refusal.of(ProblemType.NOT_FOUND, "There is no such delegation.");
    }

    private Instant now() {
        return tools.clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}

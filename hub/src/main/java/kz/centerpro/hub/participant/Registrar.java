package kz.centerpro.hub.participant;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import kz.centerpro.contracts.event.EventTypes;
import kz.centerpro.contracts.party.ParticipantStatus;
import kz.centerpro.contracts.party.RegistrationRequest;
import kz.centerpro.contracts.party.SelfDeclared;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.Caller;
import kz.centerpro.eventlog.Bell;
import kz.centerpro.eventlog.BoxTop;
import kz.centerpro.eventlog.EventAppender;
import kz.centerpro.eventlog.NewEvent;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.hub.kernel.Tx;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Registers the signed-in certificate's holder as a participant with a box. */
final class Registrar {

    private final Participants participants;
    private final RegistrationPolicy policy;
    private final ParticipantStore store;
    private final SignatoryStore signatories;
    private final EventAppender events;
    private final Bell bell;
    private final Tx tx;
    private final Ids ids;
    private final Clock clock;
    private final JsonMapper json;

    /** What the room's configuration hands over. */
    record Tools(Tx tx, EventAppender events, Bell bell, Ids ids, Clock clock, JsonMapper json) {}

    /** A participant that has just been made, and what the policy found. */
    record Registered(Participant participant, Registration registration, List<BoxTop> tops) {}

    Registrar(Participants participants, RegistrationPolicy policy, ParticipantStore store, SignatoryStore signatories,
            Tools tools) {
        this.participants = participants;
        this.policy = policy;
        this.store = store;
        this.signatories = signatories;
        this.events = tools.events();
        this.bell = tools.bell();
        this.tx = tools.tx();
        this.ids = tools.ids();
        this.clock = tools.clock();
        this.json = tools.json();
    }

    Mono<Registered> register(Caller caller, RegistrationRequest request) {
        if (caller.participant() != null) {
            return Mono.error(alreadyRegistered());
        }
        return participants.getSignatory(caller.signatory()).flatMap(signatory -> recorded(signatory, request));
    }

    private Mono<Registered> recorded(Signatory signatory, RegistrationRequest request) {
        if (signatory.participant() != null) {
            return Mono.error(alreadyRegistered());
        }
        Registration registration = policy.decide(request, signatory.holder());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return tx.in(store.address(registration.country(), registration.taxId(), ids.next())
                .map(address -> participant(address, signatory, registration, now))
                .flatMap(made -> store.insert(made, snapshot(signatory, registration, now)))
                .switchIfEmpty(Mono.error(Registrar::alreadyRegistered))
                .flatMap(made -> signatories.link(signatory.id(), made.id())
                        .then(events.append(now, List.of(registeredEvent(made))))
                        .map(tops -> new Registered(made, registration, tops))))
                .doOnNext(made -> bell.ring(made.tops()));
    }

    private Participant participant(Address address, Signatory signatory, Registration made, Instant now) {
        RegistrationRequest typed = made.typed();
        SelfDeclared declared = new SelfDeclared(typed.taxId(), typed.name(), typed.email(), typed.phone(),
                typed.address(), typed.certificateNumber(), WireTime.format(now), signatory.id().toString());
        return new Participant(address.participant(), address.box(), made.kind(), made.country(), made.taxId(),
                made.name(), made.regime(),
                ParticipantStatus.REGISTERED, now, declared);
    }

    private static Map<String, Object> snapshot(Signatory signatory, Registration registration, Instant now) {
        return Map.of("at", WireTime.format(now), "request", registration.typed(), "signatory", signatory.view(),
                "differences", registration.differences());
    }

    private NewEvent registeredEvent(Participant made) {
        String data = json.writeValueAsString(Map.of("participantId", made.id().toString(), "kind", made.kind(),
                "country", made.country(), "taxId", made.taxId(), "name", made.name(), "regime", made.regime()));
        return new NewEvent(made.boxId(), ids.next(), EventTypes.ACCOUNT_REGISTERED, made.id().toString(), data);
    }

    private static Refusal alreadyRegistered() {
        return Refusal.of(ProblemType.ALREADY_REGISTERED,
                "Sign in again: the token then names the participant's box.");
    }
}

package kz.centerpro.hub.restriction;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import kz.centerpro.contracts.access.SignatoryPage;
import kz.centerpro.contracts.party.ClientView;
import kz.centerpro.contracts.party.RestrictionRequest;
import kz.centerpro.contracts.party.RestrictionView;

import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.Caller;
import kz.centerpro.eventlog.Bell;
import kz.centerpro.hub.audit.Audit;
import kz.centerpro.hub.audit.AuditNote;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.hub.participant.Participant;
import kz.centerpro.hub.participant.Participants;
import kz.centerpro.hub.participant.TaxNumber;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** What the operator's staff does: finds a client by its exact number, takes access and gives it back. */
final class RestrictionDesk {

    private static final int OK = 200;

    private final RestrictionStore store;
    private final Restrictions restrictions;
    private final Participants participants;
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

    RestrictionDesk(RestrictionStore store, Restrictions restrictions, Participants participants, Tools tools) {
        this.store = store;
        this.restrictions = restrictions;
        this.participants = participants;
        this.tools = tools;
    }

    Mono<ClientView> client(String country, String taxId) {
        return known(country, taxId).flatMap(client -> Mono.zip(people(client), store.of(client.boxId())
                .map(Restriction::view).collectList())
                .map(both -> new ClientView(client.country(), client.taxId(), client.name(), client.kind(),
                        client.status(), WireTime.format(client.registeredAt()), both.getT1(), both.getT2())));
    }

    private Mono<List<ClientView.Person>> people(Participant client) {
        return participants.signatories(client.id()).map(SignatoryPage.Item::signatory)
                .map(person -> new ClientView.Person(person.id(), person.name(), person.role())).collectList();
    }

    /** Ends sessions, tokens and streams everywhere. Nobody locks himself out. */
    Mono<RestrictionView> restrict(String country, String taxId, RestrictionRequest typed, Caller staff) {
        RestrictionPolicy.Checked checked = RestrictionPolicy.checked(typed);
        return known(country, taxId).filter(client -> !client.id().equals(staff.participant()))
                .switchIfEmpty(Mono.error(() -> Refusal.of(ProblemType.NOT_PERMITTED,
                        "You act for this participant yourself: somebody else of the staff has to do it.")))
                .flatMap(client -> signatory(client, typed.signatory())
                        .flatMap(named -> {
                            UUID signatory = named.isEmpty() ? null : named.getFirst();
                            Restriction made = new Restriction(client.boxId(), tools.ids().next(), client.id(),
                                    signatory, checked.scope(), checked.kind(), checked.clause(), checked.reason(), "",
                                    tools.now(), null, null,
                                    null);
                            return store.restrict(made, staff.signatory(), telling(made, null))
                                    .switchIfEmpty(Mono.error(() -> Refusal.of(ProblemType.ILLEGAL_TRANSITION,
                                            "This access is taken already: see the restrictions of this client.")))
                                    .flatMap(done -> told(made, done,
                                            made.isOfAccess() ? "SUSPEND_ACCESS" : "SUSPEND_PRODUCT"));
                        }));
    }

    /** None for the whole participant. */
    private Mono<List<UUID>> signatory(Participant client, @Nullable String typed) {
        return typed == null || typed.isBlank()
                ? Mono.just(List.of())
                : participants.signatories(client.id()).map(item -> item.signatory().id()).filter(typed::equals).next()
                        .map(id -> List.of(UUID.fromString(id)))
                        .switchIfEmpty(Mono.error(() -> Refusal.field("signatory",
                                "Nobody with this id has signed in for this participant.")));
    }

    Mono<RestrictionView> lift(String country, String taxId, UUID id, RestrictionRequest.Lifting typed, UUID by) {
        String reason = RestrictionPolicy.reason(typed.reason());
        return known(country, taxId).flatMap(client -> store.find(client.boxId(), id))
                .switchIfEmpty(
                        Mono.error(() -> Refusal.of(ProblemType.NOT_FOUND, "This client has no such restriction.")))
                .flatMap(open -> store.lift(open, reason, by, telling(open, reason))
                        .switchIfEmpty(Mono.error(() -> Refusal.of(ProblemType.ILLEGAL_TRANSITION,
                                "This access was given back before.")))
                        .flatMap(done -> told(open, done, open.isOfAccess() ? "RESTORE_ACCESS" : "RESTORE_PRODUCT")));
    }

    /** The owner's own log of acts says it too, but of a block, which is told to nobody. */
    private Mono<RestrictionView> told(Restriction of, RestrictionStore.Done done, String action) {
        tools.bell().ring(done.tops());
        if (of.isTold()) {
            tools.audit().note(new AuditNote(of.box(), null, null, null, action, of.clause(), OK, tools.now()));
        }
        return restrictions.learn().then(Mono.defer(() -> store.find(of.box(), of.id()))).map(Restriction::view);
    }

    /** {@code lifted} is the reason why access is given back; null when it is taken. */
    private RestrictionStore.Telling telling(Restriction of, @Nullable String lifted) {
        Instant now = tools.now();
        if (!of.isTold()) {
            return new RestrictionStore.Telling(null, null, now.plus(tools.tokens()), now);
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("restriction", of.id().toString());
        if (!of.isOfAccess()) {
            data.put("product", of.scope());
        }
        data.put("clause", of.clause());
        data.put("reason", Objects.requireNonNullElse(lifted, of.reason()));
        if (of.signatory() != null) {
            data.put("signatory", of.signatory().toString());
        }
        return new RestrictionStore.Telling(tools.ids().next(), tools.json().writeValueAsString(data),
                now.plus(tools.tokens()), now);
    }

    private Mono<Participant> known(String country, String taxId) {
        TaxNumber number = TaxNumber.exact(country, taxId);
        return number == null
                ? Mono.error(Refusal.field("taxId", "Give one exact number."))
                : participants.findByTaxId(number.country(), number.taxId()).switchIfEmpty(Mono.error(
                        () -> Refusal.of(ProblemType.NOT_FOUND, "No participant has this number.")));
    }
}

package kz.centerpro.hub.agreement;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import kz.centerpro.contracts.event.EventTypes;
import kz.centerpro.contracts.party.AcceptanceRequest;
import kz.centerpro.contracts.party.StatementView;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.Caller;
import kz.centerpro.eventlog.BoxTop;
import kz.centerpro.eventlog.NewEvent;
import kz.centerpro.hub.agreement.AcceptancePolicy.Asked;
import kz.centerpro.hub.agreement.SignerProof.Proof;
import kz.centerpro.hub.participant.Participant;
import kz.centerpro.hub.participant.Participants;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Gives out statements and records their signed return. */
final class AcceptanceDesk {

    private static final int NONCE_BYTES = 16;

    private final Publisher publisher;
    private final StatementStore statements;
    private final AcceptanceStore acceptances;
    private final Participants participants;
    private final SignerProof signers;
    private final Announcer.Tools tools;
    private final Duration statementLifetime;

    AcceptanceDesk(Publisher publisher, StatementStore statements, AcceptanceStore acceptances,
            Participants participants, SignerProof signers, Announcer.Tools tools, Duration statementLifetime) {
        this.publisher = publisher;
        this.statements = statements;
        this.acceptances = acceptances;
        this.participants = participants;
        this.signers = signers;
        this.tools = tools;
        this.statementLifetime = statementLifetime;
    }

    /** A fresh statement for the caller's participant, over the version in force now. */
    Mono<StatementView> statement(Caller caller) {
        return Mono.zip(participants.get(caller.registeredParticipant()),
                participants.getSignatory(caller.signatory()), current())
                .flatMap(all -> {
                    Instant now = tools.now();
                    Instant expires = now.plus(statementLifetime);
                    String nonce = Base64.getUrlEncoder().withoutPadding()
                            .encodeToString(tools.ids().secret(NONCE_BYTES));
                    Terms terms = all.getT3();
                    String text = StatementText.write(terms, all.getT1(), all.getT2(), nonce, now, expires);
                    StatementStore.Open open = new StatementStore.Open(all.getT1().id(), terms.offer().no(),
                            terms.policy().no());
                    return statements.insert(LegalText.sha256(text), open, expires).thenReturn(new StatementView(text,
                            open.offerNo(), open.policyNo(), WireTime.format(expires)));
                });
    }

    /** Records the acceptance and makes the participant active. */
    Mono<Acceptance> accept(Caller caller, AcceptanceRequest request, @Nullable String ip) {
        UUID self = caller.registeredParticipant();
        Asked asked = AcceptancePolicy.complete(request);
        return current().doOnNext(terms -> AcceptancePolicy.requireCurrent(asked, terms))
                .then(requireOpen(asked, self))
                .then(Mono.defer(() -> participants.get(self)))
                .flatMap(participant -> proved(asked, participant)
                        .map(proof -> new Acceptance(tools.ids().next(), self, asked.offerNo(), asked.policyNo(),
                                asked.statement(), proof, StatementText.capacity(participant.kind()),
                                asked.language(), tools.now(), ip, caller.session()))
                        .flatMap(made -> recorded(made, participant)));
    }

    private Mono<Terms> current() {
        return publisher.currentTerms()
                .switchIfEmpty(Mono.error(() -> Refusal.of(ProblemType.NOT_FOUND, "No offer is published yet.")));
    }

    private Mono<Void> requireOpen(Asked asked, UUID self) {
        return Mono.defer(() -> statements.findOpen(LegalText.sha256(asked.statement()), tools.now()))
                .filter(open -> open.participant().equals(self) && open.offerNo() == asked.offerNo()
                        && open.policyNo() == asked.policyNo())
                .switchIfEmpty(Mono.error(AcceptancePolicy::unusableStatement)).then();
    }

    private Mono<Proof> proved(Asked asked, Participant participant) {
        return signers.prove(asked.signature(), asked.statement().getBytes(StandardCharsets.UTF_8))
                .flatMap(proof -> participants.speaksFor(participant, proof.holder()).map(speaks -> {
                    if (!speaks) {
                        throw Refusal.of(ProblemType.SIGNER_NOT_OF_CLIENT,
                                "The signer's certificate does not speak for this participant (clause 4.3.3).");
                    }
                    AcceptancePolicy.requireRole(participant, proof.holder());
                    return proof;
                }));
    }

    private Mono<Acceptance> recorded(Acceptance made, Participant participant) {
        Mono<List<BoxTop>> written = statements.use(LegalText.sha256(made.statement()), made.acceptedAt())
                .filter(used -> used)
                .switchIfEmpty(Mono.error(AcceptancePolicy::unusableStatement))
                .then(acceptances.insert(made))
                .then(participants.activate(participant.id()))
                .then(tools.events().append(made.acceptedAt(), List.of(event(made, participant))));
        return tools.tx().in(written).doOnNext(tops -> tools.bell().ring(tops)).thenReturn(made);
    }

    private NewEvent event(Acceptance made, Participant participant) {
        String data = tools.json().writeValueAsString(Map.of("acceptanceId", made.id().toString(), "offerNo",
                made.offerNo(), "policyNo", made.policyNo(), "acceptedAt", WireTime.format(made.acceptedAt()),
                "signedBy", made.proof().holder().name(), "capacity", made.capacity()));
        return new NewEvent(participant.boxId(), tools.ids().next(), EventTypes.ACCOUNT_OFFER_ACCEPTED,
                participant.id().toString(), data);
    }
}

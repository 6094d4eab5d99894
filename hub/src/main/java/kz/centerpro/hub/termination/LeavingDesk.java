package kz.centerpro.hub.termination;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import kz.centerpro.contracts.party.AgreementView;
import kz.centerpro.contracts.party.LeavingRequest;
import kz.centerpro.contracts.party.LeavingStatement;
import kz.centerpro.contracts.party.TerminationView;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.Caller;
import kz.centerpro.hub.agreement.Agreement;
import kz.centerpro.hub.agreement.SignerProof;
import kz.centerpro.hub.agreement.SignerProof.Proof;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.hub.participant.Participant;
import kz.centerpro.hub.participant.Participants;
import kz.centerpro.hub.participant.Signatory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What a participant does itself: leaves by a signed statement, and stays after all. */
final class LeavingDesk {

    private static final int NONCE_BYTES = 16;
    private static final Duration LIFETIME = Duration.ofHours(1);

    private final Terminations terminations;
    private final LeavingStore statements;
    private final Participants participants;
    private final Agreement agreement;
    private final SignerProof signers;
    private final Ids ids;

    LeavingDesk(Terminations terminations, LeavingStore statements, Participants participants, Agreement agreement,
            SignerProof signers, Ids ids) {
        this.terminations = terminations;
        this.statements = statements;
        this.participants = participants;
        this.agreement = agreement;
        this.signers = signers;
        this.ids = ids;
    }

    Mono<AgreementView> view(Caller caller) {
        return participants.get(caller.registeredParticipant()).flatMap(self -> terminations.view(self, false));
    }

    /** A fresh text to sign, for a day from today on. */
    Mono<LeavingStatement> statement(Caller caller, @Nullable String effectiveOn, @Nullable String ground) {
        Instant now = terminations.now();
        TerminationPolicy.Notice notice = TerminationPolicy.byClient(ground, effectiveOn, now);
        UUID self = caller.registeredParticipant();
        return agreement.requireAccepted(self).then(Mono.defer(() -> asking(caller, self))).flatMap(asking -> {
            Instant expires = now.plus(LIFETIME);
            String nonce = Base64.getUrlEncoder().withoutPadding().encodeToString(ids.secret(NONCE_BYTES));
            String text = LeavingText.write(asking.participant, asking.signatory, notice, nonce, now, expires);
            return statements
                    .insert(text, new LeavingStore.Open(self, notice.ground().name(), notice.effectiveOn()), now,
                            expires)
                    .thenReturn(new LeavingStatement(text, notice.effectiveOn().toString(),
                            WireTime.format(expires)));
        });
    }

    private record Asking(Participant participant, Signatory signatory) {}

    private Mono<Asking> asking(Caller caller, UUID self) {
        return Mono.zip(participants.get(self), participants.getSignatory(caller.signatory()), Asking::new);
    }

    /** Signed by somebody who binds the participant; what names today has ended when this completes. */
    Mono<AgreementView> leave(Caller caller, LeavingRequest typed) {
        String statement = present("statement", typed.statement());
        String signature = present("signature", typed.signature());
        Instant now = terminations.now();
        UUID self = caller.registeredParticipant();
        return statements.findOpen(statement, now).filter(open -> open.participant().equals(self))
                .switchIfEmpty(Mono.error(LeavingDesk::unusable))
                .flatMap(open -> asking(caller, self)
                        .flatMap(asking -> proved(asking.participant, statement, signature)
                                .flatMap(proof -> statements.use(statement, now).filter(used -> used)
                                        .switchIfEmpty(Mono.error(LeavingDesk::unusable))
                                        .then(Mono.defer(() -> terminations.give(made(asking.participant, open, now),
                                                asking.signatory.id(),
                                                new TerminationStore.Signed(statement, proof)))))
                                .then(Mono.defer(() -> terminations.view(asking.participant, false)))));
    }

    private Termination made(Participant self, LeavingStore.Open open, Instant now) {
        TerminationPolicy.Notice notice = new TerminationPolicy.Notice(Ground.valueOf(open.ground()), null, null,
                open.effectiveOn());
        return new Termination(self.boxId(), terminations.newId(), self.id(), TerminationView.CLIENT, notice.ground(),
                null, null, notice.effectiveOn(), notice.effectiveAt(now), "", now, null, null, null, null);
    }

    private Mono<Proof> proved(Participant self, String statement, String signature) {
        return signers.prove(signature, statement.getBytes(StandardCharsets.UTF_8))
                .flatMap(proof -> participants.speaksFor(self, proof.holder()).map(speaks -> {
                    if (!speaks) {
                        throw Refusal.of(ProblemType.SIGNER_NOT_OF_CLIENT,
                                "The signer's certificate does not speak for this participant (clause 4.3.3).");
                    }
                    TerminationPolicy.requireHead(self, proof.holder());
                    return proof;
                }));
    }

    /** By a person who could have left. */
    Mono<AgreementView> stay(Caller caller) {
        return asking(caller, caller.registeredParticipant()).flatMap(asking -> {
            TerminationPolicy.requireHead(asking.participant, asking.signatory.holder());
            return terminations
                    .takeBack(asking.participant.boxId(), TerminationView.CLIENT, asking.signatory.id(), null)
                    .then(Mono.defer(() -> terminations.view(asking.participant, false)));
        });
    }

    private static Refusal unusable() {
        return Refusal.field("statement", "This is no open statement of yours: it is unknown, used or expired. "
                + "GET /v1/participants/me/termination/statement gives a new one.");
    }

    private static String present(String field, @Nullable String text) {
        if (text == null || text.isBlank()) {
            throw Refusal.field(field, "This field is needed.");
        }
        return text;
    }
}

package kz.centerpro.hub.act;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import kz.centerpro.contracts.billing.ActAcceptance;
import kz.centerpro.contracts.billing.ActPreference;
import kz.centerpro.contracts.billing.ActRefusal;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.eventlog.Bell;
import kz.centerpro.eventlog.BoxTop;
import kz.centerpro.hub.agreement.SignerProof;
import kz.centerpro.hub.participant.Participant;
import kz.centerpro.hub.participant.Participants;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The room's facade for participants: their acts and their answers. */
public final class Acts {

    private static final String SHAPE = "[0-9]{4}-[0-9]{6,19}";
    private static final int REASON_MAX = 2000;

    private final ActStore store;
    private final Participants participants;
    private final SignerProof signers;
    private final Bell bell;
    private final Clock clock;

    Acts(ActStore store, Participants participants, SignerProof signers, Bell bell, Clock clock) {
        this.store = store;
        this.participants = participants;
        this.signers = signers;
        this.bell = bell;
        this.clock = clock;
    }

    /** Whether it gets acts; nobody but a resident does. */
    Mono<Boolean> prefersMonthly(Participant participant) {
        return participant.isResident() ? store.prefersMonthly(participant.boxId()) : Mono.just(false);
    }

    /** Refused with {@code invalid_field} for a non-resident that wants them (clause 6.9). */
    Mono<Boolean> prefer(Participant participant, ActPreference asked) {
        Boolean monthly = asked.monthly();
        if (monthly == null) {
            return Mono.error(Refusal.field("monthly", "Say true or false."));
        }
        if (!participant.isResident()) {
            return monthly
                    ? Mono.error(Refusal.field("monthly", "Monthly acts are for residents of Kazakhstan (clause 6.9)."))
                    : Mono.just(false);
        }
        return store.prefer(participant.boxId(), monthly, now());
    }

    Flux<ActStore.Kept> list(long box, @Nullable String below, int limit) {
        return store.list(box, below, limit);
    }

    /** One of the participant's own, or {@code not_found}. */
    Mono<ActStore.Kept> get(long box, String number) {
        return Mono.just(number).filter(it -> it.matches(SHAPE)).flatMap(known -> store.find(box, known))
                .switchIfEmpty(Mono.error(() -> Refusal.of(ProblemType.NOT_FOUND, "There is no such act.")));
    }

    /** The PDF that was issued, byte for byte. */
    Mono<byte[]> paper(Act act, String language) {
        return store.paper(act.number(), language)
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("act " + act.number() + " has no paper")));
    }

    /** The annex. Refused with {@code illegal_transition} while the month's usage is not sealed. */
    Mono<List<ActStore.Used>> used(long box, Act act) {
        return store.used(box, act.month()).map(used -> used.orElseThrow(() -> Refusal.of(
                ProblemType.ILLEGAL_TRANSITION,
                "The usage of " + act.month() + " is not sealed yet: a month is closed three days after its end.")));
    }

    /**
     * The participant signs the act.
     *
     * @return refused with {@code illegal_transition}, {@code signer_not_of_client}, or for what is wrong with the
     *         signature
     */
    Mono<ActStore.Kept> accept(Participant participant, String number, ActAcceptance asked) {
        String signature = asked.signature();
        String language = asked.language() == null ? "ru" : asked.language();
        if (signature == null || signature.isBlank()) {
            return Mono.error(Refusal.of(ProblemType.SIGNATURE_REQUIRED, "Sign the act's PDF."));
        }
        if (!ActPaper.LANGUAGES.contains(language)) {
            return Mono.error(Refusal.field("language", "Say which PDF is signed: kk or ru."));
        }
        long box = participant.boxId();
        return get(box, number).doOnNext(Acts::requireOpen)
                .flatMap(kept -> paper(kept.act(), language)).flatMap(pdf -> proved(participant, signature, pdf))
                .flatMap(proof -> store.accept(box, number, language, proof, now()))
                .switchIfEmpty(Mono.error(Acts::answered)).doOnNext(this::ring)
                .then(Mono.defer(() -> get(box, number)));
    }

    private Mono<SignerProof.Proof> proved(Participant participant, String signature, byte[] pdf) {
        return signers.prove(signature, pdf)
                .flatMap(proof -> participants.speaksFor(participant, proof.holder()).map(speaks -> {
                    if (!speaks) {
                        throw Refusal.of(ProblemType.SIGNER_NOT_OF_CLIENT,
                                "The signer's certificate does not speak for this participant (clause 4.3.3).");
                    }
                    return proof;
                }));
    }

    /** Refused with {@code invalid_field} without a reason (clause 6.9), or with {@code illegal_transition}. */
    Mono<ActStore.Kept> refuse(Participant participant, String number, ActRefusal asked) {
        String reason = asked.reason() == null ? "" : asked.reason().strip();
        if (reason.isEmpty() || reason.length() > REASON_MAX || reason.indexOf('\0') >= 0) {
            return Mono.error(Refusal.field("reason",
                    "Say why the act is refused (clause 6.9), in at most " + REASON_MAX + " characters."));
        }
        long box = participant.boxId();
        return get(box, number).doOnNext(Acts::requireOpen).flatMap(_ -> store.refuse(box, number, reason, now()))
                .switchIfEmpty(Mono.error(Acts::answered)).doOnNext(this::ring)
                .then(Mono.defer(() -> get(box, number)));
    }

    private static void requireOpen(ActStore.Kept kept) {
        if (kept.act().state() != Act.State.ISSUED) {
            throw answered();
        }
    }

    private static Refusal answered() {
        return Refusal.of(ProblemType.ILLEGAL_TRANSITION,
                "This act was answered already, or its last day to be answered is over.");
    }

    private void ring(BoxTop top) {
        bell.ring(List.of(top));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}

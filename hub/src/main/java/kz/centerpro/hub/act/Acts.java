package kz.centerpro.hub.act;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import kz.centerpro.contracts.billing.ActAcceptance;
import kz.centerpro.contracts.billing.ActPreference;
import kz.centerpro.contracts.billing.ActRefusal;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.eventlog.Bell;
import kz.centerpro.eventlog.BoxTop;
import kz.centerpro.door.Caller;
import kz.centerpro.hub.agreement.SignerProof;
import kz.centerpro.hub.answer.AnswerDesk;
import kz.centerpro.hub.participant.Participant;
import kz.centerpro.hub.participant.Participants;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The room's facade for participants: their acts and their answers. */
public final class Acts {

    private static final String SHAPE = "[0-9]{4}-[0-9]{6,19}";
    private static final int REASON_MAX = 2000;
    private static final ActPreference NONE = new ActPreference(false, "ru");

    private final ActStore store;
    private final Participants participants;
    private final SignerProof signers;
    private final AnswerDesk answers;
    private final CalendarStore calendar;
    private final Bell bell;
    private final Clock clock;

    Acts(ActStore store, CalendarStore calendar, Participants participants, SignerProof signers, AnswerDesk answers,
            Bell bell, Clock clock) {
        this.calendar = calendar;
        this.answers = answers;
        this.store = store;
        this.participants = participants;
        this.signers = signers;
        this.bell = bell;
        this.clock = clock;
    }

    /** Whether it gets acts, and in which language it signs them; nobody but a resident gets any. */
    Mono<ActPreference> preference(Participant participant) {
        return participant.isResident()
                ? store.preference(participant.boxId()).defaultIfEmpty(NONE)
                : Mono.just(NONE);
    }

    /** Refused with {@code invalid_field} for a non-resident that wants them (clause 6.9). */
    Mono<ActPreference> prefer(Participant participant, ActPreference asked) {
        Boolean monthly = asked.monthly();
        String language = asked.language();
        if (monthly == null) {
            return Mono.error(Refusal.field("monthly", "Say true or false."));
        }
        if (language != null && !ActPaper.LANGUAGES.contains(language)) {
            return Mono.error(Refusal.field("language", "Acts are signed in kk or in ru."));
        }
        if (!participant.isResident()) {
            return monthly
                    ? Mono.error(Refusal.field("monthly", "Monthly acts are for residents of Kazakhstan (clause 6.9)."))
                    : Mono.just(NONE);
        }
        return store.prefer(participant.boxId(), monthly, language, now())
                .then(Mono.defer(() -> preference(participant)));
    }

    /** Today with the working days around it. */
    record Today(LocalDate day, WorkingDays calendar) {

        /** Working days that are left after today to answer the act; 0 on the last one. */
        int left(Act act) {
            return calendar.between(day, act.answerUntil());
        }
    }

    Mono<Today> today() {
        return Mono.defer(() -> {
            LocalDate day = WorkingDays.dayOf(now());
            return calendar.around(day).map(days -> new Today(day, days));
        });
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
    Mono<byte[]> paper(String number, String language) {
        return store.paper(number, language)
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("act " + number + " has no paper")));
    }

    /** The annex. Refused with {@code illegal_transition} while the month's usage is not sealed. */
    Mono<List<ActStore.Used>> used(long box, Act act) {
        return store.used(box, act.month()).map(used -> used.orElseThrow(() -> Refusal.of(
                ProblemType.ILLEGAL_TRANSITION,
                "The usage of " + act.month() + " is not sealed yet: a month is closed three days after its end.")));
    }

    /**
     * The participant signs the act: its document, where it was sent as one. While evidence is missing the act stays
     * ISSUED, and the answer comes by itself.
     *
     * @return refused with {@code illegal_transition}, {@code signer_not_of_client}, or for what is wrong with the
     *         signature; {@code overloaded} while the document is on its way
     */
    Mono<ActStore.Kept> accept(Caller caller, Participant participant, String number, ActAcceptance asked) {
        String signature = asked.signature();
        if (signature == null || signature.isBlank()) {
            return Mono.error(Refusal.of(ProblemType.SIGNATURE_REQUIRED, "Sign the act's PDF."));
        }
        if (asked.language() != null && !ActPaper.LANGUAGES.contains(asked.language())) {
            return Mono.error(Refusal.field("language", "Say which PDF is signed: kk or ru."));
        }
        return get(participant.boxId(), number).doOnNext(Acts::requireOpen).flatMap(kept -> {
            ActStore.Sent sent = kept.sent();
            if (sent == null || sent.isOver()) {
                return alone(participant, kept, signature, asked.language() == null ? "ru" : asked.language());
            }
            if (asked.language() != null && !asked.language().equals(sent.language())) {
                return Mono.error(Refusal.field("language", "This act was sent in " + sent.language()
                        + ": sign that PDF. For later ones see PUT /v1/act-preferences."));
            }
            return answers.countersign(caller, arrived(sent), signature).then(followed(participant, number));
        });
    }

    /** An act that is no document, or whose document's time is over while its own is not. */
    private Mono<ActStore.Kept> alone(Participant participant, ActStore.Kept kept, String signature, String language) {
        long box = participant.boxId();
        String number = kept.act().number();
        return paper(number, language).flatMap(pdf -> proved(participant, signature, pdf))
                .flatMap(proof -> store.accept(box, number, language, proof, now()))
                .switchIfEmpty(Mono.error(Acts::answered)).doOnNext(this::ring)
                .then(Mono.defer(() -> get(box, number)));
    }

    private static String arrived(ActStore.Sent sent) {
        if (sent.document() == null || !sent.arrived()) {
            throw Refusal.of(ProblemType.OVERLOADED,
                    "The act's document is on its way to your box: repeat the request.");
        }
        return sent.document();
    }

    private Mono<ActStore.Kept> followed(Participant participant, String number) {
        return Mono.defer(() -> store.follow(participant.boxId(), number, now())).doOnNext(this::ring)
                .then(Mono.defer(() -> get(participant.boxId(), number)));
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

    /** Refused with {@code invalid_field} without a reason (clause 6.9), or as {@link #accept} is. */
    Mono<ActStore.Kept> refuse(Caller caller, Participant participant, String number, ActRefusal asked) {
        String reason = asked.reason() == null ? "" : asked.reason().strip().replaceAll("\\s+", " ");
        if (reason.isEmpty() || reason.length() > REASON_MAX || reason.indexOf('\0') >= 0) {
            return Mono.error(Refusal.field("reason",
                    "Say why the act is refused (clause 6.9), in at most " + REASON_MAX + " characters."));
        }
        long box = participant.boxId();
        return get(box, number).doOnNext(Acts::requireOpen).flatMap(kept -> {
            ActStore.Sent sent = kept.sent();
            return sent == null || sent.isOver()
                    ? store.refuse(box, number, reason, now()).switchIfEmpty(Mono.error(Acts::answered))
                            .doOnNext(this::ring).then(Mono.defer(() -> get(box, number)))
                    : answers.decline(caller, arrived(sent), reason).then(followed(participant, number));
        });
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

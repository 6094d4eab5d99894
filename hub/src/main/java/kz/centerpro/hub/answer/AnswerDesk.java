package kz.centerpro.hub.answer;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import kz.centerpro.contracts.document.AnswerStatement;
import kz.centerpro.contracts.document.AnswerView;
import kz.centerpro.contracts.document.DocumentView;
import kz.centerpro.contracts.document.SubmissionMetadata;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.Caller;
import kz.centerpro.eventlog.Bell;
import kz.centerpro.hub.agreement.Agreement;
import kz.centerpro.hub.certificate.Indication;
import kz.centerpro.hub.content.ContentDesk;
import kz.centerpro.hub.content.DataKey;
import kz.centerpro.hub.docflow.AnswerKind;
import kz.centerpro.hub.docflow.LegLife;
import kz.centerpro.hub.docflow.MetadataPolicy;
import kz.centerpro.hub.docflow.VerdictPolicy;
import kz.centerpro.hub.kernel.Bulkhead;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.hub.kernel.Trace;
import kz.centerpro.hub.participant.Participant;
import kz.centerpro.hub.participant.Participants;
import kz.centerpro.hub.signature.Verdict;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Takes answers to documents: judged by the leg's state, verified, then made in one transaction. */
public final class AnswerDesk {

    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final Duration FIRST_LOOK = Duration.ofSeconds(2);
    private static final int LATE_AT_ONCE = 4;
    private static final int LATE_PAGE = 500;

    private final AnswerStore store;
    private final AnswerExaminer examiner;
    private final Participants participants;
    private final Agreement agreement;
    private final Tools tools;

    /** What every use case is given; {@code queued} says that the outbox has work. */
    record Tools(ContentDesk content, AnswerJson json, Bulkhead work, Bell bell, Runnable queued, Ids ids,
            Clock clock) {}

    AnswerDesk(AnswerStore store, AnswerExaminer examiner, Participants participants, Agreement agreement,
            Tools tools) {
        this.store = store;
        this.examiner = examiner;
        this.participants = participants;
        this.agreement = agreement;
        this.tools = tools;
    }

    /** An answer, and whether this request made it. */
    record Made(AnswerView view, boolean fresh) {}

    /** The text to sign; 409 when this could not be answered now. */
    Mono<AnswerStatement> statement(Caller caller, String number, Asked asked) {
        return attempt(caller, number, asked).map(attempt -> {
            AnswerPolicy.after(attempt);
            return new AnswerStatement(number, asked.kind().name(),
                    AnswerStatementText.write(attempt.between(), asked));
        });
    }

    /** Makes the answer, or keeps it while evidence cannot be had, or refuses it. */
    Mono<Made> answer(Caller caller, String number, Asked asked) {
        return agreement.requireAccepted(caller.registeredParticipant())
                .then(Mono.defer(() -> attempt(caller, number, asked)))
                .flatMap(attempt -> remembered(attempt).switchIfEmpty(Mono.defer(() -> judged(attempt))))
                .timeout(DEADLINE);
    }

    /** An answer by its id, as this caller may see it. */
    Mono<AnswerView> find(Caller caller, String number, UUID answer) {
        return store.addressees(caller.box(), number).map(AnswerStore.Addressee::box)
                .concatWith(Mono.just(caller.box()))
                .concatMap(box -> store.find(box, number, answer, caller.box())).next()
                .switchIfEmpty(Mono.error(() -> Refusal.of(ProblemType.NOT_FOUND,
                        "This participant has no such answer to this document.")));
    }

    /**
     * A recipient countersigns; false while evidence is missing, when the answer comes by itself.
     *
     * @param signature
     *            CMS in base64 or PEM, over the document's content
     */
    public Mono<Boolean> countersign(Caller caller, String number, String signature) {
        return Mono.fromSupplier(() -> new Asked(AnswerKind.SIGNATURE, null,
                AnswerPolicy.signature(AnswerKind.SIGNATURE, signature), null, null, null))
                .flatMap(asked -> answer(caller, number, asked))
                .map(made -> made.view().status().equals(AnswerView.ACCEPTED));
    }

    /** A recipient declines where the reason alone is needed, without a signature (clause 6.9). */
    public Mono<Void> decline(Caller caller, String number, String reason) {
        return Mono.fromSupplier(() -> new Asked(AnswerKind.REJECTION,
                AnswerPolicy.reason(AnswerKind.REJECTION, reason), null, null, null, null))
                .flatMap(asked -> answer(caller, number, asked)).then();
    }

    /** Ends a leg that waits for its recipient; one that does not is left as it is. */
    public Mono<Void> close(long recipientBox, String number) {
        return expired(new AnswerStore.Late(recipientBox, number)).then();
    }

    /** Ends every leg that waits for a signature beyond its deadline at {@code at}; says how many. */
    public Mono<Long> expire(Instant at) {
        return Mono.defer(() -> store.late(at, LATE_PAGE).collectList())
                .flatMap(late -> Flux.fromIterable(late).flatMap(this::expired, LATE_AT_ONCE).count()
                        .map(done -> new Round(late.size(), done)))
                .repeat().takeUntil(round -> round.seen < LATE_PAGE || round.done == 0)
                .reduce(0L, (sum, round) -> sum + round.done);
    }

    private record Round(int seen, long done) {}

    private Mono<Made> expired(AnswerStore.Late late) {
        Asked asked = new Asked(AnswerKind.EXPIRY, null, null, null, null, null);
        return store.scene(late.recipientBox(), late.number()).flatMap(this::between)
                .map(between -> new Attempt(tools.ids.next(), between, LegLife.Side.HUB, asked,
                        tools.clock.instant(), null, null))
                .flatMap(attempt -> made(attempt, Proof.NONE, null))
                .onErrorResume(Refusal.class, _ -> Mono.empty()); // somebody answered in between
    }

    /** Looks at a waiting answer again: makes it, refuses it, or leaves it waiting. */
    Mono<Void> look(AnswerStore.Waiting waiting) {
        return tools.content.key(waiting.box(), waiting.content())
                .flatMap(key -> tools.work
                        .run(() -> tools.content.openPart(key, ContentDesk.SIGNATURE_PART, waiting.sealed()))
                        .flatMap(signature -> again(waiting, signature)
                                .flatMap(attempt -> concluded(attempt, new AnswerStore.Sealed(key, waiting.sealed())))))
                .onErrorResume(Refusal.class, refusal -> refusal.type().retryable()
                        ? Mono.error(refusal)
                        : store.reject(waiting, refusal.type().code(), refusal.detail()).then(Mono.empty()))
                .then();
    }

    private Mono<Attempt> again(AnswerStore.Waiting waiting, byte[] signature) {
        Asked asked = new Asked(waiting.kind(), waiting.reason(), signature, waiting.annulment(), null, waiting.key());
        LegLife.Side side = waiting.by() == waiting.box() ? LegLife.Side.RECIPIENT : LegLife.Side.SENDER;
        return store.scene(waiting.box(), waiting.number()).flatMap(this::between)
                .map(between -> new Attempt(waiting.id(), between, side, asked, waiting.receivedAt(), null,
                        waiting.content()));
    }

    private Mono<Made> concluded(Attempt attempt, AnswerStore.Sealed sealed) {
        return allowed(attempt).then(Mono.defer(() -> verdict(attempt))).flatMap(verdict -> {
            if (VerdictPolicy.waits(verdict)) {
                return Mono.empty();
            }
            return proof(attempt, verdict).flatMap(proof -> made(attempt, proof, sealed));
        });
    }

    private Mono<Attempt> attempt(Caller caller, String number, Asked asked) {
        caller.registeredParticipant();
        return Mono.deferContextual(context -> store.scene(caller.box(), number)
                .switchIfEmpty(Mono.defer(() -> sent(caller.box(), number, asked)))
                .flatMap(this::between)
                .map(between -> new Attempt(tools.ids.next(), between,
                        between.scene().recipientBox() == caller.box() ? LegLife.Side.RECIPIENT : LegLife.Side.SENDER,
                        asked, tools.clock.instant(), Trace.parent(context), null)));
    }

    /** The leg that the sender means. */
    private Mono<Scene> sent(long box, String number, Asked asked) {
        return store.addressees(box, number).collectList().flatMap(all -> {
            if (all.isEmpty()) {
                return Mono.error(Refusal.of(ProblemType.NOT_FOUND,
                        "This participant has no document with this number."));
            }
            AnswerStore.Addressee meant = meant(all, asked.recipient());
            return store.scene(meant.box(), number).switchIfEmpty(Mono.error(
                    () -> AnswerPolicy.illegal(LegLife.at(meant.state()), LegLife.Side.SENDER, notThere(meant))));
        });
    }

    private static String notThere(AnswerStore.Addressee meant) {
        return switch (meant.state()) {
            case AWAITING_CONNECTION ->
                "The recipient has not joined: take the document back with POST /v1/documents/{number}/withdrawals.";
            case UNDELIVERABLE, WITHDRAWN -> "The document never came to the recipient.";
            default -> "The document is not in the recipient's box yet.";
        };
    }

    private static AnswerStore.Addressee meant(List<AnswerStore.Addressee> all,
            SubmissionMetadata.@Nullable Recipient named) {
        if (named == null && all.size() == 1) {
            return all.getFirst();
        }
        if (named == null) {
            throw Refusal.field("recipient", "Name the recipient: this document has several.");
        }
        String country = named.country() == null ? Participant.KAZAKHSTAN : named.country();
        return all.stream().filter(one -> one.party().country().equals(country)
                && one.party().taxId().equals(named.taxId())).findFirst()
                .orElseThrow(() -> Refusal.field("recipient", "This document was not sent to this participant."));
    }

    private Mono<Between> between(Scene scene) {
        return Mono.zip(participants.findByBox(scene.senderBox()), participants.findByBox(scene.recipientBox()))
                .map(two -> new Between(scene, two.getT1(), two.getT2()));
    }

    private Mono<Made> remembered(Attempt attempt) {
        String key = attempt.asked().key();
        return key == null ? Mono.empty() : store.recall(attempt, key).flatMap(done -> told(attempt, done));
    }

    private Mono<Made> judged(Attempt attempt) {
        byte[] signature = attempt.asked().signature();
        if (signature == null) {
            return allowed(attempt).then(Mono.defer(() -> made(attempt, Proof.NONE, null)));
        }
        return allowed(attempt).then(Mono.defer(() -> verdict(attempt)))
                .flatMap(verdict -> VerdictPolicy.waits(verdict)
                        ? sealed(signature).flatMap(sealed -> parked(attempt, verdict, sealed))
                        : proof(attempt, verdict).flatMap(
                                proof -> sealed(signature).flatMap(sealed -> made(attempt, proof, sealed))));
    }

    /** Before a signature is verified: whether the step is possible, and whose turn it is. */
    private Mono<Void> allowed(Attempt attempt) {
        AnswerPolicy.after(attempt);
        SubmissionMetadata.Response response = attempt.scene().meta().response();
        boolean oneByOne = response != null && MetadataPolicy.SEQUENTIAL.equals(response.order());
        return oneByOne && attempt.asked().kind() == AnswerKind.SIGNATURE ? inTurn(attempt) : Mono.empty();
    }

    /** Who has signed stays one who has signed, so this may be read before the step is made. */
    private Mono<Void> inTurn(Attempt attempt) {
        return store.addressees(attempt.scene().senderBox(), attempt.scene().number())
                .takeWhile(one -> one.box() != attempt.scene().recipientBox())
                .filter(one -> !one.isDone()).next()
                .flatMap(next -> Mono.error(AnswerPolicy.illegal(attempt, "The recipients sign one after the other; "
                        + next.party().name() + " is next.").with("next", next.party())));
    }

    private Mono<Verdict> verdict(Attempt attempt) {
        byte[] signature = attempt.asked().signature();
        return signature == null
                ? Mono.error(new IllegalStateException("nothing to verify"))
                : examiner.verdict(attempt.between(), attempt.asked(), signature, attempt.at());
    }

    /** A passed verdict with at least one signer who speaks for the one who answers. */
    private Mono<Proof> proof(Attempt attempt, Verdict verdict) {
        if (verdict.status() != Indication.PASSED) {
            return Mono.error(VerdictPolicy.refusal(verdict));
        }
        return Flux.fromIterable(verdict.signatures())
                .filterWhen(report -> participants.speaksFor(attempt.actor(), report)).collectList()
                .flatMap(own -> own.isEmpty()
                        ? Mono.error(Refusal.of(ProblemType.SIGNER_NOT_OF_CLIENT,
                                "None of the signers belongs to the participant who answers."))
                        : Mono.just(new Proof(verdict, own)));
    }

    private Mono<AnswerStore.Sealed> sealed(byte[] signature) {
        return tools.work.run(() -> {
            DataKey key = tools.content.newKey();
            return new AnswerStore.Sealed(key,
                    tools.content.sealPart(key, ContentDesk.SIGNATURE_PART, signature));
        });
    }

    private Mono<Made> parked(Attempt attempt, Verdict verdict, AnswerStore.Sealed sealed) {
        List<DocumentView.Signer> signers = VerdictPolicy.signers(verdict.signatures());
        String detail = VerdictPolicy.detail(verdict);
        AnswerView view = tools.json.waiting(attempt, signers, detail);
        Instant now = tools.clock.instant();
        return store.park(attempt, sealed, tools.json.view(view), detail, now.plus(FIRST_LOOK), now)
                .flatMap(done -> told(attempt, done));
    }

    /** Of two steps at once the later one is judged again by the state that the earlier one made. */
    private Mono<Made> made(Attempt attempt, Proof proof, AnswerStore.@Nullable Sealed sealed) {
        return Mono.defer(() -> store.make(step(attempt, proof, sealed), tools.clock.instant()))
                .flatMap(done -> done.outcome() == AnswerStore.Outcome.MOVED
                        ? store.scene(attempt.scene().recipientBox(), attempt.scene().number())
                                .flatMap(this::between)
                                .flatMap(newer -> made(attempt.on(newer), proof, sealed))
                        : told(attempt, done));
    }

    private AnswerStore.Step step(Attempt attempt, Proof proof, AnswerStore.@Nullable Sealed sealed) {
        LegLife after = AnswerPolicy.after(attempt);
        AnswerView view = tools.json.accepted(attempt, proof, after);
        Verdict verdict = proof.verdict();
        boolean countersigned = attempt.asked().kind() == AnswerKind.SIGNATURE;
        return new AnswerStore.Step(attempt, sealed, verdict == null ? null : tools.json.report(verdict),
                verdict == null || countersigned
                        ? null
                        : AnswerStatementText.write(attempt.between(), attempt.asked()),
                countersigned ? proof.signerKeys() : null, after, tools.json.view(view),
                tools.json.event(attempt, view, false), tools.ids.next(), tools.json.event(attempt, view, true),
                tools.ids.next(), tools.ids.next());
    }

    private Mono<Made> told(Attempt attempt, AnswerStore.Done done) {
        if (done.outcome() == AnswerStore.Outcome.OTHER_KEY) {
            return Mono.error(Refusal.of(ProblemType.IDEMPOTENCY_KEY_CONFLICT,
                    "This Idempotency-Key belongs to a request with other content: use a new key."));
        }
        boolean fresh = done.outcome() == AnswerStore.Outcome.NEW;
        if (fresh && !done.tops().isEmpty()) {
            tools.bell.ring(done.tops());
            tools.queued.run();
        }
        return store.find(attempt.scene().recipientBox(), attempt.scene().number(), done.answer(), attempt.box())
                .map(view -> new Made(view, fresh));
    }
}

package kz.centerpro.hub.act;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import kz.centerpro.contracts.document.SubmissionMetadata;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.eventlog.Bell;
import kz.centerpro.hub.answer.AnswerDesk;
import kz.centerpro.hub.docflow.OwnDocuments;
import kz.centerpro.hub.kernel.Bulkhead;
import kz.centerpro.hub.participant.OperatorParticipant;
import kz.centerpro.hub.participant.Participant;
import kz.centerpro.hub.seal.Seal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Sends issued acts as documents of the operator, signed with its key, and takes what becomes of the documents back to
 * the acts. Each step may be repeated: a document is known by the act's number, an answer counts once.
 */
final class ActSender {

    private static final Logger LOG = LoggerFactory.getLogger(ActSender.class);
    private static final int AT_ONCE = 32;
    private static final int PAGE = 200;
    /** How long another node leaves to this one what it has taken; longer than a submission may last. */
    private static final Duration HOLD = Duration.ofMinutes(2);
    private static final Duration AGAIN = Duration.ofSeconds(5);
    private static final Duration AGAIN_MAX = Duration.ofHours(1);
    private static final int DOUBLINGS_MAX = 10;
    private static final String EXTERNAL_ID = "act-";

    private final ActSendStore store;
    private final ActStore acts;
    private final Tools tools;
    private final @Nullable Seal seal;

    /** What the room's configuration hands over. */
    record Tools(OwnDocuments documents, OperatorParticipant operator, AnswerDesk answers, Bulkhead work, Bell bell,
            Clock clock) {}

    /**
     * @param seal
     *            null: nothing is sent
     */
    ActSender(ActSendStore store, ActStore acts, Tools tools, @Nullable Seal seal) {
        this.store = store;
        this.acts = acts;
        this.tools = tools;
        this.seal = seal;
    }

    /** Sends what is to be sent; returns how many were. */
    Mono<Long> send() {
        Seal own = seal;
        return own == null
                ? Mono.just(0L)
                : Mono.defer(() -> store.claim(AT_ONCE, now().plus(HOLD), now()).collectList())
                        .flatMapIterable(claimed -> claimed).concatMap(claim -> one(claim, own)).count();
    }

    private Mono<Boolean> one(ActSendStore.Claim claim, Seal own) {
        return acts.find(claim.box(), claim.number()).zipWith(acts.paper(claim.number(), claim.language()))
                .flatMap(both -> tools.work().run(() -> own.cms(both.getT2()))
                        .flatMap(cms -> sender(cms, both.getT2(), both.getT1().act())
                                .flatMap(sender -> sent(claim, both.getT1().act(), sender, both.getT2(), cms))))
                .flatMap(document -> store.sent(claim.number(), document))
                .onErrorResume(failure -> later(claim, failure).then(Mono.empty()));
    }

    private Mono<String> sent(ActSendStore.Claim claim, Act act, Participant sender, byte[] pdf, byte[] cms) {
        SubmissionMetadata metadata = new SubmissionMetadata(EXTERNAL_ID + claim.number(),
                ActPaper.in(claim.language()).title(act), "ACT_OF_WORKS",
                "act-" + claim.number() + "-" + claim.language() + ".pdf", "application/pdf",
                List.of(new SubmissionMetadata.Recipient(act.buyer().country(), act.buyer().taxId())), null,
                new SubmissionMetadata.Response("SIGNATURE", "PARALLEL",
                        WireTime.format(WorkingDays.endOf(act.answerUntil()))));
        return store.lease(sender.boxId())
                .flatMap(lease -> tools.documents().send(new OwnDocuments.Own(sender, metadata, pdf, cms, lease)));
    }

    /** The seller on the act, whose key the seal must be. */
    private Mono<Participant> sender(byte[] cms, byte[] pdf, Act act) {
        return tools.operator().known()
                .switchIfEmpty(Mono.defer(() -> tools.documents().signer(cms, pdf).flatMap(tools.operator()::of)))
                .filter(operator -> operator.taxId().equals(act.seller().taxId()))
                .switchIfEmpty(Mono.error(() -> new SealOfAnother(
                        "the seal's certificate does not name the seller of act " + act.number())));
    }

    /** Nothing is sent in another's name. */
    private static final class SealOfAnother extends IllegalStateException {

        @java.io.Serial
        private static final long serialVersionUID = 1L;

        SealOfAnother(String message) {
            super(message);
        }
    }

    /** What is refused was not registered; of other failures nobody knows. */
    private Mono<Void> later(ActSendStore.Claim claim, Throwable failure) {
        boolean known = failure instanceof Refusal || failure instanceof SealOfAnother
                || failure instanceof RejectedExecutionException;
        LOG.warn("Act {} is not sent yet, attempt {}: {}", claim.number(), claim.attempts(),
                failure instanceof Refusal said ? said.type() : failure.toString()); // a detail may name the buyer
        Duration wait = AGAIN.multipliedBy(1L << Math.min(claim.attempts() - 1, DOUBLINGS_MAX));
        return store.failed(claim, !known, failure.toString(),
                now().plus(wait.compareTo(AGAIN_MAX) > 0 ? AGAIN_MAX : wait));
    }

    /** How many could not be sent when it was tried. */
    Mono<Long> unsent() {
        return store.unsent();
    }

    /** Answers to documents become answers to acts; returns how many. */
    Mono<Long> follow() {
        return Mono.defer(() -> store.followAll(PAGE, now()).collectList()).doOnNext(tools.bell()::ring)
                .map(tops -> (long) tops.size());
    }

    /** The documents of acts that were answered otherwise can be answered no more; returns how many were looked at. */
    Mono<Long> close() {
        return Mono.defer(() -> store.toClose(PAGE).collectList()).flatMapMany(Flux::fromIterable)
                .concatMap(each -> tools.answers().close(each.box(), each.document())
                        .then(Mono.defer(() -> store.closed(each.number(), now()))).thenReturn(true))
                .count();
    }

    private Instant now() {
        return tools.clock().instant();
    }
}

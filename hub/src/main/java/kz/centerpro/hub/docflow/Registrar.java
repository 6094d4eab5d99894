package kz.centerpro.hub.docflow;

import java.io.Serial;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import kz.centerpro.contracts.document.DocumentNumber;
import kz.centerpro.contracts.document.SubmissionMetadata;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.hub.content.ContentDesk;
import kz.centerpro.hub.content.DataKey;
import kz.centerpro.hub.kernel.Bulkhead;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.hub.quota.Permit;
import kz.centerpro.hub.quota.QuotaDesk;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Turns a passed submission into one item of a batch: number, sealed bytes, events, usage; and commits it. */
final class Registrar {

    /** How often a lease may be lost to others before the caller is asked to repeat. */
    private static final int LEASES = 8;

    private final GroupCommitLoop commits;
    private final PartStore parts;
    private final NumberMint numbers;
    private final ContentDesk content;
    private final DocumentJson json;
    private final Bulkhead work;
    private final QuotaDesk quota;
    private final Ids ids;
    private final Duration waitingTerm;

    /**
     * @param waitingTerm
     *            how long a document waits for a recipient who has not joined
     */
    Registrar(GroupCommitLoop commits, PartStore parts, NumberMint numbers, ContentDesk content, DocumentJson json,
            Bulkhead work, QuotaDesk quota, Ids ids, Duration waitingTerm) {
        this.waitingTerm = waitingTerm;
        this.quota = quota;
        this.commits = commits;
        this.parts = parts;
        this.numbers = numbers;
        this.content = content;
        this.json = json;
        this.work = work;
        this.ids = ids;
    }

    /** A refusal when the sender's tariff does not allow it; otherwise what became of it. */
    Mono<Accepted> register(Submission submission) {
        return register(submission, quota.take(submission.sender().boxId()));
    }

    /** Of a submission that was answered 202 the tariff is not asked again. */
    Mono<Accepted> registerPromised(Submission submission) {
        return register(submission, quota.takePromised(submission.sender().boxId()));
    }

    /** A document of the operator's own. */
    Mono<Accepted> registerOwn(Submission submission, UUID lease) {
        return register(submission, Mono.fromSupplier(() -> Permit.own(lease)));
    }

    /** Refuses what could not be registered now for the tariff's sake. */
    Mono<Void> allowed(Submission submission) {
        return quota.take(submission.sender().boxId()).doOnNext(permit -> {
            permit.giveBack();
            permit.done();
        }).then();
    }

    private Mono<Accepted> register(Submission submission, Mono<Permit> permits) {
        return permits.flatMap(permit -> work.run(() -> item(submission, permit.lease()))
                .flatMap(item -> parts.keep(item.box(), item.report().parts())
                        .then(Mono.defer(() -> commits.commit(item))))
                .doOnNext(accepted -> settle(permit, accepted.outcome())).doFinally(_ -> permit.done()))
                .flatMap(accepted -> accepted.outcome() == Accepted.Outcome.LEASE_GONE
                        ? Mono.error(new LeaseGone())
                        : Mono.just(accepted))
                .retryWhen(Retry.backoff(LEASES, Duration.ofMillis(10)).maxBackoff(Duration.ofMillis(500))
                        .filter(LeaseGone.class::isInstance)
                        .onRetryExhaustedThrow((_, _) -> Refusal.of(ProblemType.OVERLOADED, "Repeat the request.")));
    }

    /** What failed may have been registered all the same, so its unit is left spent. */
    private static void settle(Permit permit, Accepted.Outcome outcome) {
        switch (outcome) {
            case NEW -> {
                // spent
            }
            case LEASE_GONE -> permit.gone();
            case SAME, OTHER_KEY, OTHER_EXTERNAL -> permit.giveBack();
        }
    }

    /** Another node needed the volume, or this one slept beyond its lease. */
    private static final class LeaseGone extends RuntimeException {

        @Serial
        private static final long serialVersionUID = 1L;

        LeaseGone() {
            super("the lease is gone", null, false, false);
        }
    }

    /** A key for the signature of a hash-only registration. */
    DataKey keyWithoutContent() {
        return content.newKey();
    }

    private AcceptItem item(Submission submission, @Nullable UUID lease) {
        DocumentNumber number = numbers.next();
        String meta = json.meta(submission);
        byte[] inline = submission.inline();
        byte[] sealed = inline == null ? new byte[0] : content.sealInline(submission.key(), inline);
        return new AcceptItem(submission.sender().boxId(), submission.id(), number.value(),
                submission.metadata().externalId(),
                submission.idempotencyKey(), submission.fingerprint().value(), submission.key().content(),
                submission.key().masterId(),
                submission.key().wrappedHex(), submission.size(), submission.sha256(), meta,
                inline == null ? -1 : sealed.length, sealed,
                content.sealPart(submission.key(), ContentDesk.SIGNATURE_PART, submission.signature()),
                json.report(submission), ids.next(),
                json.registered(submission, number.value()), ids.next(), submission.receivedAt(), submission.trace(),
                lease,
                legs(submission, number, meta));
    }

    private List<AcceptItem.Leg> legs(Submission submission, DocumentNumber number, String meta) {
        String data = json.delivery(submission, number.value(), meta);
        return IntStream.range(0, submission.recipients().size()).mapToObj(submission.recipients()::get)
                .map(recipient -> new AcceptItem.Leg(recipient.box(), json.party(recipient.party()), ids.next(), data,
                        recipient.closed()
                                ? submission.receivedAt()
                                : recipient.absent() ? until(submission) : null))
                .toList();
    }

    /** What was asked for until a time cannot be given after it, so nothing waits beyond that. */
    private Instant until(Submission submission) {
        Instant last = submission.receivedAt().plus(waitingTerm);
        SubmissionMetadata.Response response = submission.metadata().response();
        String deadline = response == null ? null : response.deadline();
        return deadline == null
                ? last
                : WireTime.parse(deadline).filter(asked -> asked.isBefore(last)).orElse(last);
    }
}

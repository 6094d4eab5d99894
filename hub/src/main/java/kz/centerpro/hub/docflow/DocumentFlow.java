package kz.centerpro.hub.docflow;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import kz.centerpro.contracts.document.SubmissionAnswer;
import kz.centerpro.contracts.document.SubmissionMetadata;
import kz.centerpro.contracts.party.SignatureRegime;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.Caller;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.Indication;
import kz.centerpro.hub.content.ReceivedContent;
import kz.centerpro.hub.kernel.HubMeters;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.hub.kernel.Trace;
import kz.centerpro.hub.participant.Participant;
import kz.centerpro.hub.signature.ContentDigests;
import kz.centerpro.hub.signature.Verdict;
import kz.centerpro.hub.trust.TrustDesk;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The one method of the hub to know is {@link #submit}: what happens to a signed document, in order. Each step is a
 * method; nothing is written before the last one.
 */
final class DocumentFlow {

    /** From the end of the body to the commit; after it the outcome is unknown, and the key tells when repeated. */
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final int PAYMENT_REQUIRED = 402;

    private final Parties parties;
    private final Addressees addressees;
    private final TrustDesk trust;
    private final Registrar registrar;
    private final Parking parking;
    private final Ids ids;
    private final Clock clock;
    private final HubMeters meters;

    DocumentFlow(Parties parties, Addressees addressees, TrustDesk trust, Registrar registrar, Parking parking,
            Ids ids, Clock clock, HubMeters meters) {
        this.addressees = addressees;
        this.meters = meters;
        this.parties = parties;
        this.trust = trust;
        this.registrar = registrar;
        this.parking = parking;
        this.ids = ids;
        this.clock = clock;
    }

    /** An answer, and whether this submission made it. */
    record Answered(SubmissionAnswer answer, boolean fresh) {}

    /**
     * Registers a document, or parks it while evidence cannot be had, or refuses it. The same document under the same
     * {@code externalId} or key gets the same answer again, whatever became of its certificates meanwhile.
     */
    Mono<Answered> submit(Caller caller, Arrival arrival) {
        return Mono.defer(() -> {
            long since = System.nanoTime();
            return taken(caller, arrival).doOnSuccess(answered -> meters.submitted(outcome(answered), since))
                    .doOnError(error -> meters.submitted(outcome(error), since))
                    .doOnCancel(() -> meters.submitted(HubMeters.Outcome.LEFT, since));
        }).timeout(DEADLINE);
    }

    /** A document of the operator's own: its number. What does not pass now is not parked. */
    Mono<String> issue(Participant sender, Arrival arrival, UUID lease) {
        Instant receivedAt = clock.instant();
        return addressees.of(arrival.metadata()).doOnNext(DocumentFlow::allJoined)
                .flatMap(recipients -> examined(arrival, receivedAt)
                        .map(verdict -> submission(sender, recipients, arrival, verdict, receivedAt, null)))
                .flatMap(submission -> {
                    Refusal refusal = OwnDocuments.refusal(submission.verdict());
                    return refusal != null
                            ? remembered(submission, refusal)
                            : ofSender(submission).then(Mono.defer(
                                    () -> registered(submission, registrar.registerOwn(submission, lease))));
                }).mapNotNull(answered -> answered.answer().number()).timeout(DEADLINE);
    }

    private static HubMeters.Outcome outcome(@Nullable Answered answered) {
        if (answered == null || !answered.fresh()) {
            return HubMeters.Outcome.REPEATED;
        }
        return answered.answer().status().equals(SubmissionAnswer.REGISTERED)
                ? HubMeters.Outcome.REGISTERED
                : HubMeters.Outcome.PARKED;
    }

    private static HubMeters.Outcome outcome(Throwable error) {
        return error instanceof Refusal refusal && !refusal.type().retryable()
                ? HubMeters.Outcome.REFUSED
                : HubMeters.Outcome.FAILED;
    }

    private Mono<Answered> taken(Caller caller, Arrival arrival) {
        Instant receivedAt = clock.instant();
        return Mono.deferContextual(context -> parties.sender(caller.registeredParticipant())
                .zipWhen(sender -> addressees.of(arrival.metadata()))
                .flatMap(known -> examined(arrival, receivedAt)
                        .flatMap(verdict -> expected(known.getT1(), known.getT2(), verdict)
                                .map(recipients -> submission(known.getT1(), recipients, arrival, verdict, receivedAt,
                                        Trace.parent(context)))))
                .flatMap(this::decided));
    }

    /** What the operator sends does not wait. */
    private static void allJoined(List<Addressee> recipients) {
        recipients.stream().filter(Addressee::absent).findFirst().ifPresent(absent -> {
            throw Addressees.unknown(absent.number());
        });
    }

    /** Of a document that is refused nobody is expected. */
    private Mono<List<Addressee>> expected(Participant sender, List<Addressee> recipients, Verdict verdict) {
        return verdict.status() == Indication.PASSED || VerdictPolicy.waits(verdict)
                ? addressees.expected(sender, recipients)
                : Mono.just(recipients);
    }

    private Mono<Verdict> examined(Arrival arrival, Instant receivedAt) {
        return trust.examine(arrival.container(), () -> digests(arrival), receivedAt);
    }

    /** On a verify thread: hashes what was not hashed while it arrived. */
    private static ContentDigests digests(Arrival arrival) {
        if (!arrival.container().detached()) {
            return ContentDigests.none();
        }
        ReceivedContent content = arrival.content();
        byte[] inline = content == null ? null : content.inline();
        Map<DigestAlgorithm, byte[]> known = new EnumMap<>(DigestAlgorithm.class);
        known.putAll(arrival.digests());
        if (inline != null) {
            arrival.container().digestsNeeded()
                    .forEach(algorithm -> known.computeIfAbsent(algorithm, a -> a.digest(inline)));
        }
        return ContentDigests.of(known);
    }

    private Submission submission(Participant sender, List<Addressee> recipients, Arrival arrival, Verdict verdict,
            Instant receivedAt, @Nullable String trace) {
        ReceivedContent content = arrival.content();
        byte[] inline = content == null ? new byte[0] : content.inline();
        byte[] sha256 = arrival.digests().get(DigestAlgorithm.SHA_256);
        if (sha256 == null && content != null && inline != null) {
            sha256 = DigestAlgorithm.SHA_256.digest(inline);
        }
        return new Submission(ids.next(), sender, recipients, arrival.metadata(), arrival.idempotencyKey(),
                content == null ? registrar.keyWithoutContent() : content.key(), content == null ? 0 : content.size(),
                inline,
                sha256 == null ? null : HexFormat.of().formatHex(sha256),
                Fingerprint.of(sender.id(), recipients, arrival.metadata(), content != null, sha256, arrival.digests()),
                arrival.signature(), verdict, receivedAt, trace);
    }

    private Mono<Answered> decided(Submission submission) {
        Verdict verdict = submission.verdict();
        if (isTooLate(submission)) {
            return remembered(submission, Refusal.field("response/deadline", "Give a time that is to come."));
        }
        if (verdict.status() == Indication.PASSED) {
            return ofSender(submission).then(Mono.defer(() -> wanted(submission))).switchIfEmpty(
                    Mono.defer(() -> registered(submission, registrar.register(submission))));
        }
        if (VerdictPolicy.waits(verdict)) {
            return unlessRemembered(submission,
                    wanted(submission).switchIfEmpty(Mono.defer(
                            () -> registrar.allowed(submission).then(Mono.defer(() -> parking.park(submission))))));
        }
        return remembered(submission, VerdictPolicy.refusal(verdict));
    }

    private static boolean isTooLate(Submission submission) {
        SubmissionMetadata.Response response = submission.metadata().response();
        String deadline = response == null ? null : response.deadline();
        return deadline != null && WireTime.parse(deadline)
                .filter(last -> last.isAfter(submission.receivedAt())).isEmpty();
    }

    /** A submission that was answered before gets the same answer, whatever would refuse it now. */
    private Mono<Answered> remembered(Submission submission, Refusal refusal) {
        return parking.remembered(submission).switchIfEmpty(Mono.error(refusal));
    }

    /** Empty when every recipient takes documents from this sender. */
    private Mono<Answered> wanted(Submission submission) {
        return parties.open(submission).cast(Answered.class)
                .onErrorResume(Refusal.class, refusal -> remembered(submission, refusal));
    }

    /** A tariff that is used up or over stops what is new, not the answer to what was sent before. */
    private Mono<Answered> unlessRemembered(Submission submission, Mono<Answered> answer) {
        return answer.onErrorResume(Refusal.class, refusal -> refusal.type().status() == PAYMENT_REQUIRED
                ? remembered(submission, refusal)
                : Mono.error(refusal));
    }

    /**
     * At least one signature is the sender's own and of its regime (clauses 1.6, 4.3.3). Signing right is not asked
     * (7.1.4).
     */
    Mono<Void> ofSender(Submission submission) {
        return Flux.fromIterable(submission.verdict().signatures())
                .filterWhen(report -> parties.speaksFor(submission.sender(), report)).collectList()
                .flatMap(own -> own.isEmpty() ? Mono.error(notOfSender(submission)) : Mono.empty());
    }

    private static Refusal notOfSender(Submission submission) {
        SignatureRegime regime = submission.sender().regime();
        return submission.verdict().signatures().stream().noneMatch(report -> report.regime() == regime)
                ? Refusal.of(ProblemType.REGIME_MISMATCH, "The sender signs under the regime " + regime
                        + ": use a certificate of an authority listed for it.")
                : Refusal.of(ProblemType.SIGNER_NOT_OF_CLIENT,
                        "None of the signers belongs to the sending participant: sign with a certificate of its IIN or BIN.");
    }

    private Mono<Answered> registered(Submission submission, Mono<Accepted> registering) {
        return unlessRemembered(submission,
                registering.flatMap(accepted -> switch (accepted.outcome()) {
                    case NEW -> Mono.just(new Answered(answer(submission, accepted), true));
                    case SAME -> parking.known(submission.sender().boxId(), accepted.submission());
                    case OTHER_KEY, OTHER_EXTERNAL -> remembered(submission, Fingerprint.conflict(accepted.outcome()));
                    case LEASE_GONE -> Mono.error(new IllegalStateException("the registrar keeps this to itself"));
                }));
    }

    private static SubmissionAnswer answer(Submission submission, Accepted accepted) {
        return new SubmissionAnswer(submission.id().toString(), SubmissionAnswer.REGISTERED, accepted.number(),
                WireTime.format(submission.receivedAt()), submission.metadata().externalId(),
                VerdictPolicy.signers(submission.verdict()),
                VerdictPolicy.warnings(submission), null, null, submission.awaitingConnection());
    }
}

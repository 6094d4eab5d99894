package kz.centerpro.hub.docflow;

import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import kz.centerpro.contracts.document.SubmissionMetadata;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.Indication;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.content.ContentDesk;
import kz.centerpro.hub.content.ReceivedContent;
import kz.centerpro.hub.kernel.Bulkhead;
import kz.centerpro.hub.participant.CertificateHolder;
import kz.centerpro.hub.participant.Participant;
import kz.centerpro.hub.signature.SignatureDesk;
import kz.centerpro.hub.signature.SignedContainer;
import kz.centerpro.hub.signature.Verdict;
import kz.centerpro.hub.trust.TrustDesk;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Documents that the operator itself sends: the same examination, numbers, commit and delivery as anybody's, but no
 * offer to accept and no tariff, and nothing is parked: who sends here comes again.
 */
public final class OwnDocuments {

    private final DocumentFlow flow;
    private final SignatureDesk signatures;
    private final TrustDesk trust;
    private final ContentDesk content;
    private final Bulkhead work;

    OwnDocuments(DocumentFlow flow, SignatureDesk signatures, TrustDesk trust, ContentDesk content, Bulkhead work) {
        this.flow = flow;
        this.signatures = signatures;
        this.trust = trust;
        this.content = content;
        this.work = work;
    }

    /**
     * A document with its signature.
     *
     * @param metadata
     *            with an externalId, by which a repeated sending is the same document
     * @param cms
     *            detached, over the content
     * @param lease
     *            that the sender's own documents are counted on
     */
    @SuppressWarnings("ArrayRecordComponent") // sent once
    public record Own(Participant sender, SubmissionMetadata metadata, byte[] content, byte[] cms, UUID lease) {

        @Override
        public String toString() {
            return "Own[" + metadata.externalId() + "]";
        }
    }

    /** Whom a signature of the operator's names; refused when it does not pass, retryable while evidence is missing. */
    public Mono<CertificateHolder> signer(byte[] cms, byte[] signed) {
        return trust.examineText(cms, signed).map(verdict -> {
            Refusal refusal = refusal(verdict);
            if (refusal != null) {
                throw refusal;
            }
            return CertificateHolder.of(verdict.signatures().getFirst());
        });
    }

    /** Sends it; the number, also of what was sent before. Refused as a submission is. */
    public Mono<String> send(Own own) {
        return work.run(() -> read(own.cms()))
                .flatMap(container -> content.receive(own.sender().boxId(), own.content(), (_, _) -> {
                }).flatMap(received -> work.run(() -> arrival(own, container, received))))
                .flatMap(arrival -> flow.issue(own.sender(), arrival, own.lease()));
    }

    private static Arrival arrival(Own own, SignedContainer container, ReceivedContent received) {
        Map<DigestAlgorithm, byte[]> digests = new EnumMap<>(DigestAlgorithm.class);
        container.digestsNeeded().forEach(needed -> digests.put(needed, needed.digest(own.content())));
        digests.computeIfAbsent(DigestAlgorithm.SHA_256, algorithm -> algorithm.digest(own.content()));
        return new Arrival(own.metadata(), null, own.cms(), container, received, digests);
    }

    private SignedContainer read(byte[] cms) {
        try {
            return signatures.read(cms);
        } catch (MalformedSignature broken) {
            throw new IllegalStateException("the operator's own signature cannot be read", broken);
        }
    }

    /** Null for a passed verdict; a refusal that may be repeated while its evidence cannot be had. */
    static @Nullable Refusal refusal(Verdict verdict) {
        if (VerdictPolicy.waits(verdict)) {
            return Refusal.of(ProblemType.DEPENDENCY_UNAVAILABLE, VerdictPolicy.detail(verdict));
        }
        return verdict.status() == Indication.PASSED ? null : VerdictPolicy.refusal(verdict);
    }
}

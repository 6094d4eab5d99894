package kz.centerpro.hub.answer;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import kz.centerpro.contracts.document.SubmissionMetadata;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.StreamingDigest;
import kz.centerpro.hub.content.ContentDesk;
import kz.centerpro.hub.docflow.AnswerKind;
import kz.centerpro.hub.docflow.MetadataPolicy;
import kz.centerpro.hub.kernel.Bulkhead;
import kz.centerpro.hub.signature.ContentDigests;
import kz.centerpro.hub.signature.SignatureDesk;
import kz.centerpro.hub.signature.SignedContainer;
import kz.centerpro.hub.signature.Verdict;
import kz.centerpro.hub.trust.TrustDesk;
import reactor.core.publisher.Mono;

/** Verifies the signature of an answer as that of a submission: over the document's content, or over the statement. */
final class AnswerExaminer {

    private final SignatureDesk signatures;
    private final TrustDesk trust;
    private final ContentDesk content;
    private final Bulkhead work;

    AnswerExaminer(SignatureDesk signatures, TrustDesk trust, ContentDesk content, Bulkhead work) {
        this.signatures = signatures;
        this.trust = trust;
        this.content = content;
        this.work = work;
    }

    Mono<Verdict> verdict(Between between, Asked asked, byte[] signature, Instant receivedAt) {
        return work.run(() -> read(signature))
                .flatMap(container -> digests(between, asked, container)
                        .flatMap(digests -> work.run(() -> agreeing(container, digests)))
                        .flatMap(digests -> trust.examine(container, () -> digests, receivedAt)));
    }

    private SignedContainer read(byte[] signature) {
        try {
            return signatures.read(signature);
        } catch (MalformedSignature malformed) {
            throw Refusal.of(ProblemType.SIGNATURE_MALFORMED, String.valueOf(malformed.getMessage()));
        }
    }

    /** What travels inside must be what was to be signed, whatever digest the signers used. */
    private static ContentDigests agreeing(SignedContainer container, ContentDigests digests) {
        byte[] inside = container.attachedContent();
        if (inside != null && !digests.agreesWith(inside)) {
            throw Refusal.of(ProblemType.SIGNATURE_INVALID, "The signed content is not what is to be signed here.")
                    .with("reason", "HASH_FAILURE");
        }
        return digests;
    }

    private Mono<ContentDigests> digests(Between between, Asked asked, SignedContainer container) {
        Set<DigestAlgorithm> needed = EnumSet.of(DigestAlgorithm.SHA_256);
        needed.addAll(container.digestsNeeded());
        if (asked.kind() != AnswerKind.SIGNATURE) {
            byte[] statement = AnswerStatementText.write(between, asked).getBytes(StandardCharsets.UTF_8);
            return work.run(() -> ContentDigests.of(statement, needed));
        }
        Scene scene = between.scene();
        return scene.size() == 0 ? Mono.fromSupplier(() -> stated(scene)) : hashed(scene, needed);
    }

    /** Of a document that was registered by its digest nothing else is known. */
    private static ContentDigests stated(Scene scene) {
        Map<DigestAlgorithm, byte[]> values = new EnumMap<>(DigestAlgorithm.class);
        SubmissionMetadata.Digest digest = scene.meta().digest();
        if (digest != null) {
            values.put(MetadataPolicy.algorithm(digest), HexFormat.of().parseHex(String.valueOf(digest.value())));
        }
        if (scene.sha256() != null) {
            values.put(DigestAlgorithm.SHA_256, HexFormat.of().parseHex(scene.sha256()));
        }
        if (values.isEmpty()) {
            throw Refusal.of(ProblemType.SIGNATURE_INVALID,
                    "This document was registered by a digest that was not kept: it cannot be countersigned.");
        }
        return ContentDigests.of(values);
    }

    private Mono<ContentDigests> hashed(Scene scene, Set<DigestAlgorithm> needed) {
        return Mono.defer(() -> {
            Map<DigestAlgorithm, StreamingDigest> digests = new EnumMap<>(DigestAlgorithm.class);
            needed.forEach(algorithm -> digests.put(algorithm, algorithm.newDigest()));
            return content.open(scene.senderBox(), scene.content()).concatMap(chunk -> work.run(() -> {
                digests.values().forEach(digest -> digest.update(chunk, 0, chunk.length));
                return (long) chunk.length;
            }), 1).reduce(0L, Long::sum).filter(size -> size == scene.size())
                    .switchIfEmpty(Mono.error(() -> Refusal.of(ProblemType.NOT_FOUND,
                            "The content of this document is no longer here.")))
                    .map(_ -> {
                        Map<DigestAlgorithm, byte[]> values = new EnumMap<>(DigestAlgorithm.class);
                        digests.forEach((algorithm, digest) -> values.put(algorithm, digest.finish()));
                        return ContentDigests.of(values);
                    });
        });
    }
}

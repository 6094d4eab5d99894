package kz.centerpro.hub.docflow;

import java.time.Clock;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import kz.centerpro.contracts.document.SubmissionMetadata;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.eventlog.Bell;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.Indication;
import kz.centerpro.hub.certificate.StreamingDigest;
import kz.centerpro.hub.content.ContentDesk;
import kz.centerpro.hub.content.DataKey;
import kz.centerpro.hub.kernel.Bulkhead;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.hub.kernel.Trace;
import kz.centerpro.hub.signature.ContentDigests;
import kz.centerpro.hub.signature.SignatureDesk;
import kz.centerpro.hub.signature.SignedContainer;
import kz.centerpro.hub.signature.Verdict;
import kz.centerpro.hub.trust.TrustDesk;
import reactor.core.publisher.Mono;

/** Looks at a parked submission again: registers it, refuses it, or leaves it waiting. */
final class Reexaminer {

    private final SubmissionStore store;
    private final Parking parking;
    private final Parties parties;
    private final Addressees addressees;
    private final DocumentFlow flow;
    private final Registrar registrar;
    private final Tools tools;

    /** What every use case is given. */
    record Tools(SignatureDesk signatures, TrustDesk trust, ContentDesk content, DocumentJson json, Bulkhead work,
            Bell bell, Ids ids,
            Clock clock) {}

    Reexaminer(SubmissionStore store, Parking parking, Parties parties, Addressees addressees, DocumentFlow flow,
            Registrar registrar, Tools tools) {
        this.addressees = addressees;
        this.store = store;
        this.parking = parking;
        this.parties = parties;
        this.flow = flow;
        this.registrar = registrar;
        this.tools = tools;
    }

    private record Opened(DataKey key, Parking.Parts parts, SignedContainer container) {}

    /** Whether the submission has reached its end; otherwise it has to wait on. */
    Mono<Boolean> look(SubmissionStore.Row row) {
        return tools.content.key(row.box(), row.content()).flatMap(key -> tools.work.run(() -> opened(row, key)))
                .flatMap(opened -> Trace.of(opened.parts.trace(),
                        digested(row, opened).flatMap(digests -> examined(row, opened, digests)
                                .flatMap(verdict -> concluded(row, opened, digests, verdict)))));
    }

    private Opened opened(SubmissionStore.Row row, DataKey key) throws Exception {
        Parking.Parts parts = parking.open(row, key);
        return new Opened(key, parts, tools.signatures.read(parts.signature()));
    }

    private record Digested(Map<DigestAlgorithm, byte[]> values, long size) {}

    private Mono<Digested> digested(SubmissionStore.Row row, Opened opened) {
        SubmissionMetadata.Digest stated = opened.parts.metadata().digest();
        if (stated != null) {
            byte[] value = HexFormat.of().parseHex(String.valueOf(stated.value()));
            return Mono.just(new Digested(Map.of(MetadataPolicy.algorithm(stated), value), 0));
        }
        Set<DigestAlgorithm> needed = EnumSet.of(DigestAlgorithm.SHA_256);
        if (opened.container.detached()) {
            needed.addAll(opened.container.digestsNeeded());
        }
        Map<DigestAlgorithm, StreamingDigest> digests = new EnumMap<>(DigestAlgorithm.class);
        needed.forEach(algorithm -> digests.put(algorithm, algorithm.newDigest()));
        return tools.content.open(row.box(), row.content()).concatMap(chunk -> tools.work.run(() -> {
            digests.values().forEach(digest -> digest.update(chunk, 0, chunk.length));
            return (long) chunk.length;
        }), 1).reduce(0L, Long::sum).map(size -> {
            Map<DigestAlgorithm, byte[]> values = new EnumMap<>(DigestAlgorithm.class);
            digests.forEach((algorithm, digest) -> values.put(algorithm, digest.finish()));
            return new Digested(values, size);
        });
    }

    private Mono<Verdict> examined(SubmissionStore.Row row, Opened opened, Digested digests) {
        return tools.trust.examine(opened.container,
                () -> opened.container.detached() ? ContentDigests.of(digests.values) : ContentDigests.none(),
                row.receivedAt());
    }

    private Mono<Boolean> concluded(SubmissionStore.Row row, Opened opened, Digested digests, Verdict verdict) {
        if (VerdictPolicy.waits(verdict)) {
            return Mono.just(false);
        }
        if (verdict.status() != Indication.PASSED) {
            return refused(row, VerdictPolicy.refusal(verdict), VerdictPolicy.reason(verdict)).thenReturn(true);
        }
        return submission(row, opened, digests, verdict)
                .flatMap(submission -> flow.ofSender(submission)
                        .then(Mono.defer(() -> registrar.registerPromised(submission))))
                .onErrorResume(Refusal.class, refusal -> refusal.type().retryable()
                        ? Mono.error(refusal)
                        : refused(row, refusal, refusal.type().code()).then(Mono.empty()))
                .thenReturn(true);
    }

    private Mono<Submission> submission(SubmissionStore.Row row, Opened opened, Digested digests, Verdict verdict) {
        SubmissionMetadata metadata = opened.parts.metadata();
        byte[] sha256 = digests.values.get(DigestAlgorithm.SHA_256);
        return parties.get(row.participant())
                .zipWhen(sender -> addressees.of(metadata)
                        .flatMap(recipients -> addressees.expected(sender, recipients)))
                .map(known -> new Submission(row.id(), known.getT1(), known.getT2(), metadata, row.idempotencyKey(),
                        opened.key, digests.size,
                        null, sha256 == null ? null : HexFormat.of().formatHex(sha256),
                        Fingerprint.stored(row.fingerprint()),
                        opened.parts.signature(), verdict,
                        tools.clock.instant(), opened.parts.trace()));
    }

    private Mono<Void> refused(SubmissionStore.Row row, Refusal refusal, String reason) {
        UUID event = tools.ids.next();
        String data = tools.json.refused(row.id().toString(), row.externalId(), refusal.type().code(), reason,
                refusal.detail());
        return store.refuse(row, reason, refusal.type().code(), refusal.detail(), event, data, tools.clock.instant())
                .doOnNext(tools.bell::ring).then();
    }
}

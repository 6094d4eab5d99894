package kz.centerpro.hub.evidence;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.content.ContentDesk;
import kz.centerpro.hub.content.DataKey;
import kz.centerpro.hub.kernel.Bulkhead;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * SHA-256 of signature files, which are kept sealed: each is opened for it once, and what a document was sent with is
 * remembered for its next steps.
 */
final class Digests {

    private static final int KEPT_MAX = 20_000;
    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final int GROUP = 256;

    private final StepStore store;
    private final ContentDesk content;
    private final Bulkhead work;
    private final Cache<Step.Key, List<String>> kept = Caffeine.newBuilder().maximumSize(KEPT_MAX)
            .expireAfterWrite(KEPT).build();

    Digests(StepStore store, ContentDesk content, Bulkhead work) {
        this.store = store;
        this.content = content;
        this.work = work;
    }

    /** Hex. A document or answer whose key is gone has none. */
    record Found(Map<Step.Key, List<String>> documents, Map<UUID, String> answers) {

        List<String> of(Step step) {
            return documents.getOrDefault(step.key(), List.of());
        }

        @Nullable
        String ofAnswer(Step step) {
            return step.answer() == null ? null : answers.get(step.answer());
        }
    }

    Mono<Found> of(List<Step> steps) {
        Map<Step.Key, List<String>> documents = new HashMap<>();
        List<Step.Key> fresh = new ArrayList<>();
        for (Step.Key key : steps.stream().map(Step::key).distinct().toList()) {
            List<String> known = kept.getIfPresent(key);
            if (known == null) {
                fresh.add(key);
            } else {
                documents.put(key, known);
            }
        }
        List<Step> answered = steps.stream().filter(step -> step.answer() != null).toList();
        Mono<List<Digest>> sent = Flux.fromIterable(fresh).buffer(GROUP)
                .concatMap(group -> store.signatures(group).flatMapMany(this::digests)).collectList();
        Mono<List<Digest>> given = answered.isEmpty()
                ? Mono.just(List.of())
                : store.answers(answered).flatMapMany(this::digests).collectList();
        return sent.flatMap(all -> given.map(answers -> {
            Map<Step.Key, List<String>> made = new HashMap<>();
            all.forEach(one -> made.computeIfAbsent(one.of().of(), _ -> new ArrayList<>()).add(one.sha256()));
            kept.putAll(made);
            documents.putAll(made);
            Map<UUID, String> byAnswer = new HashMap<>();
            answers.forEach(one -> byAnswer.put(one.of().answer(), one.sha256()));
            return new Found(documents, byAnswer);
        }));
    }

    private record Digest(StepStore.Sealed of, String sha256) {}

    private Flux<Digest> digests(List<StepStore.Sealed> rows) {
        List<StepStore.Sealed> small = rows.stream().filter(row -> row.masterId() != null && row.sealed() != null)
                .toList();
        Flux<Digest> few = small.isEmpty()
                ? Flux.empty()
                : work.run(() -> small.stream().map(this::digest).toList()).flatMapIterable(made -> made);
        return few.concatWith(Flux.fromIterable(rows).filter(row -> row.masterId() != null && row.sealed() == null)
                .concatMap(row -> store.large(row).flatMap(whole -> work.run(() -> digest(whole))), 1));
    }

    private Digest digest(StepStore.Sealed row) {
        String master = row.masterId();
        byte[] wrapped = row.wrapped();
        byte[] sealed = row.sealed();
        if (master == null || wrapped == null || sealed == null) {
            throw new IllegalArgumentException("nothing to open");
        }
        DataKey key = content.openKey(row.content(), master, wrapped);
        return new Digest(row, HexFormat.of().formatHex(DigestAlgorithm.SHA_256
                .digest(content.openPart(key, ContentDesk.SIGNATURE_PART, sealed))));
    }
}

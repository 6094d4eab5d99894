package kz.centerpro.hub.docflow;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import kz.centerpro.hub.docflow.ReportParts.Part;
import kz.centerpro.hub.kernel.Rows;
import kz.centerpro.hub.kernel.Tx;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Table {@code hub.report_part}. A part is written before the first report that names it is committed, and never goes;
 * one that no report names in the end does no harm.
 */
final class PartStore {

    private static final int KEPT_MAX = 100_000;
    private static final int WRITTEN_AT_ONCE = 4;
    /** Not for long, so that a store that was set back to an earlier day is not believed to have them. */
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private record Key(long box, String sha256) {}

    private final Tx tx;
    private final Clock clock;
    private final Cache<Key, Boolean> kept = Caffeine.newBuilder().maximumSize(KEPT_MAX).expireAfterWrite(REMEMBERED)
            .build();
    /** Many documents come with the same new part at once; one writes it. */
    private final Map<Key, Mono<Boolean>> underway = new ConcurrentHashMap<>();

    PartStore(Tx tx, Clock clock) {
        this.tx = tx;
        this.clock = clock;
    }

    /** Completes when the box has these parts: at once for those that this node wrote lately. */
    Mono<Void> keep(long box, List<Part> parts) {
        List<Part> fresh = parts.stream().filter(part -> kept.getIfPresent(new Key(box, part.sha256())) == null)
                .toList();
        return fresh.isEmpty()
                ? Mono.empty()
                : Flux.fromIterable(fresh)
                        .flatMap(part -> written(new Key(box, part.sha256()), part), WRITTEN_AT_ONCE).then();
    }

    private Mono<Boolean> written(Key key, Part part) {
        return underway.computeIfAbsent(key, _ -> tx.client().sql("""
                insert into hub.report_part (box_id, sha256, text, at) values (:box, decode(:sha256, 'hex'), :text, :at)
                on conflict do nothing""").bind("box", key.box()).bind("sha256", key.sha256())
                .bind("text", part.text()).bind("at", clock.instant()).then().thenReturn(true)
                .doOnSuccess(_ -> kept.put(key, true)).doOnTerminate(() -> underway.remove(key)).cache());
    }

    /** By digest; those that are not there are left out. */
    Mono<Map<String, String>> find(long box, List<String> digests) {
        return digests.isEmpty()
                ? Mono.just(Map.of())
                : tx.client().sql("""
                        select encode(sha256, 'hex') as sha256, text from hub.report_part
                         where box_id = :box and sha256 = any (select decode(d, 'hex') from unnest(:digests) d)""")
                        .bind("box", box).bind("digests", digests.toArray(String[]::new))
                        .map(row -> Map.entry(Rows.get(row, "sha256", String.class),
                                Rows.get(row, "text", String.class)))
                        .all().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}

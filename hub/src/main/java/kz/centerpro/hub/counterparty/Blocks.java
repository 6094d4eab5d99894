package kz.centerpro.hub.counterparty;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import kz.centerpro.hub.participant.Participant;
import kz.centerpro.hub.participant.TaxNumber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Whom each recipient takes nothing from, in memory: most take from everybody, so a document costs no question. A list
 * is read once an hour at most and when it moved, which ConnectionLoop hears within a second on every node.
 */
final class Blocks {

    private static final int REMEMBERED_MAX = 100_000;
    private static final Duration REMEMBERED_FOR = Duration.ofHours(1);

    private final CounterpartyStore store;
    private final Cache<Long, Set<TaxNumber>> blocked = Caffeine.newBuilder().maximumSize(REMEMBERED_MAX)
            .expireAfterWrite(REMEMBERED_FOR).build();

    Blocks(CounterpartyStore store) {
        this.store = store;
    }

    /** The first of the recipients' boxes that takes nothing from this sender; mostly empty. */
    Mono<Long> firstRefusing(Participant sender, List<Long> recipients) {
        TaxNumber by = new TaxNumber(sender.country(), sender.taxId());
        for (Long recipient : recipients) {
            Set<TaxNumber> known = blocked.getIfPresent(recipient);
            if (known == null) {
                return Flux.fromIterable(recipients).filterWhen(each -> of(each).map(set -> set.contains(by)))
                        .next();
            }
            if (known.contains(by)) {
                return Mono.just(recipient);
            }
        }
        return Mono.empty();
    }

    private Mono<Set<TaxNumber>> of(long box) {
        return Mono.fromSupplier(() -> blocked.getIfPresent(box))
                .switchIfEmpty(Mono.defer(() -> store.blocked(box).collect(Collectors.toUnmodifiableSet())
                        .doOnNext(set -> blocked.put(box, set))));
    }

    void moved(Collection<Long> boxes) {
        blocked.invalidateAll(boxes);
    }
}

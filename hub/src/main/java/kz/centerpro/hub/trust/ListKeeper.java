package kz.centerpro.hub.trust;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import kz.centerpro.hub.certificate.EvidenceNeed;
import kz.centerpro.hub.certificate.RevocationList;
import kz.centerpro.hub.kernel.Bulkhead;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Fetches revocation lists by way of a temporary file, so that the largest one never lies in memory, and indexes them
 * away from the event loops. One flight per address. A download that fails anywhere leaves nothing behind.
 */
final class ListKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(ListKeeper.class);
    /** What lists named by certificates may weigh together, in entries of some 32 bytes. */
    private static final long ENTRIES_MAX = 2_000_000;
    private static final int LIST_WEIGHT = 1000;
    /** They serve for minutes, not until nextUpdate: they stand in for a responder. */
    private static final Duration SERVES = Duration.ofMinutes(5);
    private static final int ADDRESSES_MAX = 2;

    private final PkiClient client;
    private final Bulkhead io;
    private final Map<URI, Mono<RevocationList>> flights = new ConcurrentHashMap<>();
    private final Cache<URI, RevocationList> named = Caffeine.newBuilder().maximumWeight(ENTRIES_MAX)
            .weigher((URI address, RevocationList list) -> list.size() + LIST_WEIGHT).expireAfterWrite(SERVES).build();

    ListKeeper(PkiClient client, Bulkhead io) {
        this.client = client;
        this.io = io;
    }

    /** The lists that a certificate names, with the deltas that it or they name; without those not to be had. */
    Mono<List<RevocationList>> named(EvidenceNeed need) {
        return each(need.crlUrls()).collectList().flatMap(complete -> {
            List<String> deltas = complete.isEmpty()
                    ? List.of()
                    : Stream.concat(need.deltaUrls().stream(),
                            complete.stream().flatMap(list -> list.deltaUrls.stream()))
                            .toList();
            return Flux.concat(Flux.fromIterable(complete), each(deltas)).collectList();
        });
    }

    private Flux<RevocationList> each(List<String> addresses) {
        return Flux.fromIterable(addresses).distinct().take(ADDRESSES_MAX).concatMap(this::namedAt);
    }

    private Mono<RevocationList> namedAt(String address) {
        return Mono.defer(() -> {
            URI url = URI.create(address);
            RevocationList known = named.getIfPresent(url);
            return known != null ? Mono.just(known) : fetched(url).doOnNext(list -> named.put(url, list));
        }).onErrorResume(failure -> {
            LOG.warn("CRL not available: {}", failure.toString());
            return Mono.empty();
        });
    }

    /**
     * The list at an address; an error when it cannot be had whole. Nobody has asked yet who signed it. A flight leaves
     * the map before its end is told, so that who asks after the end never gets the last one's answer.
     */
    Mono<RevocationList> fetched(URI address) {
        return Mono.defer(() -> flights.computeIfAbsent(address,
                url -> download(url).doOnTerminate(() -> flights.remove(url)).cache()));
    }

    private Mono<RevocationList> download(URI address) {
        return Mono.usingWhen(io.run(() -> Files.createTempFile("list-", ".crl")),
                file -> client.list(address, file, io).then(io.run(() -> ListFile.read(file))),
                file -> io.run(() -> Files.deleteIfExists(file)));
    }
}

package kz.centerpro.hub.trust;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import kz.centerpro.hub.kernel.Bulkhead;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.hub.signature.ContentDigests;
import kz.centerpro.hub.signature.EvidenceNeed;
import kz.centerpro.hub.signature.MalformedSignature;
import kz.centerpro.hub.signature.OcspAnswer;
import kz.centerpro.hub.signature.OcspCodec;
import kz.centerpro.hub.signature.SignatureDesk;
import kz.centerpro.hub.signature.SignedContainer;
import kz.centerpro.hub.signature.TrustSnapshot;
import kz.centerpro.hub.signature.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Judges signatures with the evidence at hand, and fetches what is missing once: facts stay pure in the signature room,
 * addresses are called here. A verdict that is still indeterminate means that its evidence cannot be had now.
 */
public final class TrustDesk {

    private static final Logger LOG = LoggerFactory.getLogger(TrustDesk.class);
    private static final int NEEDS_MAX = 16;
    private static final int FETCHES_AT_ONCE = 4;
    private static final int NONCE_BYTES = 16;
    private static final Duration FAILURE_REMEMBERED = Duration.ofSeconds(2);

    private final SignatureDesk documents;
    private final SignatureDesk logins;
    private final OcspCodec ocsp;
    private final PkiClient client;
    private final TrustProperties settings;
    private final Bulkhead verify;
    private final Clock clock;
    private final Ids ids;
    private final AtomicReference<TrustSnapshot> trust;
    private final Map<String, Mono<Boolean>> flights = new ConcurrentHashMap<>();
    private final Cache<String, Boolean> failures = Caffeine.newBuilder().maximumSize(10_000)
            .expireAfterWrite(FAILURE_REMEMBERED).build();

    TrustDesk(SignatureDesk documents, SignatureDesk logins, OcspCodec ocsp, PkiClient client, TrustProperties settings,
            Bulkhead verify, Clock clock, Ids ids,
            TrustSnapshot anchors) {
        this.documents = documents;
        this.logins = logins;
        this.ocsp = ocsp;
        this.client = client;
        this.settings = settings;
        this.verify = verify;
        this.clock = clock;
        this.ids = ids;
        this.trust = new AtomicReference<>(anchors);
    }

    /** What is trusted now, for those who verify without fetching. */
    public TrustSnapshot snapshot() {
        return trust.get();
    }

    /**
     * The verdict on a document's signatures. {@code digests} is called on a verify thread, so that it may hash.
     *
     * @param receivedAt
     *            the signing moment where no time-stamp proves an earlier one (reading A4)
     */
    public Mono<Verdict> examine(SignedContainer container, Supplier<ContentDigests> digests, Instant receivedAt) {
        return examine(documents, container, digests, receivedAt);
    }

    /** The verdict on a signed challenge: keys made for authentication will do. Malformed bytes are an error. */
    public Mono<Verdict> examineLogin(byte[] signature, byte[] content) {
        return verify.run(() -> logins.read(signature)).flatMap(container -> examine(logins, container,
                () -> ContentDigests.of(content, container.digestsNeeded()), clock.instant()));
    }

    private Mono<Verdict> examine(SignatureDesk desk, SignedContainer container, Supplier<ContentDigests> digests,
            Instant at) {
        return verify.run(() -> Look.at(desk, container, digests.get(), trust.get(), at))
                .flatMap(look -> look.verdict.missing().isEmpty()
                        ? Mono.just(look.verdict)
                        : gathered(look.verdict.missing()).flatMap(any -> any
                                ? verify.run(() -> desk.examine(container, look.digests, trust.get(), at))
                                : Mono.just(look.verdict)));
    }

    /** The first look; its digests serve the second. */
    private record Look(ContentDigests digests, Verdict verdict) {

        static Look at(SignatureDesk desk, SignedContainer container, ContentDigests digests, TrustSnapshot trust,
                Instant at) {
            return new Look(digests, desk.examine(container, digests, trust, at));
        }
    }

    /** True when any evidence arrived that was not there before. */
    private Mono<Boolean> gathered(List<EvidenceNeed> needs) {
        return Flux.fromIterable(needs).take(NEEDS_MAX).flatMap(this::fetchedOnce, FETCHES_AT_ONCE).reduce(false,
                Boolean::logicalOr);
    }

    private Mono<Boolean> fetchedOnce(EvidenceNeed need) {
        if (failures.getIfPresent(need.key()) != null) {
            return Mono.just(false);
        }
        return flights.computeIfAbsent(need.key(), key -> fetched(need).doOnNext(done -> {
            if (!done) {
                failures.put(key, true);
            }
        }).doFinally(end -> flights.remove(key)).cache());
    }

    private Mono<Boolean> fetched(EvidenceNeed need) {
        return fromResponder(need).onErrorResume(failure -> missed("OCSP", failure))
                .flatMap(done -> done
                        ? Mono.just(true)
                        : Flux.fromIterable(need.crlUrls()).take(2).concatMap(url -> listed(URI.create(url)))
                                .any(Boolean::booleanValue)
                                .onErrorResume(failure -> missed("CRL", failure)));
    }

    private Mono<Boolean> fromResponder(EvidenceNeed need) {
        URI responder = settings.ocspUrl() != null
                ? settings.ocspUrl()
                : need.ocspUrls().isEmpty() ? null : URI.create(need.ocspUrls().getFirst());
        if (!settings.ocsp() || responder == null) {
            return Mono.just(false);
        }
        byte[] nonce = ids.secret(NONCE_BYTES);
        return verify.run(() -> ocsp.request(need, nonce)).flatMap(request -> client.ocsp(responder, request))
                .flatMap(response -> verify.run(() -> taken(response, need, nonce)));
    }

    private boolean taken(byte[] response, EvidenceNeed need, byte[] nonce) throws MalformedSignature {
        OcspAnswer answer = ocsp.read(response, need, nonce, clock.instant(), trust.get());
        if (answer.status() == OcspAnswer.Status.UNUSABLE) {
            LOG.warn("OCSP answer not usable: {}", answer.reason());
            return false;
        }
        replace(known -> known.withOcsp(response));
        return true;
    }

    /** Fetches one revocation list; a list that does not parse changes nothing. */
    Mono<Boolean> listed(URI url) {
        return client.list(url).flatMap(bytes -> verify.run(() -> {
            replace(known -> known.withCrl(bytes));
            return true;
        }));
    }

    private static Mono<Boolean> missed(String what, Throwable failure) {
        LOG.warn("{} not available: {}", what, failure.toString());
        return Mono.just(false);
    }

    /** Replaces anchors and lists; answers gathered from responders are asked for again. */
    void reset(TrustSnapshot anchors) {
        trust.set(anchors);
    }

    private void replace(Change change) throws MalformedSignature {
        TrustSnapshot before;
        TrustSnapshot after;
        do {
            before = trust.get();
            after = change.of(before);
        } while (!trust.compareAndSet(before, after));
    }

    private interface Change {
        TrustSnapshot of(TrustSnapshot known) throws MalformedSignature;
    }

    static TrustSnapshot read(TrustFiles files, long version) {
        try {
            return files.read(version).build();
        } catch (IOException unreadable) {
            throw new IllegalStateException("center.trust: " + unreadable.getMessage(), unreadable);
        }
    }
}

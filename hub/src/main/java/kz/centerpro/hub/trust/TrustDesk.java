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
import kz.centerpro.hub.certificate.EvidenceNeed;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.OcspAnswer;
import kz.centerpro.hub.certificate.OcspCodec;
import kz.centerpro.hub.certificate.RevocationList;
import kz.centerpro.hub.certificate.TrustSnapshot;
import kz.centerpro.hub.kernel.Bulkhead;
import kz.centerpro.hub.kernel.HubMeters;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.hub.kernel.Trace;
import kz.centerpro.hub.signature.ContentDigests;
import kz.centerpro.hub.signature.SignatureDesk;
import kz.centerpro.hub.signature.SignatureReport;
import kz.centerpro.hub.signature.SignedContainer;
import kz.centerpro.hub.signature.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Judges signatures with the evidence at hand, and fetches what is missing once: facts stay pure in the signature room,
 * addresses are called here. A verdict that is still indeterminate means that its evidence cannot be had now.
 */
public final class TrustDesk {

    private static final Logger LOG = LoggerFactory.getLogger(TrustDesk.class);
    private static final int NEEDS_MAX = 16;
    private static final int FETCHES_AT_ONCE = 4;
    private static final int NONCE_BYTES = 16;
    private static final Duration RETRY_AFTER = Duration.ofMillis(200);
    private static final Duration FAILURE_REMEMBERED = Duration.ofSeconds(2);

    private final SignatureDesk documents;
    private final SignatureDesk logins;
    private final OcspCodec ocsp;
    private final PkiClient client;
    private final TrustProperties settings;
    private final Bulkhead verify;
    private final Clock clock;
    private final Ids ids;
    private final HubMeters meters;
    private final AtomicReference<TrustSnapshot> trust;
    /** As last read, without what was fetched since. */
    private final AtomicReference<TrustSnapshot> files;
    private final Map<String, Mono<Arrived>> flights = new ConcurrentHashMap<>();
    private final ListKeeper lists;
    private final Renewals renewals;
    private final Cache<String, Boolean> failures = Caffeine.newBuilder().maximumSize(10_000)
            .expireAfterWrite(FAILURE_REMEMBERED).build();

    TrustDesk(SignatureDesk documents, SignatureDesk logins, OcspCodec ocsp, PkiClient client, TrustProperties settings,
            ListKeeper lists, Bulkhead verify, Clock clock, Ids ids,
            TrustSnapshot anchors, HubMeters meters) {
        this.meters = meters;
        this.documents = documents;
        this.logins = logins;
        this.ocsp = ocsp;
        this.client = client;
        this.settings = settings;
        this.lists = lists;
        this.renewals = new Renewals(settings.evidenceAge());
        this.verify = verify;
        this.clock = clock;
        this.ids = ids;
        this.trust = new AtomicReference<>(anchors);
        this.files = new AtomicReference<>(anchors);
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
        return examineText(logins, signature, content);
    }

    /** The verdict on a signed statement, under the policy of documents. Malformed bytes are an error. */
    public Mono<Verdict> examineText(byte[] signature, byte[] content) {
        return examineText(documents, signature, content);
    }

    private Mono<Verdict> examineText(SignatureDesk desk, byte[] signature, byte[] content) {
        return verify.run(() -> desk.read(signature)).flatMap(container -> examine(desk, container,
                () -> ContentDigests.of(content, container.digestsNeeded()), clock.instant()));
    }

    /** The verdict under the policy of {@code desk}, with what evidence can be had. */
    public Mono<Verdict> examine(SignatureDesk desk, SignedContainer container, Supplier<ContentDigests> digests,
            Instant at) {
        return verify.run(() -> looked(desk, container, digests.get(), at))
                .doOnNext(look -> renewals.look(look.verdict, clock.instant()))
                .flatMap(look -> look.verdict.missing().isEmpty()
                        ? Mono.just(look.verdict)
                        : gathered(look.verdict.missing())
                                .flatMap(lists -> verify
                                        .run(() -> desk.examine(container, look.digests, trust.get().withLists(lists),
                                                at)))
                                .defaultIfEmpty(look.verdict));
    }

    private Look looked(SignatureDesk desk, SignedContainer container, ContentDigests digests, Instant at) {
        long start = System.nanoTime();
        Look look = Look.at(desk, container, digests, trust.get(), at);
        List<SignatureReport> reports = look.verdict.signatures();
        meters.judged(reports.isEmpty() ? "" : reports.getFirst().algorithm(), start);
        return look;
    }

    /** The first look; its digests serve the second. */
    private record Look(ContentDigests digests, Verdict verdict) {

        static Look at(SignatureDesk desk, SignedContainer container, ContentDigests digests, TrustSnapshot trust,
                Instant at) {
            return new Look(digests, desk.examine(container, digests, trust, at));
        }
    }

    /**
     * Asks for what is missing. Completes empty when nothing new arrived; else with the revocation lists that stand in
     * for responders that did not answer.
     */
    private Mono<List<RevocationList>> gathered(List<EvidenceNeed> needs) {
        return Flux.fromIterable(needs).take(NEEDS_MAX).flatMap(this::fetchedOnce, FETCHES_AT_ONCE).collectList()
                .flatMap(arrived -> arrived.isEmpty()
                        ? Mono.empty()
                        : Mono.just(arrived.stream().filter(Arrived::isList).map(Arrived::lists).flatMap(List::stream)
                                .distinct().toList()));
    }

    /** An answer of a responder (then it is in the snapshot already), or lists in its place. */
    private record Arrived(List<RevocationList> lists) {

        boolean isList() {
            return !lists.isEmpty();
        }
    }

    Renewals renewals() {
        return renewals;
    }

    Mono<Void> renewed(EvidenceNeed need) {
        return fetchedOnce(need).then();
    }

    private Mono<Arrived> fetchedOnce(EvidenceNeed need) {
        if (failures.getIfPresent(need.key()) != null) {
            return Mono.empty();
        }
        return flights.computeIfAbsent(need.key(), key -> fetched(need)
                .switchIfEmpty(Mono.fromRunnable(() -> failures.put(key, true)))
                .doOnTerminate(() -> flights.remove(key)).cache());
    }

    private Mono<Arrived> fetched(EvidenceNeed need) {
        return fromResponder(need).onErrorResume(failure -> missed("OCSP", failure)).filter(Boolean::booleanValue)
                .map(done -> new Arrived(List.of())).switchIfEmpty(Mono.defer(() -> fromLists(need)));
    }

    /** Lists named by the certificate, when its responder does not answer. */
    private Mono<Arrived> fromLists(EvidenceNeed need) {
        return lists.named(need).filter(found -> !found.isEmpty()).map(Arrived::new);
    }

    private Mono<Boolean> fromResponder(EvidenceNeed need) {
        URI responder = settings.ocspUrl() != null
                ? settings.ocspUrl()
                : need.ocspUrls().isEmpty() ? null : URI.create(need.ocspUrls().getFirst());
        if (!settings.ocsp() || responder == null) {
            return Mono.just(false);
        }
        return Mono.defer(() -> asked(responder, need))
                .retryWhen(Retry.backoff(1, RETRY_AFTER).jitter(0.5).filter(TrustDesk::isPassing)
                        .onRetryExhaustedThrow((spec, signal) -> signal.failure()));
    }

    /** With a nonce of its own each time, so that no answer to an earlier question serves. */
    private Mono<Boolean> asked(URI responder, EvidenceNeed need) {
        byte[] nonce = ids.secret(NONCE_BYTES);
        return verify.run(() -> ocsp.request(need, nonce)).flatMap(request -> client.ocsp(responder, request))
                .flatMap(response -> verify.run(() -> taken(response, need, nonce)));
    }

    /** A responder that was silent until the deadline is not asked twice: somebody waits for the verdict. */
    private static boolean isPassing(Throwable failure) {
        return failure instanceof IOException;
    }

    private boolean taken(byte[] response, EvidenceNeed need, byte[] nonce) throws IOException, MalformedSignature {
        if (OcspCodec.asksToTryLater(response)) {
            throw new IOException("the responder says to try later");
        }
        OcspAnswer answer = ocsp.read(response, need, nonce, clock.instant(), trust.get());
        if (answer.status() == OcspAnswer.Status.UNUSABLE) {
            LOG.warn("OCSP answer not usable: {}", answer.reason());
            return false;
        }
        replace(known -> known.withOcsp(response));
        renewals.keep(answer, need);
        return true;
    }

    /** Takes a revocation list in place of the one before it; the answer says why not, or nothing. */
    Mono<String> offer(RevocationList list) {
        return verify.run(() -> {
            TrustSnapshot before;
            TrustSnapshot.Offer offer;
            do {
                before = trust.get();
                offer = before.offered(list);
            } while (!trust.compareAndSet(before, offer.trust()));
            return offer.refusal();
        });
    }

    private static Mono<Boolean> missed(String what, Throwable failure) {
        return Mono.deferContextual(context -> {
            Trace.logged(context, () -> LOG.warn("{} not available: {}", what, failure.toString()));
            return Mono.just(false);
        });
    }

    /** Replaces anchors and the lists from files; what came from responders and addresses stays. */
    void reset(TrustSnapshot read) {
        List<RevocationList> old = files.getAndSet(read).lists();
        trust.updateAndGet(before -> {
            TrustSnapshot after = read.keepingAnswersOf(before);
            for (RevocationList list : before.lists()) {
                after = old.contains(list) ? after : after.offered(list).trust();
            }
            return after;
        });
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

    static TrustSnapshot read(TrustFiles files, long version, Instant now) {
        try {
            return files.read(version, now).build();
        } catch (IOException unreadable) {
            throw new IllegalStateException("center.trust: " + unreadable.getMessage(), unreadable);
        }
    }
}

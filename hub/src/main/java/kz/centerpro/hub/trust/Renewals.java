package kz.centerpro.hub.trust;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import kz.centerpro.hub.certificate.Evidence;
import kz.centerpro.hub.certificate.EvidenceNeed;
import kz.centerpro.hub.certificate.OcspAnswer;
import kz.centerpro.hub.signature.SignatureReport;
import kz.centerpro.hub.signature.Verdict;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * Answers of responders that verdicts rest on and that will soon be too old. Whoever signs all the time would find his
 * evidence too old every few seconds and wait for the responder with all his documents; so the next answer is fetched
 * while the last one serves. Answers that nobody needs any more are let go.
 */
final class Renewals {

    private static final int ANSWERS_MAX = 10_000;
    /** Of an answer's life; the rest is the responder's time to answer. */
    private static final double USED_UP = 0.6;

    private record Kept(EvidenceNeed need, Instant from) {}

    private final Duration evidenceAge;
    private final Sinks.Many<EvidenceNeed> wanted = Sinks.many().multicast().directBestEffort();
    private final Cache<String, Kept> kept = Caffeine.newBuilder().maximumSize(ANSWERS_MAX).build();

    /**
     * @param evidenceAge
     *            life of an answer without nextUpdate
     */
    Renewals(Duration evidenceAge) {
        this.evidenceAge = evidenceAge;
    }

    void keep(OcspAnswer answer, EvidenceNeed need) {
        Instant since = answer.thisUpdate();
        if (since == null) {
            return;
        }
        Instant next = answer.nextUpdate();
        Duration life = next == null ? evidenceAge : Duration.between(since, next);
        kept.put(answer.sha256(), new Kept(need, since.plusMillis((long) (life.toMillis() * USED_UP))));
    }

    /** Has the next answer fetched for those that the verdict rests on; each is told of once. */
    void look(Verdict verdict, Instant now) {
        for (SignatureReport report : verdict.signatures()) {
            for (Evidence evidence : report.evidence()) {
                Kept answer = evidence.kind() == Evidence.Kind.OCSP ? kept.getIfPresent(evidence.sha256()) : null;
                if (answer != null && !now.isBefore(answer.from()) && kept.asMap().remove(evidence.sha256(), answer)) {
                    want(answer.need());
                }
            }
        }
    }

    /** What nobody takes is fetched when it is missing. */
    private void want(EvidenceNeed need) {
        synchronized (wanted) {
            wanted.tryEmitNext(need);
        }
    }

    Flux<EvidenceNeed> wanted() {
        return wanted.asFlux();
    }
}

package kz.centerpro.hub.certificate;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Paths found lately under one set of anchors and intermediates. Time enters the search of a path only by comparison
 * with the validity of the certificates at hand and the spans of the anchors, so the same certificates give the same
 * path between two of those moments: a remembered path is the one that a new search would find. Revocation is not
 * remembered; it is judged each time. Each of a fixed number of places holds the last path that fell into it. Safe for
 * many threads; nobody waits.
 */
public final class PathMemo {

    private static final int PLACES = 1024;

    /** What strangers bring beyond this is searched each time, so that it cannot fill the memory. */
    private static final int BROUGHT_MAX = 8;
    private static final int BROUGHT_BYTES_MAX = 16 * 1024;

    private record Found(List<TrustSnapshot.Anchor> anchors, List<ParsedCertificate> intermediates,
            ParsedCertificate leaf, List<ParsedCertificate> brought, Instant from, Instant until,
            PathBuilder.Result result) {

        boolean serves(TrustSnapshot trust, ParsedCertificate otherLeaf, List<ParsedCertificate> otherBrought,
                Instant at) {
            return isSame(trust.anchors(), anchors) && isSame(trust.intermediates(), intermediates)
                    && !at.isBefore(from) && !at.isAfter(until) && leaf.equals(otherLeaf)
                    && brought.equals(otherBrought);
        }

        /** Copies of a snapshot share these lists; what is not the very same list is not trusted to be equal. */
        @SuppressWarnings("ReferenceEquality")
        private static boolean isSame(Object one, Object other) {
            return one == other;
        }
    }

    private final AtomicReferenceArray<@Nullable Found> places = new AtomicReferenceArray<>(PLACES);

    PathMemo() {}

    /** As {@link PathBuilder#dated} does, to the anchors of documents. */
    public PathBuilder.Result build(TrustSnapshot trust, ParsedCertificate leaf, List<ParsedCertificate> brought,
            Instant at, PathBuilder.Budget budget) {
        int place = Math.floorMod(31 * leaf.hashCode() + brought.hashCode(), PLACES);
        Found known = places.get(place);
        if (known != null && known.serves(trust, leaf, brought, at)) {
            return known.result();
        }
        PathBuilder.Result result = new PathBuilder(trust, trust.anchors(), brought, at, budget).dated()
                .build(leaf);
        if (result.path() != null && result.check().hasPassed() && isSmall(leaf, brought)) {
            places.set(place, found(trust, leaf, brought, at, result));
        }
        return result;
    }

    private static boolean isSmall(ParsedCertificate leaf, List<ParsedCertificate> brought) {
        return brought.size() <= BROUGHT_MAX
                && Stream.concat(Stream.of(leaf), brought.stream()).mapToInt(certificate -> certificate.der.length)
                        .sum() <= BROUGHT_BYTES_MAX;
    }

    /** The path together with the moments between which no certificate and no anchor's span begins or ends. */
    private static Found found(TrustSnapshot trust, ParsedCertificate leaf, List<ParsedCertificate> brought, Instant at,
            PathBuilder.Result result) {
        Instant from = Instant.MIN;
        Instant until = Instant.MAX;
        for (Instant begins : moments(trust, leaf, brought)) {
            if (begins.isAfter(at)) {
                until = earlier(until, begins.minusNanos(1));
            } else {
                from = later(from, begins);
            }
        }
        return new Found(trust.anchors(), trust.intermediates(), leaf, List.copyOf(brought), from, until, result);
    }

    /** The moments from which on something is another than before. */
    private static List<Instant> moments(TrustSnapshot trust, ParsedCertificate leaf,
            List<ParsedCertificate> brought) {
        Stream<Instant> ofCertificates = Stream.of(Stream.of(leaf), brought.stream(), trust.known())
                .flatMap(certificates -> certificates)
                // Valid from notBefore to notAfter, both included.
                .flatMap(certificate -> Stream.of(certificate.notBefore, certificate.notAfter.plusNanos(1)));
        Stream<Instant> ofAnchors = trust.anchors().stream().flatMap(anchor -> anchor.spans().stream())
                .flatMap(span -> Stream.of(span.from(), span.until()));
        return Stream.concat(ofCertificates, ofAnchors).toList();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}

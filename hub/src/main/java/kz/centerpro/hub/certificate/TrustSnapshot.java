package kz.centerpro.hub.certificate;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kz.centerpro.contracts.party.SignatureRegime;

/** Anchors, intermediates and revocation evidence, parsed once and never changed. */
public final class TrustSnapshot {

    /**
     * A certificate at which a path may end, and the regime of signatures under it.
     *
     * @param spans
     *            when it is an anchor; in no span, never
     * @param listed
     *            whether a trusted list speaks of it, and so of the certificates that it issues to signers alone
     */
    record Anchor(ParsedCertificate certificate, SignatureRegime regime, List<Span> spans, boolean listed) {

        static Anchor always(ParsedCertificate certificate, SignatureRegime regime) {
            return new Anchor(certificate, regime, List.of(Span.ALWAYS), false);
        }

        /**
         * Of a listed authority both moments count, the signature's and that at which the signer's certificate was
         * issued, as for qualified certificates (ETSI TS 119 615, 4.4); it does not sign documents itself.
         */
        boolean vouchesFor(ParsedCertificate leaf, Instant at) {
            return isAnchorAt(at) && (!listed || (isAnchorAt(leaf.notBefore) && !leaf.equals(certificate)));
        }

        private boolean isAnchorAt(Instant at) {
            return spans.stream().anyMatch(span -> span.contains(at));
        }
    }

    private static final int LISTS_MAX = 256;

    private final long version;
    private final List<Anchor> anchors;
    private final List<Anchor> tsaAnchors;
    private final List<ParsedCertificate> intermediates;
    private final AnswerShelf responses;
    private final List<RevocationList> lists;
    private final boolean legacyAlgorithms;
    private final LinkMemo links;
    private final PathMemo paths;

    private TrustSnapshot(Builder builder) {
        this.version = builder.version;
        this.anchors = List.copyOf(builder.anchors);
        this.tsaAnchors = builder.tsaAnchors.isEmpty()
                ? anchors.stream().filter(anchor -> !anchor.listed()).toList()
                : List.copyOf(builder.tsaAnchors);
        this.intermediates = List.copyOf(builder.intermediates);
        this.responses = builder.responses;
        this.lists = List.copyOf(builder.lists);
        this.legacyAlgorithms = builder.legacyAlgorithms;
        this.links = new LinkMemo();
        this.paths = new PathMemo();
    }

    private TrustSnapshot(TrustSnapshot origin, AnswerShelf responses, List<RevocationList> lists) {
        this.version = origin.version;
        this.anchors = origin.anchors;
        this.tsaAnchors = origin.tsaAnchors;
        this.intermediates = origin.intermediates;
        this.responses = responses;
        this.lists = lists;
        this.legacyAlgorithms = origin.legacyAlgorithms;
        this.links = origin.links;
        this.paths = origin.paths;
    }

    public static Builder builder(long version) {
        return new Builder(version);
    }

    public long version() {
        return version;
    }

    /** A copy that shares everything but also knows this OCSP response. */
    public TrustSnapshot withOcsp(byte[] ocspResponseDer) throws MalformedSignature {
        return new TrustSnapshot(this, responses.with(OcspResponse.fromAny(ocspResponseDer)), lists);
    }

    /**
     * A copy that shares everything but also knows these lists. Whether to believe them is asked when they are used.
     */
    public TrustSnapshot withLists(List<RevocationList> more) {
        return new TrustSnapshot(this, responses, Stream.concat(lists.stream(), more.stream()).distinct().toList());
    }

    /**
     * What became of a list that was offered.
     *
     * @param refusal
     *            empty when it was taken
     */
    public record Offer(TrustSnapshot trust, String refusal) {}

    /**
     * A copy in which the list stands in place of the one before it of its issuer, key and scope. Refused when no known
     * authority signed it, and when it is not newer than what it would replace.
     */
    public Offer offered(RevocationList list) {
        ParsedCertificate signer = known().filter(list::isSignedBy).findFirst().orElse(null);
        if (signer == null) {
            return new Offer(this, "no known authority signed the revocation list");
        }
        List<RevocationList> others = new ArrayList<>();
        for (RevocationList known : lists) {
            if (!known.series().equals(list.series()) || !known.isSignedBy(signer)) {
                others.add(known);
            } else if (!list.isNewerThan(known)) {
                return new Offer(this, known.sha256.equals(list.sha256)
                        ? "the revocation list is known"
                        : "the revocation list of " + list.thisUpdate + " is older than the known one");
            }
        }
        if (others.size() >= LISTS_MAX) {
            return new Offer(this, "there are " + others.size() + " revocation lists already");
        }
        others.add(list);
        return new Offer(new TrustSnapshot(this, responses, List.copyOf(others)), "");
    }

    /** A copy with other anchors, intermediates and lists, which keeps what responders answered. */
    public TrustSnapshot keepingAnswersOf(TrustSnapshot before) {
        return new TrustSnapshot(this, before.responses, lists);
    }

    public List<Anchor> anchors() {
        return anchors;
    }

    public List<Anchor> tsaAnchors() {
        return tsaAnchors;
    }

    List<ParsedCertificate> intermediates() {
        return intermediates;
    }

    /** Finds paths to the anchors of documents, and remembers them. */
    public PathMemo paths() {
        return paths;
    }

    /** Certificates that a container may name without bringing them. */
    public Stream<ParsedCertificate> known() {
        return Stream.concat(intermediates.stream(), anchors.stream().map(Anchor::certificate));
    }

    List<OcspResponse> responsesAbout(BigInteger serial) {
        return responses.about(serial);
    }

    int responseCount() {
        return responses.size();
    }

    /** Whether DSA and SHA-1 count: true for judging suites of old alone. */
    boolean takesLegacyAlgorithms() {
        return legacyAlgorithms;
    }

    public List<RevocationList> lists() {
        return lists;
    }

    boolean knowsLink(ParsedCertificate child, ParsedCertificate parent) {
        return links.contains(child, parent);
    }

    void rememberLink(ParsedCertificate child, ParsedCertificate parent) {
        links.add(child, parent);
    }

    /**
     * Signatures of certificates that were verified: the same few authorities are met in every examination. Holds
     * proofs only, keyed by both certificates whole, so it can be shared by all copies and never goes stale.
     */
    private static final class LinkMemo {

        private static final int LINKS_MAX = 16_384;

        private final Map<String, Boolean> proved = Collections.synchronizedMap(new LinkedHashMap<>(256, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                return size() > LINKS_MAX;
            }
        });

        boolean contains(ParsedCertificate child, ParsedCertificate parent) {
            return proved.get(child.sha256 + parent.sha256) != null;
        }

        void add(ParsedCertificate child, ParsedCertificate parent) {
            proved.put(child.sha256 + parent.sha256, Boolean.TRUE);
        }
    }

    /** Collects what is trusted; every certificate, response and list may be DER, PEM or base64. */
    public static final class Builder {

        private final long version;
        private final List<Anchor> anchors = new ArrayList<>();
        private final List<Anchor> tsaAnchors = new ArrayList<>();
        private final List<ParsedCertificate> intermediates = new ArrayList<>();
        private AnswerShelf responses = AnswerShelf.empty();
        private final List<RevocationList> lists = new ArrayList<>();
        private boolean legacyAlgorithms;

        private Builder(long version) {
            this.version = version;
        }

        /** A root or a listed intermediate at which paths may end. */
        public Builder anchor(byte[] certificate, SignatureRegime regime) throws MalformedSignature {
            anchors.add(Anchor.always(ParsedCertificate.fromAny(certificate), regime));
            return this;
        }

        /**
         * A foreign authority of a trusted list: an anchor of signers, never of time-stamps.
         *
         * @param granted
         *            when it was listed as one that counts
         */
        public Builder listed(ParsedCertificate certificate, List<Span> granted) {
            anchors.add(new Anchor(certificate, SignatureRegime.ES, List.copyOf(granted), true));
            return this;
        }

        /** A certificate that helps to build paths and is not trusted by itself. */
        public Builder intermediate(byte[] certificate) throws MalformedSignature {
            intermediates.add(ParsedCertificate.fromAny(certificate));
            return this;
        }

        /** An anchor for time-stamping authorities; without any, all anchors serve that no trusted list names. */
        public Builder tsaAnchor(byte[] certificate) throws MalformedSignature {
            tsaAnchors.add(Anchor.always(ParsedCertificate.fromAny(certificate), SignatureRegime.EDS));
            return this;
        }

        public Builder ocsp(byte[] ocspResponse) throws MalformedSignature {
            responses = responses.with(OcspResponse.fromAny(ocspResponse));
            return this;
        }

        public Builder crl(byte[] crl) throws MalformedSignature {
            lists.add(RevocationList.fromAny(crl));
            return this;
        }

        public Builder list(RevocationList list) {
            lists.add(list);
            return this;
        }

        /** Takes DSA and SHA-1 as well. They prove nothing any more: for judging suites of old, never documents. */
        Builder legacyAlgorithms() {
            legacyAlgorithms = true;
            return this;
        }

        public TrustSnapshot build() {
            return new TrustSnapshot(this);
        }
    }
}

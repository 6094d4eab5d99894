package kz.centerpro.hub.certificate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says whether a certificate was revoked at a moment, by what evidence is at hand. A proof of revocation counts however
 * old it is and whatever algorithm it rests on; a proof of the contrary must cover the moment, rest on algorithms that
 * count for it (ETSI EN 319 102-1, 5.2.5 and 5.2.8) and, of lists, cover every reason; silence proves nothing.
 */
public final class RevocationJudge {

    /** UNKNOWN is what is left when nothing at hand proves either. */
    public enum State {
        GOOD, REVOKED, UNKNOWN
    }

    /**
     * @param revocation
     *            also present when it came after the moment asked for, and then the state is GOOD
     * @param proofs
     *            what the state rests on, the most telling first; empty when it is UNKNOWN
     * @param strength
     *            what is to be said of weak algorithms under it; not PASSED when the state is UNKNOWN for them alone
     */
    public record Finding(State state, @Nullable Revocation revocation, String reason, List<Evidence> proofs,
            CheckResult strength) {

        Finding(State state, @Nullable Revocation revocation, String reason, List<Evidence> proofs) {
            this(state, revocation, reason, proofs, CheckResult.passed());
        }

        /** Whether it says more than that nothing is known. */
        private boolean tells() {
            return revocation != null || !strength.hasPassed();
        }

        /** Hex SHA-256 of the first proof. */
        public @Nullable String evidence() {
            return proofs.isEmpty() ? null : proofs.getFirst().sha256();
        }
    }

    private final TrustSnapshot trust;
    private final List<OcspResponse> responses;
    private final List<RevocationList> lists;
    private final VerificationPolicy policy;
    private final PathBuilder.Budget budget;
    private final Instant receivedAt;
    /** Signers of lists that were judged already, and those whose judgement is under way. */
    private final Map<String, Boolean> vouched = new HashMap<>();
    private final Set<String> underway = new HashSet<>();

    /** Responses and lists that the container brought along (CAdES revocation-values) count beside the snapshot's. */
    public RevocationJudge(TrustSnapshot trust, List<OcspResponse> responses, List<RevocationList> lists,
            VerificationPolicy policy) {
        this(trust, responses, lists, policy, new PathBuilder.Budget());
    }

    /** As before with the budget of the whole examination; evidence that rests on weak algorithms proves nothing. */
    public RevocationJudge(TrustSnapshot trust, List<OcspResponse> responses, List<RevocationList> lists,
            VerificationPolicy policy, PathBuilder.Budget budget) {
        this(trust, responses, lists, policy, budget, Instant.MAX);
    }

    /**
     * @param receivedAt
     *            when the evidence was at hand for certain, as far as it is not from after that
     */
    public RevocationJudge(TrustSnapshot trust, List<OcspResponse> responses, List<RevocationList> lists,
            VerificationPolicy policy, PathBuilder.Budget budget, Instant receivedAt) {
        this.receivedAt = receivedAt;
        this.trust = trust;
        this.responses = responses;
        this.lists = lists;
        this.policy = policy;
        this.budget = budget;
    }

    /**
     * @param index
     *            of the certificate in a path that is proved
     */
    public Finding judge(PathBuilder.Path path, int index, Instant at) {
        ParsedCertificate certificate = path.certificates().get(index);
        ParsedCertificate issuer = path.issuerOf(index);
        List<Finding> findings = new ArrayList<>();
        Stream.concat(trust.responsesAbout(certificate.serial).stream(), responses.stream())
                .forEach(response -> response.about(certificate.serial, issuer)
                        .forEach(single -> findings.add(byResponse(response, single, path, index, at))));
        byLists(path, index, at, findings);
        return findings.stream().reduce(RevocationJudge::stronger)
                .orElse(unknown("no revocation evidence at hand"));
    }

    private static Finding stronger(Finding one, Finding other) {
        if (one.state() == State.REVOKED || other.state() == State.REVOKED) {
            return one.state() == State.REVOKED ? one : other;
        }
        if (one.state() == State.GOOD && one.revocation() != null) {
            return one;
        }
        if (other.state() == State.GOOD) {
            return other;
        }
        return one.state() == State.GOOD || one.tells() || !other.tells() ? one : other;
    }

    // -- responses -----------------------------------------------------------------------------------------------

    private Finding byResponse(OcspResponse response, OcspResponse.Single single, PathBuilder.Path path, int index,
            Instant at) {
        ParsedCertificate certificate = path.certificates().get(index);
        ParsedCertificate issuer = path.issuerOf(index);
        String why = response.isBelievedFor(issuer) || budget.takeSignature()
                ? response.whyNotEverFrom(issuer, trust)
                : "too much evidence to check";
        if (why.isEmpty()) {
            why = whyNotDelegate(response, path, index);
        }
        if (!why.isEmpty()) {
            return unknown("OCSP response refused: " + why);
        }
        Evidence evidence = Evidence.of(response, single);
        CheckResult strength = strength("OCSP response of " + response.producedAt, response.weaknesses(issuer),
                response.producedAt);
        if (single.revokedAt() != null) {
            return resting(strength,
                    revoked(new Revocation(single.revokedAt(), single.reason()), at, List.of(evidence)));
        }
        if (single.status() != OcspAnswer.Status.GOOD || single.unknownCritical()) {
            return unknown("the OCSP responder does not know the certificate");
        }
        if (isStale(single.thisUpdate(), single.nextUpdate(), at)) {
            return unknown("the OCSP response of " + single.thisUpdate() + " is too old");
        }
        Instant cutoff = single.archiveCutoff();
        boolean forgotten = single.thisUpdate().isAfter(certificate.notAfter)
                && (cutoff == null || cutoff.isAfter(certificate.notAfter));
        return forgotten
                ? unknown("the OCSP response is from after the certificate's expiry")
                : resting(strength, new Finding(State.GOOD, null, "", List.of(evidence)));
    }

    /** EN 319 102-1, 5.6.2: proved by its receipt, unless it says itself that it is from after that. */
    private CheckResult strength(String what, Set<WeakAlgorithm> weak, Instant made) {
        return weak.isEmpty() || trust.takesLegacyAlgorithms()
                ? CheckResult.passed()
                : policy.algorithms().judge(what, weak, made.isAfter(receivedAt) ? Instant.MAX : receivedAt, made);
    }

    /** What is left of a finding by the strength of what it rests on: a revocation always stays told. */
    private static Finding resting(CheckResult strength, Finding finding) {
        boolean counts = strength.hasPassed() || finding.state() != State.GOOD;
        return new Finding(counts ? finding.state() : State.UNKNOWN, finding.revocation(),
                counts ? finding.reason() : strength.reason(), counts ? finding.proofs() : List.of(),
                counts && !strength.hasPassed() ? CheckResult.passed() : strength);
    }

    /**
     * Empty unless the responder's own certificate was revoked; where it says nocheck, nobody asks (RFC 6960,
     * 4.2.2.2.1).
     */
    String whyNotDelegate(OcspResponse response, PathBuilder.Path path, int index) {
        ParsedCertificate delegate = response.delegateOf(path.issuerOf(index));
        if (delegate == null || delegate.isFreeOfOcspCheck() || underway.contains(delegate.sha256)) {
            return "";
        }
        List<ParsedCertificate> certificates = new ArrayList<>(
                path.certificates().subList(Math.min(index + 1, path.certificates().size() - 1),
                        path.certificates().size()));
        certificates.addFirst(delegate);
        underway.add(delegate.sha256);
        try {
            PathBuilder.Path own = new PathBuilder.Path(certificates, path.regime());
            return isSpoilt(judge(own, 0, response.producedAt)) ? "its responder's certificate was revoked" : "";
        } finally {
            underway.remove(delegate.sha256);
        }
    }

    // -- lists ---------------------------------------------------------------------------------------------------

    /** RFC 5280, 6.3.3: complete lists, each with the delta that continues it, until every reason is ruled out. */
    private void byLists(PathBuilder.Path path, int index, Instant at, List<Finding> findings) {
        ParsedCertificate certificate = path.certificates().get(index);
        Map<RevocationList, CheckResult> strengths = new LinkedHashMap<>();
        for (RevocationList list : Stream.concat(trust.lists().stream(), lists.stream())
                .filter(list -> list.mayList(certificate)).distinct().toList()) {
            ParsedCertificate signer = signer(list, path, index, at);
            if (signer != null) {
                strengths.put(list, strength("revocation list of " + list.thisUpdate, list.weaknesses(signer),
                        list.thisUpdate));
            } else {
                findings.add(unknown("revocation list refused: not signed by its issuer"));
            }
        }
        List<RevocationList> believed = List.copyOf(strengths.keySet());
        int silent = 0;
        List<Evidence> proofs = new ArrayList<>();
        CheckResult resting = CheckResult.passed();
        for (RevocationList list : believed) {
            if (!list.isDelta()) {
                RevocationList delta = newestDelta(list, believed);
                CheckResult own = strengths.getOrDefault(list, CheckResult.passed());
                CheckResult strength = delta == null
                        ? own
                        : own.and(strengths.getOrDefault(delta, CheckResult.passed()));
                Finding finding = resting(strength, byList(list, delta, certificate, at));
                if (finding.state() == State.GOOD && finding.revocation() == null) {
                    silent |= list.reasonsFor(certificate);
                    proofs.addAll(finding.proofs());
                    resting = resting.and(finding.strength());
                } else {
                    findings.add(finding);
                }
            }
        }
        if (silent == ListScope.EVERY_REASON) {
            findings.add(new Finding(State.GOOD, null, "", List.copyOf(new LinkedHashSet<>(proofs)), resting));
        } else if (!proofs.isEmpty()) {
            findings.add(unknown("the revocation lists at hand speak of some reasons only"));
        }
        believed.stream().filter(RevocationList::isDelta).filter(delta -> !isOvertaken(delta, believed))
                .forEach(delta -> {
                    RevokedSerials.Entry entry = delta.find(certificate);
                    if (entry != null && !entry.isRemoval()) {
                        findings.add(resting(strengths.getOrDefault(delta, CheckResult.passed()),
                                revoked(RevocationList.revocation(entry), at, List.of(Evidence.of(delta)))));
                    }
                });
    }

    private static @Nullable RevocationList newestDelta(RevocationList complete, List<RevocationList> believed) {
        return believed.stream().filter(list -> list.continues(complete))
                .max(Comparator.comparing((RevocationList list) -> list.thisUpdate)).orElse(null);
    }

    /** A complete list of the same series or a later delta tells all that this delta told, and what came after. */
    private static boolean isOvertaken(RevocationList delta, List<RevocationList> believed) {
        return believed.stream()
                .anyMatch(list -> list != delta && list.isLaterPictureThan(delta));
    }

    private Finding byList(RevocationList list, @Nullable RevocationList delta, ParsedCertificate certificate,
            Instant at) {
        RevokedSerials.Entry entry = list.find(certificate);
        RevokedSerials.Entry change = delta == null ? null : delta.find(certificate);
        // Only a hold can be lifted (RFC 5280, 5.3.1), and not for moments before that was known.
        boolean lifted = entry != null && entry.isHold() && change != null && change.isRemoval() && delta != null
                && !at.isBefore(delta.thisUpdate);
        if (entry != null && !entry.isRemoval() && !lifted) {
            return revoked(RevocationList.revocation(entry), at, List.of(Evidence.of(list)));
        }
        if (change != null && !change.isRemoval() && delta != null) {
            return revoked(RevocationList.revocation(change), at, List.of(Evidence.of(delta), Evidence.of(list)));
        }
        if (list.reasonsFor(certificate) == 0 || (delta != null && delta.reasonsFor(certificate) == 0)) {
            return unknown("the revocation list does not speak of such certificates");
        }
        boolean fresh = !isStale(list.thisUpdate, list.nextUpdate, at)
                || (delta != null && !isStale(delta.thisUpdate, delta.nextUpdate, at));
        if (!policy.staleLists() && !fresh) {
            return unknown("the revocation list of " + list.thisUpdate + " is too old");
        }
        if (!list.stillLists(certificate) || (delta != null && !delta.stillLists(certificate))) {
            return unknown("the revocation list is from after the certificate's expiry");
        }
        return new Finding(State.GOOD, null, "",
                delta == null ? List.of(Evidence.of(list)) : List.of(Evidence.of(list), Evidence.of(delta)));
    }

    // -- who signed a list ---------------------------------------------------------------------------------------

    /**
     * The certificate's issuer, or another certificate of the list's issuer that the same anchor vouches for (RFC 5280,
     * 6.3.3 f): another key of the authority, or the signer of an indirect list. Null when none of them signed it.
     */
    private @Nullable ParsedCertificate signer(RevocationList list, PathBuilder.Path path, int index, Instant at) {
        if (isSigned(list, path.issuerOf(index))) {
            return path.issuerOf(index);
        }
        Instant moment = list.thisUpdate.isAfter(at) ? list.thisUpdate : at;
        return Stream.concat(trust.known(), path.certificates().stream().skip(index + 1L)).distinct()
                .filter(other -> isSigned(list, other)).filter(other -> isVouchedFor(other, path, moment)).findFirst()
                .orElse(null);
    }

    private boolean isSigned(RevocationList list, ParsedCertificate authority) {
        return (list.isSettledFor(authority) || budget.takeSignature())
                && list.isSignedBy(authority, trust.takesLegacyAlgorithms()
                        ? SignatureScheme.Age.ANY
                        : SignatureScheme.Age.DATED);
    }

    /** Going round in circles, when a list speaks of its own signer, proves nothing against him. */
    private boolean isVouchedFor(ParsedCertificate signer, PathBuilder.Path path, Instant at) {
        if (underway.contains(signer.sha256)) {
            return true;
        }
        String asked = signer.sha256 + at + path.certificates().getLast().sha256;
        Boolean known = vouched.get(asked);
        if (known != null) {
            return known;
        }
        underway.add(signer.sha256);
        try {
            boolean answer = isTrusted(signer, path, at);
            vouched.put(asked, answer);
            return answer;
        } finally {
            underway.remove(signer.sha256);
        }
    }

    private boolean isTrusted(ParsedCertificate signer, PathBuilder.Path path, Instant at) {
        TrustSnapshot.Anchor anchor = TrustSnapshot.Anchor.always(path.certificates().getLast(), path.regime());
        PathBuilder.Result result = new PathBuilder(trust, List.of(anchor), path.certificates(), at, budget)
                .build(signer);
        PathBuilder.Path own = result.path();
        if (own == null || !result.check().hasPassed()) {
            return false;
        }
        for (int i = 0; i < own.certificates().size() - 1; i++) {
            if (isSpoilt(judge(own, i, at))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether what this key signed at the moment counts for nothing. Evidence dates itself, and a stolen key dates it
     * as it likes: a compromise counts whenever it was told.
     */
    private static boolean isSpoilt(Finding signer) {
        Revocation revocation = signer.revocation();
        return signer.state() == State.REVOKED || (revocation != null && revocation.reason().endsWith("Compromise"));
    }

    private static Finding revoked(Revocation revocation, Instant at, List<Evidence> proofs) {
        State state = revocation.date().isAfter(at) ? State.GOOD : State.REVOKED;
        return new Finding(state, revocation, revocation.reason() + " since " + revocation.date(), proofs);
    }

    private static Finding unknown(String reason) {
        return new Finding(State.UNKNOWN, null, reason, List.of());
    }

    /**
     * Without nextUpdate newer news is always to be had (RFC 6960, 2.4), so the answer must be about as old as the
     * moment.
     */
    private boolean isStale(Instant thisUpdate, @Nullable Instant nextUpdate, Instant at) {
        Instant until = nextUpdate == null ? thisUpdate.plus(policy.evidenceAge()) : nextUpdate;
        return until.isBefore(at);
    }
}

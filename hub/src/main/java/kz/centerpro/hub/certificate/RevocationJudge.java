package kz.centerpro.hub.certificate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says whether a certificate was revoked at a moment, by what evidence is at hand. A proof of revocation counts however
 * old it is; a proof of the contrary must cover the moment; silence proves nothing.
 */
public final class RevocationJudge {

    /** UNKNOWN is what is left when nothing at hand proves either. */
    public enum State {
        GOOD, REVOKED, UNKNOWN
    }

    /**
     * @param revocation
     *            also present when it came after the moment asked for, and then the state is GOOD
     */
    public record Finding(State state, @Nullable Revocation revocation, String reason, @Nullable String evidence) {}

    private final TrustSnapshot trust;
    private final List<OcspResponse> responses;
    private final List<RevocationList> lists;
    private final VerificationPolicy policy;

    /** Responses and lists that the container brought along (CAdES revocation-values) count beside the snapshot's. */
    public RevocationJudge(TrustSnapshot trust, List<OcspResponse> responses, List<RevocationList> lists,
            VerificationPolicy policy) {
        this.trust = trust;
        this.responses = responses;
        this.lists = lists;
        this.policy = policy;
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
                        .forEach(single -> findings.add(byResponse(response, single, certificate, issuer, at))));
        Stream.concat(trust.lists().stream(), lists.stream())
                .filter(list -> Names.same(list.issuer, certificate.issuer))
                .forEach(list -> findings.add(list.isIndirect() || !isIssued(list, path, index, at)
                        ? unknown("revocation list refused: not signed by the issuer's key or indirect")
                        : byList(list, certificate, at)));
        return findings.stream().reduce(RevocationJudge::stronger)
                .orElse(new Finding(State.UNKNOWN, null, "no revocation evidence at hand", null));
    }

    /**
     * Signed by the issuer's key, or by another key of the issuer that the same anchor vouches for (RFC 5280, 6.3.3 f).
     */
    private boolean isIssued(RevocationList list, PathBuilder.Path path, int index, Instant at) {
        ParsedCertificate issuer = path.issuerOf(index);
        return list.isSignedBy(issuer) || trust.known()
                .filter(other -> !other.equals(issuer) && !other.equals(path.certificates().get(index))
                        && list.isSignedBy(other))
                .anyMatch(other -> isVouchedFor(other, path, at));
    }

    private boolean isVouchedFor(ParsedCertificate signer, PathBuilder.Path path, Instant at) {
        TrustSnapshot.Anchor anchor = new TrustSnapshot.Anchor(path.certificates().getLast(), path.regime());
        PathBuilder.Result result = new PathBuilder(trust, List.of(anchor), path.certificates(), at,
                new PathBuilder.Budget()).build(signer);
        PathBuilder.Path own = result.path();
        if (own == null || !result.check().hasPassed()) {
            return false;
        }
        // Only lists of the signer's own issuer say whether the signer was revoked; going round in circles proves
        // nothing.
        return Stream.concat(trust.lists().stream(), lists.stream()).filter(list -> list.isSignedBy(own.issuerOf(0)))
                .noneMatch(list -> byList(list, signer, at).state() == State.REVOKED);
    }

    private static Finding stronger(Finding one, Finding other) {
        if (one.state() == State.REVOKED || other.state() == State.REVOKED) {
            return one.state() == State.REVOKED ? one : other;
        }
        if (one.state() == State.GOOD && one.revocation() != null) {
            return one;
        }
        return other.state() == State.GOOD ? other : one;
    }

    private Finding byResponse(OcspResponse response, OcspResponse.Single single, ParsedCertificate certificate,
            ParsedCertificate issuer, Instant at) {
        String why = response.whyNotFrom(issuer, trust);
        if (!why.isEmpty()) {
            return unknown("OCSP response refused: " + why);
        }
        if (single.revokedAt() != null) {
            return revoked(new Revocation(single.revokedAt(), single.reason()), at, response.sha256);
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
                : new Finding(State.GOOD, null, "", response.sha256);
    }

    private Finding byList(RevocationList list, ParsedCertificate certificate, Instant at) {
        Revocation listed;
        try {
            listed = list.find(certificate.serial);
        } catch (MalformedSignature malformed) {
            return unknown(String.valueOf(malformed.getMessage()));
        }
        if (listed != null) {
            return revoked(listed, at, list.sha256);
        }
        if (!list.covers(certificate)) {
            return unknown("the revocation list does not speak of such certificates");
        }
        if (!policy.staleLists() && isStale(list.thisUpdate, list.nextUpdate, at)) {
            return unknown("the revocation list of " + list.thisUpdate + " is too old");
        }
        return list.stillLists(certificate)
                ? new Finding(State.GOOD, null, "", list.sha256)
                : unknown("the revocation list is from after the certificate's expiry");
    }

    private static Finding revoked(Revocation revocation, Instant at, String evidence) {
        State state = revocation.date().isAfter(at) ? State.GOOD : State.REVOKED;
        return new Finding(state, revocation, revocation.reason() + " since " + revocation.date(), evidence);
    }

    private static Finding unknown(String reason) {
        return new Finding(State.UNKNOWN, null, reason, null);
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

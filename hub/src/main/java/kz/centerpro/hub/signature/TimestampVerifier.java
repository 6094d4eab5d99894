package kz.centerpro.hub.signature;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import kz.centerpro.hub.certificate.CheckResult;
import kz.centerpro.hub.certificate.Der;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.Indication;
import kz.centerpro.hub.certificate.KeyPolicy;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.ParsedCertificate;
import kz.centerpro.hub.certificate.PathBuilder;
import kz.centerpro.hub.certificate.RevocationJudge;
import kz.centerpro.hub.certificate.SignatureScheme;
import kz.centerpro.hub.certificate.TrustSnapshot;
import kz.centerpro.hub.certificate.VerificationPolicy;
import kz.centerpro.hub.certificate.WeakAlgorithm;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.tsp.TSTInfo;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.jspecify.annotations.Nullable;

/**
 * Judges time-stamp tokens of RFC 3161: what was stamped, by whom, and whether the authority was allowed to. A token
 * that rests on a weak algorithm could have been made at any time since that is weak, whatever time it states; so it
 * proves something only when it was received before (ETSI EN 319 102-1, 5.4 and 5.6.2).
 */
final class TimestampVerifier {

    private static final String TIME_STAMPING = "1.3.6.1.5.5.7.3.8";
    private static final int TOKEN_BYTES_MAX = 256 * 1024;

    /** A token that was read; nothing in it is believed yet. */
    @SuppressWarnings("ArrayRecordComponent") // read, not compared
    record Token(CmsContainer container, byte[] content, TSTInfo info, Instant time) {

        static Token read(byte[] encoded) throws MalformedSignature {
            CmsContainer container = CmsReader.read(encoded, TOKEN_BYTES_MAX);
            byte[] content = container.content;
            if (content == null || !container.contentType.equals(PKCSObjectIdentifiers.id_ct_TSTInfo.getId())
                    || container.signers.size() != 1) {
                throw new MalformedSignature("not a time-stamp token");
            }
            return Der.contained("time-stamp token", () -> {
                TSTInfo info = TSTInfo.getInstance(Der.parse(content));
                return new Token(container, content, info, info.getGenTime().getDate().toInstant());
            });
        }
    }

    private final TrustSnapshot trust;
    private final VerificationPolicy policy;

    private final PathBuilder.Budget budget;
    private final Instant receivedAt;

    /**
     * What a token proves, and the same as an answer.
     */
    record Judged(TimestampReport report, CheckResult check) {}

    /**
     * @param receivedAt
     *            when the token was at hand for certain; {@link Instant#MAX} when nobody knows
     */
    TimestampVerifier(TrustSnapshot trust, VerificationPolicy policy, PathBuilder.Budget budget, Instant receivedAt) {
        this.budget = budget;
        this.receivedAt = receivedAt;
        this.trust = trust;
        this.policy = policy;
    }

    /**
     * @param brought
     *            certificates of the container around the token
     */
    Judged verify(byte[] encoded, Function<DigestAlgorithm, byte[]> stamped, List<ParsedCertificate> brought) {
        try {
            Token token = Token.read(encoded);
            return Der.contained("time-stamp token", () -> judge(token, stamped, brought));
        } catch (MalformedSignature malformed) {
            String reason = String.valueOf(malformed.getMessage());
            return new Judged(
                    new TimestampReport(Indication.FAILED, reason, null, null, null, null, null, List.of()),
                    CheckResult.failed("FORMAT_FAILURE", reason));
        }
    }

    Judged judge(Token token, Function<DigestAlgorithm, byte[]> stamped, List<ParsedCertificate> brought) {
        DigestAlgorithm digest = SignatureScheme.digest(token.info().getMessageImprint().getHashAlgorithm());
        List<ParsedCertificate> candidates = Stream.concat(token.container().certificates.stream(), brought.stream())
                .toList();
        Authenticity authenticity = Authenticity.of(token.container().signers.getFirst(), token.container().contentType,
                Stream.concat(candidates.stream(), trust.known()), algorithm -> algorithm.digest(token.content()));
        CheckResult strength = strength(token, digest, authenticity);
        CheckResult check = strength.status() == Indication.FAILED ? strength : imprint(token, digest, stamped);
        if (check.hasPassed()) {
            check = authenticity.check();
        }
        ParsedCertificate authority = authenticity.certificate();
        PathBuilder.@Nullable Path path = null;
        if (check.hasPassed() && authority != null) {
            check = purpose(token, authority);
            if (check.hasPassed()) {
                PathBuilder.Result result = new PathBuilder(trust, trust.tsaAnchors(), candidates, token.time(), budget)
                        .dated().build(authority);
                path = result.path();
                check = result.check().hasPassed() && path != null ? ofKey(token, path, strength) : result.check();
            }
        }
        return new Judged(report(token, digest, check, authority, path), check);
    }

    private CheckResult strength(Token token, @Nullable DigestAlgorithm imprint, Authenticity authenticity) {
        Set<WeakAlgorithm> weak = EnumSet.noneOf(WeakAlgorithm.class);
        weak.addAll(authenticity.weak());
        weak.addAll(imprint == null ? Set.of() : imprint.weaknesses());
        Instant proved = token.time().isAfter(receivedAt) ? Instant.MAX : receivedAt;
        return policy.algorithms().judge("time-stamp of " + token.time(), weak, proved, token.time());
    }

    private CheckResult ofKey(Token token, PathBuilder.Path path, CheckResult strength) {
        RevocationJudge judge = new RevocationJudge(trust, token.container().responses(), token.container().lists,
                policy, budget, receivedAt);
        CheckResult algorithms = new KeyPolicy(policy, judge, path, token.time()).pathAlgorithms(
                certificate -> trust.known().anyMatch(certificate::equals) ? token.time() : receivedAt);
        return revocation(token, path, judge).and(strength.and(algorithms));
    }

    private static CheckResult imprint(Token token, @Nullable DigestAlgorithm digest,
            Function<DigestAlgorithm, byte[]> stamped) {
        if (digest == null) {
            return CheckResult.failed("CRYPTO_CONSTRAINTS_FAILURE", "the imprint's digest is unsupported");
        }
        return MessageDigest.isEqual(stamped.apply(digest), token.info().getMessageImprint().getHashedMessage())
                ? CheckResult.passed()
                : CheckResult.failed("HASH_FAILURE", "the token does not stamp this signature");
    }

    /**
     * RFC 3161, 2.3 and 2.4.2: the key is for time-stamping alone, says so critically, and is named in what it signed.
     */
    private static CheckResult purpose(Token token, ParsedCertificate authority) {
        CmsContainer.SignedAttributes attributes = token.container().signers.getFirst().attributes();
        if (attributes == null || attributes.certificates().isEmpty()) {
            return CheckResult.failed("FORMAT_FAILURE",
                    "the token does not name its authority's certificate (ESSCertID)");
        }

        boolean reserved = authority.extendedKeyUsageCritical
                && authority.extendedKeyUsages.equals(List.of(TIME_STAMPING));
        boolean signs = authority.mayUseKeyFor(KeyUsage.digitalSignature)
                || authority.mayUseKeyFor(KeyUsage.nonRepudiation);
        return reserved && signs
                ? CheckResult.passed()
                : CheckResult.failed("CHAIN_CONSTRAINTS_FAILURE", "the token's key is not reserved for time-stamping");
    }

    private static CheckResult revocation(Token token, PathBuilder.Path path, RevocationJudge judge) {
        for (int i = 0; i < path.certificates().size() - 1; i++) {
            RevocationJudge.Finding finding = judge.judge(path, i, token.time());
            if (finding.state() == RevocationJudge.State.REVOKED) {
                return CheckResult.failed("REVOKED", path.certificates().get(i) + " was revoked: " + finding.reason());
            }
        }
        return CheckResult.passed();
    }

    private static TimestampReport report(Token token, @Nullable DigestAlgorithm digest, CheckResult check,
            @Nullable ParsedCertificate authority, PathBuilder.@Nullable Path path) {
        return new TimestampReport(check.status(),
                check.subIndication().isEmpty() ? check.reason() : check.subIndication() + ": " + check.reason(),
                token.time(),
                token.info().getPolicy().getId(), token.info().getSerialNumber().getValue().toString(16),
                digest == null ? null : digest.name(), authority == null ? null : authority.subject.toString(),
                path == null ? List.of() : path.summaries());
    }

}

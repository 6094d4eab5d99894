package kz.centerpro.hub.access;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import kz.centerpro.contracts.access.ChallengeAnswer;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.hub.participant.CertificateHolder;
import kz.centerpro.hub.participant.Participants;
import kz.centerpro.hub.signature.SignatureReport;
import kz.centerpro.hub.signature.Verdict;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Sign-in by a signed challenge (clause 1.13), and what is counted against those who guess. */
final class LoginDesk {

    private final ChallengeStore challenges;
    private final VerifiedSigner signers;
    private final Participants participants;
    private final Sessions sessions;
    private final CredentialDesk credentials;
    private final WrongLogins wrong;
    private final Limits limits;

    /** What a challenge says and how long it serves, with the tools to make one. */
    record Limits(AccessProperties properties, Ids ids, Clock clock, SignInTrail trail) {

        Instant now() {
            return clock.instant().truncatedTo(ChronoUnit.MILLIS);
        }
    }

    LoginDesk(ChallengeStore challenges, VerifiedSigner signers, Participants participants, Sessions sessions,
            CredentialDesk credentials, WrongLogins wrong, Limits limits) {
        this.challenges = challenges;
        this.signers = signers;
        this.participants = participants;
        this.sessions = sessions;
        this.credentials = credentials;
        this.wrong = wrong;
        this.limits = limits;
    }

    Mono<ChallengeAnswer> challenge() {
        return Mono.defer(() -> {
            Instant expires = limits.now().plus(limits.properties().challengeLifetime());
            String text = ChallengeText.write(limits.properties().host(), Hashes.secret(limits.ids()), expires);
            return challenges.insert(Hashes.sha256(text), expires)
                    .thenReturn(new ChallengeAnswer(text, WireTime.format(expires)));
        });
    }

    /**
     * The challenge is used up by the answer, right or wrong; only while evidence is missing it stays open, so that the
     * very same request may be repeated.
     */
    Mono<Entry> signIn(String challenge, String signature, Visitor visitor) {
        byte[] hash = Hashes.sha256(challenge);
        return counted(visitor, Mono.fromCallable(() -> SignatureText.decode(signature))
                .delayUntil(_ -> requireOpen(hash))
                .flatMap(cms -> signers.verdict(cms, challenge.getBytes(StandardCharsets.UTF_8)))
                .flatMap(verdict -> holder(verdict, hash, visitor))
                .delayUntil(_ -> use(hash))
                .flatMap(participants::signedIn))
                .flatMap(signatory -> sessions.open(signatory, visitor));
    }

    Mono<Entry> refresh(String refreshToken, Visitor visitor) {
        return counted(visitor, sessions.refresh(refreshToken));
    }

    Mono<Entry> withCredential(String clientId, String clientSecret, Visitor visitor) {
        return counted(visitor, credentials.enter(clientId, clientSecret, visitor));
    }

    private Mono<Void> requireOpen(byte[] hash) {
        return challenges.isOpen(hash, limits.now())
                .flatMap(open -> open ? Mono.empty() : Mono.error(challengeInvalid()));
    }

    private Mono<Void> use(byte[] hash) {
        return Mono.defer(() -> challenges.use(hash, limits.now()))
                .flatMap(used -> used ? Mono.empty() : Mono.error(challengeInvalid()));
    }

    private Mono<CertificateHolder> holder(Verdict verdict, byte[] hash, Visitor visitor) {
        return Mono.fromCallable(() -> VerifiedSigner.passed(verdict, ProblemType.SIGNATURE_NOT_TRUSTED))
                .onErrorResume(refusal -> isWrong(refusal)
                        ? challenges.use(hash, limits.now()).then(tried(verdict, refusal, visitor))
                                .then(Mono.error(() -> delayed(verdict, refusal)))
                        : Mono.error(refusal));
    }

    /** Whoever's certificate was presented hears of it, though anybody may have presented it. */
    private Mono<Void> tried(Verdict verdict, Throwable refusal, Visitor visitor) {
        return Flux.fromIterable(verdict.signatures())
                .concatMap(report -> participants.ofCertificate(report.signer().certificateSha256()))
                .doOnNext(known -> limits.trail().refused(known.boxId(), null, refusal, visitor)).then();
    }

    /** The refusal, or 429 when this certificate has been presented wrongly too often. */
    private Throwable delayed(Verdict verdict, Throwable refusal) {
        try {
            for (SignatureReport report : verdict.signatures()) {
                String key = "certificate:" + report.signer().certificateSha256();
                wrong.requireOpen(key);
                wrong.count(key);
            }
        } catch (Refusal tooMany) {
            return tooMany;
        }
        return refusal;
    }

    private <T> Mono<T> counted(Visitor visitor, Mono<T> attempt) {
        return Mono.defer(() -> {
            wrong.requireOpen(visitor.key());
            return attempt;
        }).doOnSuccess(_ -> wrong.forget(visitor.key())).doOnError(LoginDesk::isWrong, _ -> wrong.count(visitor.key()));
    }

    /** A wrong log-in, as opposed to a malformed request or a passing fault. */
    private static boolean isWrong(Throwable failure) {
        return failure instanceof Refusal refusal && switch (refusal.type()) {
            case UNAUTHENTICATED, CHALLENGE_INVALID, SIGNATURE_NOT_TRUSTED, CERTIFICATE_NOT_TRUSTED -> true;
            default -> false;
        };
    }

    private static Refusal challengeInvalid() {
        return Refusal.of(ProblemType.CHALLENGE_INVALID, "POST /v1/auth/challenges gives a new one.");
    }
}

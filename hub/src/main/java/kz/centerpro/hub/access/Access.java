package kz.centerpro.hub.access;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** The room's facade: whether a session still holds, and housekeeping. */
public final class Access {

    private final ChallengeStore challenges;
    private final SessionStore sessions;
    private final WithdrawalStore withdrawals;
    private final Clock clock;

    Access(ChallengeStore challenges, SessionStore sessions, WithdrawalStore withdrawals, Clock clock) {
        this.challenges = challenges;
        this.sessions = sessions;
        this.withdrawals = withdrawals;
        this.clock = clock;
    }

    /** False once a session was ended or ran out, also while an access token of it is still young. */
    public Mono<Boolean> isOpen(UUID session) {
        return Mono.defer(() -> sessions.isOpen(session, clock.instant()));
    }

    /** Whether that text is a challenge of this hub that somebody may still sign in with. */
    public Mono<Boolean> isChallenge(String text) {
        return Mono.defer(() -> challenges.isOpen(Hashes.sha256(text), clock.instant()));
    }

    /** Forgets challenges, sessions and withdrawals that ran out before that time. Returns how many. */
    public Mono<Long> purge(Instant expiredBefore) {
        return challenges.purge(expiredBefore)
                .flatMap(count -> sessions.purge(expiredBefore).map(more -> count + more))
                .flatMap(count -> withdrawals.purge(expiredBefore).map(more -> count + more));
    }
}

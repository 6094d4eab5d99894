package kz.centerpro.hub.access;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** The room's facade: whether a session still holds, and housekeeping. */
public final class Access {

    private final ChallengeStore challenges;
    private final SessionStore sessions;
    private final Clock clock;

    Access(ChallengeStore challenges, SessionStore sessions, Clock clock) {
        this.challenges = challenges;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** False once a session was ended or ran out, also while an access token of it is still young. */
    public Mono<Boolean> isOpen(UUID session) {
        return Mono.defer(() -> sessions.isOpen(session, clock.instant()));
    }

    /** Forgets challenges and sessions that ran out before that time. Returns how many. */
    public Mono<Long> purge(Instant expiredBefore) {
        return challenges.purge(expiredBefore)
                .flatMap(count -> sessions.purge(expiredBefore).map(more -> count + more));
    }
}

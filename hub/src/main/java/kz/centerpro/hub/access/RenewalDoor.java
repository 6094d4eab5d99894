package kz.centerpro.hub.access;

import java.time.Duration;
import kz.centerpro.door.Caller;
import kz.centerpro.hub.participant.Participant;
import kz.centerpro.hub.participant.TokenRenewal;
import reactor.core.publisher.Mono;

/** Gives participant's door what it answers a registration with. */
final class RenewalDoor implements TokenRenewal {

    private final Sessions sessions;
    private final long expiresIn;

    RenewalDoor(Sessions sessions, long expiresIn) {
        this.sessions = sessions;
        this.expiresIn = expiresIn;
    }

    @Override
    public Mono<FreshToken> renew(Caller caller, Participant participant) {
        return sessions.renew(caller, participant).map(token -> new FreshToken(token, expiresIn,
                CookieDoor.session(token, Duration.ofSeconds(expiresIn)).toString()));
    }
}

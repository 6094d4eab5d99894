package kz.centerpro.hub.participant;

import kz.centerpro.door.Caller;
import reactor.core.publisher.Mono;

/** Gives the session of a caller that has just registered a token that names its box; implemented by access. */
public interface TokenRenewal {

    /**
     * @param setCookie
     *            value of a {@code Set-Cookie} header with the same token
     */
    record FreshToken(String accessToken, long expiresIn, String setCookie) {

        @Override
        public String toString() {
            return "FreshToken[]";
        }
    }

    Mono<FreshToken> renew(Caller caller, Participant participant);
}

package kz.centerpro.hub.access;

import java.time.Instant;
import java.util.Set;
import kz.centerpro.contracts.access.TokenAnswer;
import kz.centerpro.hub.participant.Participant;
import kz.centerpro.hub.participant.Signatory;
import org.jspecify.annotations.Nullable;

/**
 * A successful sign-in, before it is told whether its tokens go into the body or into cookies.
 *
 * @param refreshToken
 *            absent for API credentials
 * @param sessionUntil
 *            until when the refresh token serves
 */
record Entry(String accessToken, long expiresIn, @Nullable String refreshToken, @Nullable Instant sessionUntil,
        Set<String> scopes, @Nullable Signatory signatory, @Nullable Participant participant) {

    TokenAnswer answer(boolean withTokens) {
        return new TokenAnswer(withTokens ? accessToken : null, "Bearer", expiresIn, withTokens ? refreshToken : null,
                TokenMint.scope(scopes), signatory == null ? null : signatory.view(),
                participant == null ? null : participant.view());
    }

    @Override
    public String toString() {
        return "Entry[" + scopes + "]";
    }
}

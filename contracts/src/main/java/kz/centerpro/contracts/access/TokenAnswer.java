package kz.centerpro.contracts.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import kz.centerpro.contracts.party.ParticipantView;
import org.jspecify.annotations.Nullable;

/**
 * A successful sign-in or refresh.
 *
 * @param accessToken
 *            absent when it was set as a cookie
 * @param expiresIn
 *            seconds
 * @param refreshToken
 *            serves once, the answer to it carries the next one; absent for API credentials and cookies
 * @param signatory
 *            who signed in; absent for API credentials
 * @param participant
 *            absent until registered
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TokenAnswer(@Nullable String accessToken, String tokenType, long expiresIn,
        @Nullable String refreshToken, String scope, @Nullable SignatoryView signatory,
        @Nullable ParticipantView participant) {

    @Override
    public String toString() {
        return "TokenAnswer[" + scope + "]";
    }
}

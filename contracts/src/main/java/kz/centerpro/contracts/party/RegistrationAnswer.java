package kz.centerpro.contracts.party;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 201 of {@code POST /v1/participants}.
 *
 * @param accessToken
 *            a fresh token that names the new box; absent when the session lives in a cookie, which is set anew instead
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RegistrationAnswer(ParticipantView participant, List<Difference> differences,
        @Nullable String accessToken, String tokenType, long expiresIn) {}

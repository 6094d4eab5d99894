package kz.centerpro.contracts.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An RFC 9457 problem body ({@code application/problem+json}); the same body stands in RSocket errors and in the SSE
 * frame {@code event: problem}.
 *
 * @param detail
 *            what is wrong here and what to do about it, in English; never a stack trace or a value of another client
 * @param instance
 *            an opaque id to quote to support
 * @param retryAfter
 *            seconds, where a retry may help
 * @param extensions
 *            further members, e.g. {@code field}, {@code reason} (an EN 319 102-1 sub-indication), {@code earliest}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(String type, String code, String title, int status, @Nullable String detail,
        @Nullable String instance,
        @Nullable Integer retryAfter, @JsonIgnore Map<String, Object> extensions) {

    public static Problem of(ProblemType type, String language, @Nullable String detail, @Nullable String instance,
            @Nullable Integer retryAfter, Map<String, Object> extensions) {
        return new Problem(type.uri(), type.code(), type.title(language), type.status(), detail, instance, retryAfter,
                extensions);
    }

    @JsonAnyGetter
    public Map<String, Object> members() {
        return extensions;
    }
}

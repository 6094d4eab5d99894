package kz.centerpro.door;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import kz.centerpro.contracts.problem.Problem;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.codec.DecodingException;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.ErrorResponse;

/**
 * Turns anything that was thrown into one problem: refusals as they are, faults to 503 or 504, bugs to an opaque 500.
 */
public final class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final Duration RETRY_DEFAULT = Duration.ofSeconds(2);
    /** By name, because this module knows no store: what means that a service is away, not that the hub is wrong. */
    private static final Set<String> OUTAGES = Set.of("java.io.IOException", "io.r2dbc.spi.R2dbcTransientException",
            "io.r2dbc.spi.R2dbcNonTransientResourceException", "io.r2dbc.spi.R2dbcTimeoutException",
            "org.springframework.dao.TransientDataAccessException",
            "org.springframework.dao.NonTransientDataAccessResourceException",
            "org.springframework.transaction.CannotCreateTransactionException",
            "reactor.pool.PoolAcquireTimeoutException",
            "reactor.pool.PoolShutdownException", "reactor.pool.PoolAcquirePendingLimitException");
    /** How a store says that a text has U+0000, which PostgreSQL keeps neither in text nor in JSON. */
    private static final String STORE_FAILURE = "io.r2dbc.spi.R2dbcException";
    private static final List<String> UNKEEPABLE = List.of("[22021]", "[22P05]");
    private static final List<String> LANGUAGES = List.of("kk", "ru", "en");

    private Problems() {}

    /** The refusal that stands for {@code error}; bugs are logged here under the id that the answer quotes. */
    public static Refusal refusal(Throwable error) {
        return switch (error) {
            case Refusal refusal -> refusal;
            case RejectedExecutionException full ->
                Refusal.of(ProblemType.OVERLOADED, "All workers are busy: repeat the same request later.")
                        .retryAfter(RETRY_DEFAULT);
            case TimeoutException late -> Refusal.of(ProblemType.TIMED_OUT,
                    "The outcome is unknown: repeat the same request with the same Idempotency-Key.")
                    .retryAfter(RETRY_DEFAULT);
            case DataBufferLimitException large ->
                Refusal.of(ProblemType.TOO_LARGE, "A part of the request exceeds its limit.");
            case DecodingException broken ->
                Refusal.of(ProblemType.MALFORMED_REQUEST, "The body could not be decoded.");
            case ErrorResponse response -> ofStatus(response.getStatusCode());
            case Throwable unkept when isUnkeepable(unkept) -> Refusal.of(ProblemType.MALFORMED_REQUEST,
                    "A text of the request has the character U+0000, which is in no text: leave it out.");
            default -> isOutage(error)
                    ? Refusal
                            .of(ProblemType.DEPENDENCY_UNAVAILABLE,
                                    "The store cannot be reached: repeat the same request later.")
                            .retryAfter(RETRY_DEFAULT)
                    : bug(error);
        };
    }

    /** The body of {@code refusal} in the first language of {@code acceptLanguage} that the service speaks. */
    public static Problem body(Refusal refusal, String acceptLanguage) {
        Duration retryAfter = refusal.retryAfter();
        return Problem.of(refusal.type(), language(acceptLanguage), refusal.detail(),
                (String) refusal.extensions().get("instance"),
                retryAfter == null ? null : (int) Math.max(1, retryAfter.toSeconds()), without(refusal.extensions()));
    }

    /** The first language of {@code acceptLanguage} that the service speaks: kk, ru or en. */
    public static String language(String acceptLanguage) {
        try {
            for (Locale.LanguageRange range : Locale.LanguageRange.parse(acceptLanguage)) {
                String primary = range.getRange().split("-", 2)[0];
                if (LANGUAGES.contains(primary)) {
                    return primary;
                }
            }
        } catch (IllegalArgumentException notARange) {
            LOG.debug("Accept-Language not understood");
        }
        return "en";
    }

    private static Map<String, Object> without(Map<String, Object> extensions) {
        if (!extensions.containsKey("instance")) {
            return extensions;
        }
        Map<String, Object> rest = new java.util.LinkedHashMap<>(extensions);
        rest.remove("instance");
        return rest;
    }

    private static Refusal ofStatus(HttpStatusCode status) {
        return switch (status.value()) {
            case 404 -> Refusal.of(ProblemType.NOT_FOUND, "Nothing is served under this path.");
            case 405 -> Refusal.of(ProblemType.METHOD_NOT_ALLOWED, "This path does not take this method.");
            case 406 -> Refusal.of(ProblemType.NOT_ACCEPTABLE, "See Accept.");
            case 415 -> Refusal.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, "See Content-Type.");
            case 413 -> Refusal.of(ProblemType.TOO_LARGE, "The request is larger than its limit.");
            case 503 -> Refusal.of(ProblemType.OVERLOADED, "Repeat later.").retryAfter(RETRY_DEFAULT);
            default -> Refusal.of(ProblemType.MALFORMED_REQUEST, "The request could not be read.");
        };
    }

    private static boolean isOutage(Throwable error) {
        return caused(error).anyMatch(cause -> types(cause).anyMatch(OUTAGES::contains));
    }

    /** Whatever door it came through, in a query, a path, a token or a body; its SQLSTATE stands in what it prints. */
    private static boolean isUnkeepable(Throwable error) {
        return caused(error).anyMatch(cause -> types(cause).anyMatch(STORE_FAILURE::equals)
                && UNKEEPABLE.stream().anyMatch(cause.toString()::contains));
    }

    private static Stream<Throwable> caused(Throwable error) {
        return Stream.iterate(error, Objects::nonNull, Throwable::getCause);
    }

    private static Stream<String> types(Throwable error) {
        return Stream.<Class<?>>iterate(error.getClass(), Objects::nonNull, Class::getSuperclass).map(Class::getName);
    }

    private static Refusal bug(Throwable error) {
        String instance = "urn:uuid:" + UUID.randomUUID();
        LOG.error("Unexpected error {}", instance, error);
        return Refusal.of(ProblemType.INTERNAL, "Quote the instance to support.").with("instance", instance)
                .retryAfter(RETRY_DEFAULT);
    }
}

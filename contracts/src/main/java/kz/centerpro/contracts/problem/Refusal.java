package kz.centerpro.contracts.problem;

import java.io.Serial;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The caller's fault or a passing fault, told with a registered problem type. It leaves a room only to be answered at
 * the door, so it carries no stack trace.
 */
public final class Refusal extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final ProblemType type;
    private final transient Map<String, Object> extensions;
    private final @Nullable Duration retryAfter;

    private Refusal(ProblemType type, String detail, Map<String, Object> extensions, @Nullable Duration retryAfter) {
        super(detail, null, false, false);
        this.type = type;
        this.extensions = extensions;
        this.retryAfter = retryAfter;
    }

    /** {@code detail} is sent to the caller: say what is wrong and what to do; no value of another client. */
    public static Refusal of(ProblemType type, String detail) {
        return new Refusal(type, detail, Map.of(), null);
    }

    /** A refusal of one request field; {@code field} is a JSON pointer or a name. */
    public static Refusal field(String field, String detail) {
        return of(ProblemType.INVALID_FIELD, detail).with("field", field);
    }

    /** The same refusal with one more member in the problem body. */
    public Refusal with(String member, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(extensions);
        more.put(member, value);
        return new Refusal(type, detail(), Map.copyOf(more), retryAfter);
    }

    /** The same refusal, worth repeating after {@code delay}. */
    public Refusal retryAfter(Duration delay) {
        return new Refusal(type, detail(), extensions, delay);
    }

    public ProblemType type() {
        return type;
    }

    public String detail() {
        String message = getMessage();
        return message == null ? "" : message;
    }

    public Map<String, Object> extensions() {
        return extensions;
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}

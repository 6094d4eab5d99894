package kz.centerpro.door.rsocket;

import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.Caller;
import kz.centerpro.door.Stay;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A request as a route's handler sees it: who calls, and the data of the first payload. */
public final class Call {

    private final Stay stay;
    private final byte[] data;
    private final JsonMapper json;

    Call(Stay stay, byte[] data, JsonMapper json) {
        this.stay = stay;
        this.data = data;
        this.json = json;
    }

    /** Whose token was checked. */
    public Caller caller() {
        return stay.caller();
    }

    /** How long the caller may stay; moves on with a newer token. */
    public Stay stay() {
        return stay;
    }

    /** Bytes of the data; 0 for none. */
    public int size() {
        return data.length;
    }

    /** The data as sent. */
    public byte[] data() {
        return data;
    }

    /** Reads the data as one JSON object; {@code shape} is what the caller is told when it is not one of this form. */
    public <T> T read(Class<T> as, String shape) {
        try {
            @Nullable
            T read = json.readValue(data, as);
            if (read != null) { // JSON null gives null
                return read;
            }
        } catch (JacksonException broken) {
            // told below: what was sent is not repeated
        }
        throw Refusal.of(ProblemType.MALFORMED_REQUEST, shape);
    }
}

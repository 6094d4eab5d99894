package kz.centerpro.door;

import java.util.UUID;
import java.util.function.Supplier;
import kz.centerpro.contracts.problem.Refusal;
import org.springframework.web.reactive.function.server.ServerRequest;

/** Ids in paths. */
public final class PathIds {

    private PathIds() {}

    /** The id in its one usual spelling; anything else is answered like an id that nothing has. */
    public static UUID of(ServerRequest request, String variable, Supplier<Refusal> unknown) {
        String text = request.pathVariable(variable);
        try {
            UUID id = UUID.fromString(text);
            if (id.toString().equals(text)) {
                return id;
            }
        } catch (IllegalArgumentException notAnId) {
            // told below
        }
        throw unknown.get();
    }
}

package example.house.kernel;

import java.time.Instant;
import java.util.UUID;

public final class Ids {

    public UUID next() {
        return UUID.randomUUID();
    }

    public Instant now() {
        return Instant.now();
    }
}

package kz.centerpro.notification.kernel;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/** Makes time-ordered unique ids (UUIDv7, RFC 9562, 5.7) from the injected clock. */
public final class Ids {

    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    public Ids(Clock clock) {
        this.clock = clock;
        random.nextLong(); // is seeded here, not on an event loop
    }

    public UUID next() {
        long high = clock.millis() << 16 | VERSION | random.nextInt(1 << 12);
        return new UUID(high, VARIANT | random.nextLong() >>> 2);
    }
}

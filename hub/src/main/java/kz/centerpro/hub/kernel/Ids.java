package kz.centerpro.hub.kernel;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/** Makes time-ordered unique ids (UUIDv7, RFC 9562) from the injected clock. */
public final class Ids {

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    public Ids(Clock clock) {
        this.clock = clock;
        random.nextLong(); // seeds itself here, not on an event loop
    }

    public UUID next() {
        long time = clock.millis();
        long high = time << 16 | 0x7000L | random.nextInt(1 << 12);
        long low = 0x8000_0000_0000_0000L | random.nextLong() >>> 2;
        return new UUID(high, low);
    }

    /** {@code bytes} unpredictable bytes, for secrets. */
    public byte[] secret(int bytes) {
        byte[] secret = new byte[bytes];
        random.nextBytes(secret);
        return secret;
    }
}

package kz.centerpro.contracts.party;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Times as they cross the wire: RFC 3339, UTC, always with milliseconds. */
public final class WireTime {

    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'")
            .withZone(ZoneOffset.UTC);

    private WireTime() {}

    public static String format(Instant time) {
        return FORMAT.format(time);
    }

    /** Reads any RFC 3339 time, in any zone, to the millisecond. */
    public static Optional<Instant> parse(String text) {
        try {
            return Optional.of(DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from)
                    .truncatedTo(ChronoUnit.MILLIS));
        } catch (DateTimeParseException notATime) {
            return Optional.empty();
        }
    }
}

package kz.centerpro.door;

import org.jspecify.annotations.Nullable;

/**
 * One line of a body.
 *
 * @param number
 *            from 1, blank lines counted
 * @param bytes
 *            without the line end; null for a line that is longer than its bound
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
public record BodyLine(long number, byte @Nullable [] bytes) {

    @Override
    public String toString() {
        return "BodyLine[" + number + "]";
    }
}

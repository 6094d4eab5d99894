package kz.centerpro.hub.content;

import org.jspecify.annotations.Nullable;

/**
 * Content that has arrived and is not bound to a document yet.
 *
 * @param inline
 *            the plain bytes when they are few enough to travel in the accepting transaction; else null, and the sealed
 *            chunks are stored already
 */
@SuppressWarnings("ArrayRecordComponent") // received once, never compared
public record ReceivedContent(DataKey key, long size, byte @Nullable [] inline) {

    @Override
    public String toString() {
        return "ReceivedContent[" + key.content() + ", " + size + "]";
    }
}

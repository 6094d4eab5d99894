package kz.centerpro.client;

import java.io.Serial;

/** The hub ended a stream well: the token is over, or the node is. */
final class StreamEnded extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    StreamEnded() {
        super("the hub ended the stream", null, false, false);
    }
}

package kz.centerpro.hub.content;

import reactor.core.publisher.Mono;

/** One content on its way in. Called in order: the next call comes after the one before has completed. */
public interface ContentUpload {

    /**
     * Takes {@code length} bytes from {@code offset}.
     *
     * @return refused with {@code too_large} at the first byte over the limit
     */
    Mono<Void> take(byte[] bytes, int offset, int length);

    /** After the last byte. */
    Mono<ReceivedContent> end();
}

package kz.centerpro.notification.stream;

/** Somebody who waits for a box to grow. Called on foreign threads: note it and return. */
interface Ear {

    /** A hint: the box's top was {@code top} at some moment. */
    void heard(long top);

    /**
     * The store's own word: the box's top is {@code top}.
     *
     * @return whether that was news which no hint had told
     */
    boolean swept(long top);

    /** The house closes: end the stream so that the client reconnects elsewhere. */
    void closing();
}

package kz.centerpro.notification.consumer;

import org.jspecify.annotations.Nullable;

/** Body of {@code PUT /v1/consumers/{name}}; both may be left out. {@code cursor} may also be {@code top}. */
record ConsumerRequest(@Nullable String cursor, @Nullable Boolean reset) {

    static final ConsumerRequest NOTHING = new ConsumerRequest(null, null);

    boolean resets() {
        return Boolean.TRUE.equals(reset);
    }
}

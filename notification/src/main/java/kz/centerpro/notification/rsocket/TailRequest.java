package kz.centerpro.notification.rsocket;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Data of {@code events.tail}; every member may be left out. {@code after} may also be {@code top}; {@code consumer} is
 * in place of it; {@code boxes} are in place of the own one; {@code heartbeat} asks for payloads as in
 * {@link kz.centerpro.contracts.event.Heartbeat}.
 */
record TailRequest(@Nullable String after, @Nullable String consumer, @Nullable List<String> types,
        @Nullable Boolean heartbeat, @Nullable List<Long> boxes) {

    static final TailRequest EVERYTHING = new TailRequest(null, null, null, null, null);

    boolean wantsHeartbeat() {
        return Boolean.TRUE.equals(heartbeat);
    }

    List<String> typesOrAll() {
        return types == null ? List.of() : types;
    }

    List<Long> boxesOrOwn() {
        return boxes == null ? List.of() : boxes;
    }
}

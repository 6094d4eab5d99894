package kz.centerpro.notification.rsocket;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Data of {@code events.tail}; all members may be left out. {@code after} may also be {@code top}; {@code consumer} is
 * in place of it.
 */
record TailRequest(@Nullable String after, @Nullable String consumer, @Nullable List<String> types) {

    static final TailRequest EVERYTHING = new TailRequest(null, null, null);

    List<String> typesOrAll() {
        return types == null ? List.of() : types;
    }
}

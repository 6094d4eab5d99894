package kz.centerpro.notification.rsocket;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Data of {@code events.tail}; both members may be left out. {@code after} may also be {@code top}. */
record TailRequest(@Nullable String after, @Nullable List<String> types) {

    static final TailRequest EVERYTHING = new TailRequest(null, null);

    List<String> typesOrAll() {
        return types == null ? List.of() : types;
    }
}

package kz.centerpro.notification.stream;

import org.jspecify.annotations.Nullable;

/** Who is told the events of a {@link Walk}: one call at a time, on any thread. Note it and return. */
public interface Walker extends Pulse {

    void told(Told event);

    /** Nothing more comes: the cursor died, which is told, or the house closes. */
    void ended(@Nullable Throwable why);
}

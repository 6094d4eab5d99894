package kz.centerpro.client;

import java.time.Duration;

/** Hears why a call is made again. */
@FunctionalInterface
public interface CallWatcher {

    CallWatcher SILENT = (_, _) -> {
    };

    /** The call failed in a way that passes, and is made again after {@code pause}. */
    void again(Throwable failure, Duration pause);
}

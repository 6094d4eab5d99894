package kz.centerpro.notification.webhook;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a receiver took a page.
 *
 * @param status
 *            0 when there was no answer
 * @param fault
 *            why there was none, in a few words that tell nothing of this network
 */
record Answer(int status, @Nullable Duration retryAfter, String fault) {

    static Answer none(String fault) {
        return new Answer(0, null, fault);
    }

    boolean taken() {
        return status >= 200 && status < 300;
    }

    boolean gone() {
        return status == 410;
    }

    String detail() {
        return taken() ? "" : status == 0 ? fault : "answered " + status;
    }
}

package kz.centerpro.notification.outbound;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a stranger's server took what was posted to it.
 *
 * @param status
 *            0 when there was no answer
 * @param text
 *            the beginning of the answer's body, at most {@link GuardedHttp#TEXT_MAX} bytes of it
 * @param fault
 *            why there was no answer, in a few words that tell nothing of this network
 */
public record Answer(int status, @Nullable Duration retryAfter, String text, String fault) {

    public static Answer none(String fault) {
        return new Answer(0, null, "", fault);
    }

    public boolean taken() {
        return status >= 200 && status < 300;
    }

    public boolean gone() {
        return status == 410;
    }

    public String detail() {
        return taken() ? "" : status == 0 ? fault : "answered " + status;
    }

    @Override
    public String toString() {
        return "Answer[" + status + "]";
    }
}

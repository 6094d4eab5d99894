package kz.centerpro.eventlog;

import org.jspecify.annotations.Nullable;

/**
 * The newest sequence number of a box, as an append or a look at the counters says it.
 *
 * @param told
 *            the events up to {@code top} that an append put there, as {@code eventlog.append} gives them and the
 *            {@link Bell} takes them; null when nothing is told of them
 */
public record BoxTop(long box, int epoch, long top, @Nullable String told) {

    public BoxTop(long box, int epoch, long top) {
        this(box, epoch, top, null);
    }
}

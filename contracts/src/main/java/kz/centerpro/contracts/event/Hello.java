package kz.centerpro.contracts.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first frame of every live stream: where it starts and what the box holds. Of a stream over several boxes the
 * cursors are {@link BoxCursors} of all of them.
 *
 * @param from
 *            cursor after which the stream goes on
 * @param top
 *            cursor of the newest event at that moment
 * @param floor
 *            cursor before the oldest event still kept
 * @param epoch
 *            the box's epoch; absent for several boxes
 * @param boxes
 *            box by box; absent for one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Hello(String from, String top, String floor, @Nullable Integer epoch, @Nullable List<BoxHello> boxes) {

    /** Of one box. */
    public Hello(String from, String top, String floor, int epoch) {
        this(from, top, floor, epoch, null);
    }
}

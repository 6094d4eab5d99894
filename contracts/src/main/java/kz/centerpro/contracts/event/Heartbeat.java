package kz.centerpro.contracts.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a live stream says of itself at least every 15 seconds. Over SSE it is a comment, which clients of the standard
 * pass over: {@code : lag=0 age=5310}. Over RSocket it is a payload {@code {"heartbeat":{"lag":0,"age":5310}}}, sent to
 * those who ask for it with {@code "heartbeat":true} in the data of {@code events.tail}, and it uses up demand as an
 * event does; the keep-alive frames of the protocol itself come whether it is asked for or not. A stream over several
 * boxes names those in which it is behind: {@code : lag=40 age=5310 behind=1002:40}.
 *
 * @param lag
 *            milliseconds for which this stream has been behind its box: since something newer than what was written to
 *            it was heard of, or since the store could not be read; 0 when it is not behind
 * @param age
 *            milliseconds since the event happened that was written last; nothing before the first one
 * @param boxes
 *            of a stream over several boxes, those in which it is behind; {@code lag} is the longest. Absent for none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Heartbeat(long lag, @Nullable Long age, @Nullable List<BoxLag> boxes) {

    /** Of one box. */
    public Heartbeat(long lag, @Nullable Long age) {
        this(lag, age, null);
    }
}

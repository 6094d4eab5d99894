package kz.centerpro.door.rsocket;

import io.netty.buffer.ByteBuf;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import io.rsocket.frame.FrameHeaderCodec;
import io.rsocket.frame.FrameType;
import org.jspecify.annotations.Nullable;

/**
 * Counts what unfinished fragments of one connection hold. rsocket-core bounds one payload, not how many a client
 * begins and does not finish. Touched by the connection's event loop alone.
 */
final class Inflow {

    private static final int TIMES = 4;
    private static final int UNFINISHED_MAX = 64;
    private static final Integer REFUSED = -1;

    private final int payloadMax;
    private @Nullable IntObjectMap<Integer> unfinished; // bytes by stream, or REFUSED: rsocket-core has let it go
    private int held;

    Inflow(int payloadMax) {
        this.payloadMax = payloadMax;
    }

    /** Takes note of a frame; false when the connection holds too much of what it does not finish. */
    boolean admits(ByteBuf frame) {
        FrameType type = FrameHeaderCodec.nativeFrameType(frame);
        int stream = FrameHeaderCodec.streamId(frame);
        if (stream == 0) {
            return true;
        }
        boolean fragment = type.isFragmentable() && FrameHeaderCodec.hasFollows(frame);
        if (!fragment) {
            finish(stream, type);
            return true;
        }
        IntObjectMap<Integer> open = unfinished;
        if (open == null) {
            open = new IntObjectHashMap<>();
            unfinished = open;
        }
        Integer before = open.get(stream);
        if (REFUSED.equals(before)) {
            return true;
        }
        int now = (before == null ? 0 : before) + frame.readableBytes();
        held += frame.readableBytes();
        if (now > payloadMax) {
            held -= now;
            now = REFUSED;
        }
        open.put(stream, Integer.valueOf(now));
        return held <= TIMES * payloadMax && open.size() <= UNFINISHED_MAX;
    }

    private void finish(int stream, FrameType type) {
        IntObjectMap<Integer> open = unfinished;
        if (open == null || type == FrameType.REQUEST_N) {
            return;
        }
        Integer before = open.remove(stream);
        if (before != null && !REFUSED.equals(before)) {
            held -= before;
        }
    }
}

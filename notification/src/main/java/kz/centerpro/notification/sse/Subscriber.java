package kz.centerpro.notification.sse;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.util.ReferenceCountUtil;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import kz.centerpro.contracts.event.BoxCursors;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.notification.kernel.StreamMeters;
import kz.centerpro.notification.kernel.Visit;
import kz.centerpro.notification.stream.Seat;
import org.jspecify.annotations.Nullable;

/**
 * One live stream that owns its socket: a position, and at most one buffer that the socket has not taken. It is the
 * last handler of the channel, which carries ready-made chunks of HTTP/1.1. Touched by the channel's event loop alone.
 */
final class Subscriber extends ChannelInboundHandlerAdapter {

    /** A client has nothing to say after its request; who goes on talking is cut. */
    private static final int INBOUND_MAX = 64 << 10;
    private static final long LAST_WORDS_SECONDS = 5;

    private final Channel channel;
    private final LaneDesk desk;
    private final Visit visit;
    private final String language;
    private @Nullable Seat seat;
    private long newest = Long.MIN_VALUE;
    private int inbound;
    private boolean stuck;
    private boolean over;
    private boolean entered;
    private volatile boolean closing;

    private @Nullable BoxCursors start; // until it is on a lane, which knows its position then
    LaneKey key;
    long nextBeat;
    /** Among all of the loop. */
    int index;
    /** Among those of its lane. */
    int place;
    @Nullable
    Lane lane;

    Subscriber(Channel channel, LaneDesk desk, LaneKey key, BoxCursors start, Visit visit, String language) {
        this.channel = channel;
        this.desk = desk;
        this.key = key;
        this.start = start;
        this.visit = visit;
        this.language = language;
    }

    boolean isStuck() {
        return stuck;
    }

    void sits(Seat taken) {
        seat = taken;
        desk.meters().came(StreamMeters.Door.SSE);
    }

    /** From any thread: the house closes. */
    void closing() {
        closing = true;
        desk.loop().execute(() -> end(null));
    }

    /** The head and the hello are written: takes the connection over and goes on by itself, then runs {@code done}. */
    void takeOver(Runnable done) {
        if (desk.loop().inEventLoop()) {
            begin();
            done.run();
        } else {
            desk.loop().execute(() -> {
                begin();
                done.run();
            });
        }
    }

    /** It came to nothing before the connection was taken over. */
    void abandoned() {
        desk.loop().execute(() -> {
            if (!entered) {
                gone();
            }
        });
    }

    private void begin() {
        if (over || !channel.isActive() || !Takeover.of(channel, this)) {
            gone();
            return;
        }
        entered = true;
        desk.enter(this);
        if (closing) {
            end(null);
        }
    }

    /** Where it wants to begin; asked once. */
    BoxCursors start() {
        BoxCursors from = Objects.requireNonNull(start);
        start = null;
        return from;
    }

    /** {@code octets} tell what its lane was told, the last of which happened at {@code at}. */
    void write(ByteBuf octets, long at) {
        newest = at;
        write(octets);
    }

    private void write(ByteBuf octets) {
        var _ = channel.write(octets, channel.voidPromise());
        channel.flush();
        if (hasUnsent()) {
            stuck = true;
            var _ = channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> drained());
        }
    }

    private boolean hasUnsent() {
        ChannelOutboundBuffer unsent = channel.unsafe().outboundBuffer();
        return unsent != null && unsent.totalPendingWriteBytes() > 0;
    }

    private void drained() {
        stuck = false;
        if (lane != null) {
            lane.resumed();
        }
    }

    /** A few times in a heartbeat: whether something is due before {@code soon}. */
    void look(long soon, long beat) {
        Refusal reason = visit.reason();
        if (reason != null) {
            end(reason);
        } else if (soon - nextBeat >= 0) {
            nextBeat += beat;
            if (!stuck && lane != null) {
                Long age = newest == Long.MIN_VALUE ? null : lane.age().since(newest);
                write(desk.frames().chunk(desk.frames().heartbeat(lane.beat(age), lane.isStalled()),
                        desk.buffers()));
            }
        }
    }

    /** The last words, if any, and the end of the response; then the connection closes. */
    void end(@Nullable Throwable why) {
        if (over || !entered) {
            return; // who has not entered yet sees that the house closes when it does
        }
        boolean wasStuck = stuck;
        gone();
        ByteBuf last = desk.frames().last(why == null ? null : desk.frames().problem(why, language),
                desk.buffers());
        var _ = channel.writeAndFlush(last).addListener(ChannelFutureListener.CLOSE);
        if (wasStuck || hasUnsent()) {
            var _ = desk.loop().schedule(this::cut, LAST_WORDS_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void cut() {
        var _ = channel.close();
    }

    private void gone() {
        if (over) {
            return;
        }
        over = true;
        desk.meters().left(StreamMeters.Door.SSE);
        Objects.requireNonNull(seat).close();
        if (entered) {
            desk.leave(this);
            Lane left = lane;
            lane = null;
            if (left != null) {
                left.remove(this);
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        gone();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        inbound += message instanceof ByteBuf octets ? octets.readableBytes() : 0;
        ReferenceCountUtil.release(message);
        if (inbound > INBOUND_MAX) {
            cut();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        cut();
    }
}

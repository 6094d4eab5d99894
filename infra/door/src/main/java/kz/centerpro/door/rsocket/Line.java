package kz.centerpro.door.rsocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.rsocket.DuplexConnection;
import io.rsocket.RSocketErrorException;
import io.rsocket.exceptions.ConnectionErrorException;
import io.rsocket.frame.ErrorFrameCodec;
import java.net.SocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;

/**
 * One connection. Frames may be handed to it by any thread; its event loop writes them in the order in which they came,
 * as many at once as there are, and tells the {@link Outflow} of each that the socket has taken. What rsocket-java has
 * for this keeps two queues of 256 places and a chain of operators for every connection.
 */
abstract class Line extends ChannelInboundHandlerAdapter implements DuplexConnection, ChannelFutureListener, Runnable {

    /** How long a client that does not read may take for the last words. */
    private static final long LAST_WORDS_SECONDS = 5;

    private final Channel channel;
    private final Outflow outflow;
    private final Inflow inflow;
    private final Queue<ByteBuf> outgoing = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean woken = new AtomicBoolean();
    private volatile @Nullable ByteBuf last;
    private boolean over; // the last words are written; touched by the event loop
    private volatile @Nullable Long seat;

    Line(Channel channel, RSocketLimits limits) {
        this.channel = channel;
        this.outflow = new Outflow(limits.window());
        this.inflow = new Inflow(limits.inboundMax());
    }

    /** Writes a frame, which is then the channel's, without a flush. */
    abstract ChannelFuture write(Channel to, ByteBuf frame);

    Outflow outflow() {
        return outflow;
    }

    /** Runs {@code left} when the connection is closed, however it came to it. */
    void whenClosed(Runnable left) {
        var _ = channel.closeFuture().addListener(_ -> left.run());
    }

    /** Counted as a connection of this box. */
    void takeSeat(long box) {
        seat = box;
    }

    /** The box it was counted for; null for none. */
    @Nullable
    Long leaveSeat() {
        Long box = seat;
        seat = null;
        return box;
    }

    /** The last words are said. */
    boolean isEnding() {
        return last != null;
    }

    /** Takes note of a frame that came; false when nothing of this client is heard any more. */
    boolean admits(ByteBuf frame) {
        if (isEnding()) {
            return false;
        }
        if (inflow.admits(frame)) {
            return true;
        }
        sendErrorAndClose(new ConnectionErrorException(
                "Too many payloads were begun and not finished: send the fragments of one before the next."));
        return false;
    }

    @Override
    public void sendFrame(int streamId, ByteBuf frame) {
        if (isEnding()) {
            frame.release();
            return;
        }
        outflow.handed();
        outgoing.add(frame);
        wake();
    }

    @Override
    public void sendErrorAndClose(RSocketErrorException error) {
        ByteBuf frame = ErrorFrameCodec.encode(alloc(), 0, error);
        synchronized (outgoing) {
            if (last != null) {
                frame.release();
                return;
            }
            last = frame;
        }
        wake();
    }

    /** Not at once even on the event loop, so that what one turn of it brings is flushed together. */
    private void wake() {
        if (!woken.compareAndSet(false, true)) {
            return;
        }
        try {
            channel.eventLoop().execute(this);
        } catch (RejectedExecutionException stopped) {
            discard();
        }
    }

    /** On the event loop: writes what there is. */
    @Override
    public void run() {
        woken.set(false);
        if (over) {
            discard();
            return;
        }
        ByteBuf words = last; // read first: what was handed over before them is written before them
        for (ByteBuf frame = outgoing.poll(); frame != null; frame = outgoing.poll()) {
            var _ = write(channel, frame).addListener(this);
        }
        if (words == null) {
            channel.flush();
            return;
        }
        over = true;
        ChannelFuture told = write(channel, words);
        channel.flush();
        var _ = told.addListener(_ -> dispose());
        if (!told.isDone()) {
            var _ = channel.eventLoop().schedule(this::cut, LAST_WORDS_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void cut() {
        var _ = channel.close();
    }

    private void discard() {
        for (ByteBuf frame = outgoing.poll(); frame != null; frame = outgoing.poll()) {
            frame.release();
            outflow.taken();
        }
    }

    /** The socket has taken a frame, or never will. */
    @Override
    public void operationComplete(ChannelFuture written) {
        outflow.taken();
    }

    @Override
    public ByteBufAllocator alloc() {
        return channel.alloc();
    }

    @Override
    public SocketAddress remoteAddress() {
        return channel.remoteAddress();
    }

    @Override
    public Mono<Void> onClose() {
        return new Mono<>() {
            @Override
            public void subscribe(CoreSubscriber<? super Void> subscriber) {
                Closed closed = new Closed(channel, subscriber);
                subscriber.onSubscribe(closed);
                var _ = channel.closeFuture().addListener(closed);
            }
        };
    }

    @Override
    public void dispose() {
        var _ = channel.close();
    }

    @Override
    public boolean isDisposed() {
        return !channel.isOpen();
    }

    /** Somebody who waits for the end of the connection. */
    private static final class Closed implements Subscription, ChannelFutureListener {

        private final Channel channel;
        private final CoreSubscriber<? super Void> subscriber;
        private volatile boolean cancelled;

        Closed(Channel channel, CoreSubscriber<? super Void> subscriber) {
            this.channel = channel;
            this.subscriber = subscriber;
        }

        @Override
        public void operationComplete(ChannelFuture closed) {
            if (!cancelled) {
                subscriber.onComplete();
            }
        }

        @Override
        public void request(long n) {
            Operators.validate(n);
        }

        @Override
        public void cancel() {
            cancelled = true;
            var _ = channel.closeFuture().removeListener(this);
        }
    }
}

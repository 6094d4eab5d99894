package kz.centerpro.door.rsocket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.rsocket.frame.FrameLengthCodec;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;

/** A connection over TCP: frames with their length before them. It is the last handler of its channel. */
final class TcpLine extends Line implements Subscription {

    private final Channel channel;
    // Touched by the event loop alone.
    private @Nullable CoreSubscriber<? super ByteBuf> subscriber;
    private @Nullable Queue<ByteBuf> early; // came before they were asked for: at most what one read brings
    private long wanted;
    private boolean handing;

    private TcpLine(Channel channel, RSocketLimits limits) {
        super(channel, limits);
        this.channel = channel;
    }

    /** Puts a line at the end of the pipeline of a new channel. */
    static TcpLine on(Channel channel, RSocketLimits limits) {
        TcpLine line = new TcpLine(channel, limits);
        channel.pipeline().addLast(new LengthFieldBasedFrameDecoder(limits.inboundMax(), 0,
                FrameLengthCodec.FRAME_LENGTH_SIZE, 0, FrameLengthCodec.FRAME_LENGTH_SIZE), line);
        return line;
    }

    @Override
    ChannelFuture write(Channel to, ByteBuf frame) {
        var _ = to.write(to.alloc().ioBuffer(FrameLengthCodec.FRAME_LENGTH_SIZE).writeMedium(frame.readableBytes()),
                to.voidPromise());
        return to.write(frame);
    }

    /** The frames; for one subscriber at a time. */
    @Override
    public Flux<ByteBuf> receive() {
        return new Flux<>() {
            @Override
            public void subscribe(CoreSubscriber<? super ByteBuf> to) {
                subscriber = to;
                to.onSubscribe(TcpLine.this);
            }
        };
    }

    @Override
    public void request(long n) {
        if (!Operators.validate(n)) {
            return;
        }
        if (!channel.eventLoop().inEventLoop()) {
            channel.eventLoop().execute(() -> request(n));
            return;
        }
        wanted = Operators.addCap(wanted, n);
        if (!handing) { // else who hands over what came early sees it
            handOver();
        }
    }

    private void handOver() {
        handing = true;
        while (early != null && wanted > 0) {
            deliver(early.remove());
            if (early != null && early.isEmpty()) {
                early = null;
                channel.config().setAutoRead(true);
            }
        }
        handing = false;
    }

    @Override
    public void cancel() {
        wanted = 0;
        subscriber = null;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf frame = (ByteBuf) message;
        if (isEnding()) {
            frame.release(); // read all the same: a close with octets unread would cut the last words off
            return;
        }
        if (wanted > 0 && early == null) {
            deliver(frame);
            return;
        }
        Queue<ByteBuf> waiting = early;
        if (waiting == null) {
            waiting = new ArrayDeque<>();
            early = waiting;
            channel.config().setAutoRead(false);
        }
        waiting.add(frame);
    }

    private void deliver(ByteBuf frame) {
        try {
            CoreSubscriber<? super ByteBuf> to = subscriber;
            if (to != null && admits(frame)) {
                wanted = wanted == Long.MAX_VALUE ? wanted : wanted - 1;
                to.onNext(frame);
            }
        } finally {
            frame.release();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        Queue<ByteBuf> waiting = early;
        early = null;
        if (waiting != null) {
            waiting.forEach(ByteBuf::release);
        }
        CoreSubscriber<? super ByteBuf> to = subscriber;
        subscriber = null;
        if (to != null) {
            to.onComplete();
        }
    }

    /** A frame that is too long, or a connection that was reset. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        dispose();
    }
}

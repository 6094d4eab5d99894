package kz.centerpro.door.rsocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.rsocket.DuplexConnection;
import io.rsocket.RSocketErrorException;
import io.rsocket.exceptions.ConnectionErrorException;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A connection that tells its {@link Outflow} of each frame handed to it, and its {@link Inflow} of each that came.
 */
final class MeteredConnection implements DuplexConnection {

    private final DuplexConnection connection;
    private final Outflow outflow;
    private final Inflow inflow;
    private volatile @Nullable Long seat;

    MeteredConnection(DuplexConnection connection, Outflow outflow, Inflow inflow) {
        this.connection = connection;
        this.outflow = outflow;
        this.inflow = inflow;
    }

    Outflow outflow() {
        return outflow;
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

    @Override
    public void sendFrame(int streamId, ByteBuf frame) {
        outflow.handed();
        connection.sendFrame(streamId, frame);
    }

    @Override
    public void sendErrorAndClose(RSocketErrorException error) {
        outflow.handed();
        connection.sendErrorAndClose(error);
    }

    @Override
    public Flux<ByteBuf> receive() {
        return connection.receive().doOnNext(this::came);
    }

    private void came(ByteBuf frame) {
        if (!inflow.admits(frame)) {
            sendErrorAndClose(new ConnectionErrorException(
                    "Too many payloads were begun and not finished: send the fragments of one before the next."));
        }
    }

    @Override
    public ByteBufAllocator alloc() {
        return connection.alloc();
    }

    @Override
    public SocketAddress remoteAddress() {
        return connection.remoteAddress();
    }

    @Override
    public double availability() {
        return connection.availability();
    }

    @Override
    public Mono<Void> onClose() {
        return connection.onClose();
    }

    @Override
    public void dispose() {
        connection.dispose();
    }

    @Override
    public boolean isDisposed() {
        return connection.isDisposed();
    }
}

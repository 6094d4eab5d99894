package kz.centerpro.notification.rsocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.rsocket.DuplexConnection;
import io.rsocket.RSocketErrorException;
import java.net.SocketAddress;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A connection that tells its {@link Outflow} of each frame handed to it. */
record MeteredConnection(DuplexConnection connection, Outflow outflow) implements DuplexConnection {

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
        return connection.receive();
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

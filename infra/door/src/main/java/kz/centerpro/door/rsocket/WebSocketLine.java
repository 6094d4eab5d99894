package kz.centerpro.door.rsocket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import reactor.core.publisher.Flux;
import reactor.netty.Connection;

/** A connection over WebSocket: a message for each frame. Its handshake, pings and end are the web server's. */
final class WebSocketLine extends Line {

    private final Connection connection;

    WebSocketLine(Connection connection, RSocketLimits limits) {
        super(connection.channel(), limits);
        this.connection = connection;
    }

    @Override
    ChannelFuture write(Channel to, ByteBuf frame) {
        return to.write(new BinaryWebSocketFrame(frame));
    }

    @Override
    public Flux<ByteBuf> receive() {
        return connection.inbound().receive().filter(this::admits);
    }

    @Override
    public void dispose() {
        connection.dispose();
    }
}

package kz.centerpro.client;

import io.netty.channel.ChannelException;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.rsocket.RSocketErrorException;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;

/** What means that a connection is gone, and not that the client or the hub is wrong. */
final class Losses {

    private Losses() {}

    static boolean isLoss(Throwable failure) {
        return failure instanceof IOException || failure instanceof TimeoutException
                || failure instanceof ChannelException || failure instanceof CodecException // how Netty tells it
                || failure instanceof WebSocketHandshakeException || failure instanceof RSocketErrorException
                || failure instanceof StreamEnded
                || failure instanceof IllegalStateException // a socket that was disposed of meanwhile
                || failure instanceof CancellationException;
    }
}

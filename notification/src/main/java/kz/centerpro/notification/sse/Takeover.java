package kz.centerpro.notification.sse;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.netty.Connection;
import reactor.netty.NettyPipeline;
import reactor.netty.channel.ChannelOperations;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Takes a connection from the HTTP server once the head of its answer is out: the handlers of HTTP go, so does
 * everything that the request held, and what is left writes chunks made beforehand. Only plain HTTP/1.1, with or
 * without TLS, and no handler in between that would have changed the octets; all else is served through the framework.
 */
final class Takeover {

    private static final Set<String> HTTP = Set.of(NettyPipeline.HttpCodec, NettyPipeline.HttpTrafficHandler,
            NettyPipeline.ReactiveBridge);
    private static final Set<String> MAY_STAY = Set.of(NettyPipeline.SslHandler);

    private Takeover() {}

    /** The channel behind {@code nativeResponse}; null when it cannot be taken over. */
    static @Nullable Channel channel(Object nativeResponse) {
        if (!(nativeResponse instanceof HttpServerResponse response && nativeResponse instanceof Connection connection)
                || !HttpVersion.HTTP_1_1.equals(response.version())) {
            return null;
        }
        Channel channel = connection.channel();
        List<String> names = handlers(channel);
        return channel.parent() != null && names.containsAll(HTTP)
                && names.stream().allMatch(name -> HTTP.contains(name) || MAY_STAY.contains(name)) ? channel : null;
    }

    /** A client of HTTP/1.0 knows no chunks: its stream ends with the connection. */
    static void withoutChunksIfOld(Object nativeResponse) {
        if (nativeResponse instanceof HttpServerResponse response && HttpVersion.HTTP_1_0.equals(response.version())) {
            response.chunkedTransfer(false).keepAlive(false);
        }
    }

    /** On the event loop. False when the connection is another's already. */
    static boolean of(Channel channel, Subscriber subscriber) {
        ChannelOperations<?, ?> request = ChannelOperations.get(channel);
        if (request == null || !request.rebind(new Taken(channel))) {
            return false;
        }
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addLast(subscriber); // first, so that octets which a handler hands on as it goes are let go
        HTTP.forEach(pipeline::remove);
        channel.config().setAutoRead(true); // so that the client's end is noticed
        return true;
    }

    private static List<String> handlers(Channel channel) {
        return channel.pipeline().names().stream().filter(name -> !name.startsWith("DefaultChannelPipeline$")).toList();
    }

    /** In place of the request, which then counts as over. */
    private record Taken(Channel channel) implements Connection {}
}

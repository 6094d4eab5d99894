package kz.centerpro.eventlog;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to a Redis that may be away, also at the start: the first connect is repeated until it succeeds, later
 * ones are Lettuce's. While it is away commands are rejected, not queued.
 */
final class RedisLink<C extends StatefulConnection<String, byte[]>> {

    private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);
    private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration RECONNECT_MAX = Duration.ofSeconds(1);
    private static final int REQUEST_QUEUE = 1_024;
    /** Names of channels, and messages as they are. */
    static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.ASCII, ByteArrayCodec.INSTANCE);

    private final ClientResources resources;
    private final RedisClient client;
    private final RedisURI uri;
    private final BiFunction<RedisClient, RedisURI, CompletionStage<C>> opener;
    private final Consumer<C> opened;
    private volatile @Nullable C connection;
    private volatile boolean closed;

    /**
     * {@code opened} runs once, on an event loop, when the first connect succeeded; {@code read} on it each time that
     * what the socket had was read and told.
     */
    RedisLink(String uri, BiFunction<RedisClient, RedisURI, CompletionStage<C>> opener, Consumer<C> opened,
            Runnable read) {
        this.uri = RedisURI.create(uri);
        this.opener = opener;
        this.opened = opened;
        this.resources = ClientResources.builder().ioThreadPoolSize(2).computationThreadPoolSize(2)
                .reconnectDelay(Delay.fullJitter(Duration.ofMillis(50), RECONNECT_MAX, 50, TimeUnit.MILLISECONDS))
                .nettyCustomizer(new NettyCustomizer() {
                    @Override
                    public void afterChannelInitialized(Channel channel) {
                        channel.pipeline().addLast(new AfterRead(read));
                    }
                }).build();
        this.client = RedisClient.create(resources);
        client.setOptions(ClientOptions.builder().autoReconnect(true)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(REQUEST_QUEUE).timeoutOptions(TimeoutOptions.enabled(COMMAND_TIMEOUT))
                .socketOptions(SocketOptions.builder().connectTimeout(COMMAND_TIMEOUT).keepAlive(true).build())
                .build());
    }

    private static final class AfterRead extends ChannelInboundHandlerAdapter {

        private final Runnable read;

        AfterRead(Runnable read) {
            this.read = read;
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            read.run();
        }
    }

    void open() {
        if (closed) {
            return;
        }
        var _ = opener.apply(client, uri).whenComplete((made, failure) -> {
            if (failure != null) {
                LOG.debug("Redis is away: {}", failure.toString());
                later(this::open);
            } else {
                connection = made;
                opened.accept(made);
            }
        });
    }

    /** Runs {@code task} on Lettuce's timer after a moment. */
    void later(Runnable task) {
        if (!closed) {
            var _ = resources.eventExecutorGroup().schedule(task, RECONNECT_MAX.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** The connection while Redis is there. */
    @Nullable
    C whenUp() {
        C current = connection;
        return current != null && current.isOpen() ? current : null;
    }

    void close() {
        closed = true;
        client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        var _ = resources.shutdown(0, 2, TimeUnit.SECONDS);
    }
}

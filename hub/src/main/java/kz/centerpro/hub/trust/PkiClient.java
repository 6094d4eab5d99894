package kz.centerpro.hub.trust;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import kz.centerpro.hub.kernel.Bulkhead;
import kz.centerpro.hub.kernel.HubMeters;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** The HTTP client for authorities: bounded in time and size, and kept from private networks unless allowed. */
final class PkiClient {

    private static final int ANSWER_BYTES_MAX = 256 * 1024;
    static final int CRL_BYTES_MAX = 64 * 1024 * 1024;
    private static final int PARTS_AT_ONCE = 32;
    private static final int CONNECTIONS_MAX = 64;

    private final HttpClient http;
    private final boolean privateAddresses;
    private final Duration timeout;
    private final HubMeters meters;

    PkiClient(Duration timeout, boolean privateAddresses, HubMeters meters) {
        this.meters = meters;
        this.timeout = timeout;
        this.privateAddresses = privateAddresses;
        ConnectionProvider connections = ConnectionProvider.builder("pki").maxConnections(CONNECTIONS_MAX)
                .maxIdleTime(Duration.ofSeconds(20)).pendingAcquireTimeout(timeout).build();
        this.http = HttpClient.create(connections).followRedirect(false).responseTimeout(timeout)
                .doOnChannelInit((observer, channel, address) -> channel.pipeline().addLast(new ConnectGuard()));
    }

    Mono<byte[]> ocsp(URI responder, byte[] request) {
        return asked(responder, "application/ocsp-request", request)
                .doOnSuccess(_ -> meters.fetched(HubMeters.Fetch.OCSP))
                .doOnError(failure -> meters.fetchFailed(HubMeters.Fetch.OCSP, failure));
    }

    Mono<byte[]> timestamp(URI authority, byte[] request) {
        return asked(authority, "application/timestamp-query", request)
                .doOnSuccess(_ -> meters.fetched(HubMeters.Fetch.TSP))
                .doOnError(failure -> meters.fetchFailed(HubMeters.Fetch.TSP, failure));
    }

    /** The request goes in one piece with its length: responders of old do not read chunks. */
    private Mono<byte[]> asked(URI address, String type, byte[] request) {
        return Mono.defer(() -> {
            refuseScheme(address);
            return http.headers(headers -> headers.set(HttpHeaderNames.CONTENT_TYPE, type)).post().uri(address)
                    .send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(request)))
                    .response((response, body) -> response.status().code() == 200
                            ? bounded(body, ANSWER_BYTES_MAX)
                            : Mono.<byte[]>error(new IOException("authority answered " + response.status().code())))
                    .next();
        }).timeout(timeout);
    }

    /**
     * Writes a revocation list to a file, on {@code io}; what the file holds after an error is not a list.
     *
     * @return how many bytes came
     */
    Mono<Long> list(URI address, Path file, Bulkhead io) {
        return Mono.defer(() -> {
            refuseScheme(address);
            return http.get().uri(address)
                    .response((response, body) -> response.status().code() == 200
                            ? written(body.asByteArray(), file, io)
                            : Mono.<Long>error(new IOException("list server answered " + response.status().code())))
                    .next();
        }).timeout(timeout.multipliedBy(10)).doOnSuccess(_ -> meters.fetched(HubMeters.Fetch.CRL))
                .doOnError(failure -> meters.fetchFailed(HubMeters.Fetch.CRL, failure));
    }

    private static Mono<Long> written(Flux<byte[]> body, Path file, Bulkhead io) {
        return Mono.usingWhen(
                io.run(() -> FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)),
                channel -> body.buffer(PARTS_AT_ONCE).concatMap(parts -> io.run(() -> append(channel, parts)), 1)
                        .last(0L),
                channel -> io.run(() -> closed(channel)));
    }

    private static long append(FileChannel channel, List<byte[]> parts) throws IOException {
        for (byte[] part : parts) {
            ByteBuffer bytes = ByteBuffer.wrap(part);
            if (channel.position() + part.length > CRL_BYTES_MAX) {
                throw new IOException("answer larger than " + CRL_BYTES_MAX + " bytes");
            }
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
        return channel.position();
    }

    private static boolean closed(FileChannel channel) throws IOException {
        channel.close();
        return true;
    }

    private static Mono<byte[]> bounded(Flux<ByteBuf> body, int bytesMax) {
        return body.reduceWith(ByteArrayOutputStream::new, (bytes, buffer) -> {
            int size = buffer.readableBytes();
            if (bytes.size() + size > bytesMax) {
                throw new IllegalStateException("answer larger than " + bytesMax + " bytes");
            }
            byte[] part = new byte[size];
            buffer.readBytes(part);
            bytes.writeBytes(part);
            return bytes;
        }).map(ByteArrayOutputStream::toByteArray);
    }

    private void refuseScheme(URI address) {
        String scheme = address.getScheme();
        if (address.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))
                || address.getUserInfo() != null) {
            throw new IllegalArgumentException("not an address of an authority");
        }
        if (isLiteral(address.getHost())) {
            refusePrivate(new InetSocketAddress(address.getHost(), 80)); // a literal: nothing is looked up
        }
    }

    private static boolean isLiteral(String host) {
        return host.startsWith("[") || host.chars().allMatch(c -> c == '.' || Character.isDigit(c));
    }

    private void refusePrivate(SocketAddress address) {
        if (!privateAddresses && address instanceof InetSocketAddress inet && isPrivate(inet.getAddress())) {
            throw new IllegalArgumentException("private address");
        }
    }

    /** Sees the address that a name was resolved to, just before the connection is opened. */
    private final class ConnectGuard extends ChannelOutboundHandlerAdapter {

        @Override
        public void connect(ChannelHandlerContext context, SocketAddress remote, SocketAddress local,
                ChannelPromise promise) throws Exception {
            try {
                refusePrivate(remote);
            } catch (IllegalArgumentException refused) {
                promise.setFailure(refused);
                return;
            }
            super.connect(context, remote, local, promise);
        }
    }

    private static boolean isPrivate(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean uniqueLocal = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
        boolean carrierGrade = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
        return address.isLoopbackAddress() || address.isSiteLocalAddress() || address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress() || uniqueLocal || carrierGrade;
    }
}

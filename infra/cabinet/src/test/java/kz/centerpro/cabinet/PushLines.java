package kz.centerpro.cabinet;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLException;
import kz.centerpro.sandbox.LoopbackCertificate;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.DisposableServer;
import reactor.netty.NettyInbound;
import reactor.netty.NettyOutbound;
import reactor.netty.tcp.TcpServer;

/**
 * The long lines of a SIMULATED vendor's push service: Chromium's protocol MCS over TLS. A browser begins with its
 * version and a request to log in, any is let in; after that messages go to it, and its confirmations are not read.
 */
final class PushLines implements AutoCloseable {

    private static final int VERSION = 41;
    private static final int LOGIN_RESPONSE = 3;
    private static final int DATA_MESSAGE = 8;
    private static final long DAY = 86_400;

    /** What a browser registered as. */
    record Registration(String app, String subtype, String sender) {}

    private final List<Connection> open = new CopyOnWriteArrayList<>();
    private final List<byte[]> waiting = new ArrayList<>();
    private final DisposableServer server;

    PushLines(LoopbackCertificate certificate) {
        try {
            SslContext tls = SslContextBuilder.forServer(certificate.key(), certificate.certificate()).build();
            server = TcpServer.create().host("127.0.0.1").port(0).secure(spec -> spec.sslContext(tls))
                    .handle(this::talk).bindNow();
        } catch (SSLException broken) {
            throw new IllegalStateException(broken);
        }
    }

    int port() {
        return server.port();
    }

    private Publisher<Void> talk(NettyInbound in, NettyOutbound out) {
        in.withConnection(line -> line.onDispose(() -> open.remove(line)));
        return in.receive().asByteArray().index().concatMap(part -> part.getT1() == 0
                ? begun(part.getT2(), in, out)
                : Mono.<Void>empty()).then();
    }

    private Mono<Void> begun(byte[] first, NettyInbound in, NettyOutbound out) {
        if (first[0] != VERSION) {
            return Mono.error(new IllegalStateException("a browser of another protocol: " + first[0]));
        }
        byte[] login = new Protobuf().text(1, "login").number(5, 1).number(6, 1)
                .number(8, Instant.now().toEpochMilli()).bytes();
        byte[] framed = framed(LOGIN_RESPONSE, login);
        byte[] answer = new byte[framed.length + 1];
        answer[0] = VERSION;
        System.arraycopy(framed, 0, answer, 1, framed.length);
        return out.sendByteArray(Mono.just(answer)).then().then(Mono.defer(() -> {
            in.withConnection(this::let);
            return Mono.empty();
        }));
    }

    private synchronized void let(Connection line) {
        open.add(line);
        waiting.forEach(message -> say(line, message));
        waiting.clear();
    }

    /** Brings an encrypted push to the browser that registered so, at once or when its line is there. */
    synchronized void bring(Registration to, byte[] sealed) {
        byte[] message = framed(DATA_MESSAGE, new Protobuf().text(3, to.sender()).text(5, to.app())
                .message(7, pair("subtype", to.subtype())).message(7, pair("content-encoding", "aes128gcm"))
                .text(9, UUID.randomUUID().toString()).number(10, 2).number(17, DAY)
                .number(18, Instant.now().getEpochSecond()).bytes(21, sealed).bytes());
        if (open.isEmpty()) {
            waiting.add(message);
        } else {
            say(open.getLast(), message);
        }
    }

    private static void say(Connection line, byte[] message) {
        line.outbound().sendByteArray(Mono.just(message)).then().subscribe();
    }

    private static Protobuf pair(String key, String value) {
        return new Protobuf().text(1, key).text(2, value);
    }

    private static byte[] framed(int tag, byte[] message) {
        byte[] head = new Protobuf().varint(tag).varint(message.length).bytes();
        byte[] all = java.util.Arrays.copyOf(head, head.length + message.length);
        System.arraycopy(message, 0, all, head.length, message.length);
        return all;
    }

    @Override
    public void close() {
        open.forEach(Connection::dispose);
        server.disposeNow();
    }
}

package kz.centerpro.notification.push;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntUnaryOperator;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import io.netty.handler.codec.http.HttpHeaders;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A SIMULATED push service with one browser behind it, which decrypts, and a gateway for wake-ups beside it. */
final class PushServiceSimulator implements AutoCloseable {

    /** What came, as it was sent. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Got(HttpHeaders headers, byte[] body) {

        String header(String name) {
            return Objects.requireNonNullElse(headers.get(name), "");
        }
    }

    final List<Got> pushes = new CopyOnWriteArrayList<>();
    final List<Got> wakes = new CopyOnWriteArrayList<>();
    private final KeyPair browser;
    private final byte[] auth = new byte[16];
    private final DisposableServer server;

    /** {@code status} gives the status of the n-th push, from 1. */
    PushServiceSimulator(IntUnaryOperator status) {
        try {
            browser = P256.fresh();
        } catch (GeneralSecurityException absent) {
            throw new AssertionError(absent);
        }
        new SecureRandom().nextBytes(auth);
        server = HttpServer.create().host("127.0.0.1").port(0).route(routes -> routes
                .post("/push", (request, response) -> request.receive().aggregate().asByteArray().flatMap(body -> {
                    pushes.add(new Got(request.requestHeaders().copy(), body));
                    return response.status(status.applyAsInt(pushes.size())).send().then();
                })).post("/wake", (request, response) -> request.receive().aggregate().asByteArray().flatMap(body -> {
                    wakes.add(new Got(request.requestHeaders().copy(), body));
                    return response.status(200).sendString(Mono.just("{}")).then();
                }))).bindNow();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.port() + path;
    }

    String subscription() {
        return "{\"endpoint\":\"" + url("/push") + "\",\"keys\":{\"p256dh\":\"" + text(P256.bytes(point()))
                + "\",\"auth\":\"" + text(auth) + "\"}}";
    }

    /** As a browser does it. */
    JsonNode decrypted(Got got) throws GeneralSecurityException {
        ByteBuffer body = ByteBuffer.wrap(got.body());
        byte[] salt = taken(body, 16);
        int record = body.getInt();
        byte[] serverPoint = taken(body, body.get());
        byte[] sealed = taken(body, body.remaining());
        byte[] shared = P256.agreed(browser.getPrivate(), P256.point(serverPoint));
        byte[] info = ByteBuffer.allocate(144).put("WebPush: info\0".getBytes(StandardCharsets.US_ASCII))
                .put(P256.bytes(point())).put(serverPoint).array();
        byte[] key = PushCipher.derived(auth, shared, info, 32);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.DECRYPT_MODE,
                new SecretKeySpec(PushCipher.derived(salt, key,
                        "Content-Encoding: aes128gcm\0".getBytes(StandardCharsets.US_ASCII), 16), "AES"),
                new GCMParameterSpec(128, PushCipher.derived(salt, key,
                        "Content-Encoding: nonce\0".getBytes(StandardCharsets.US_ASCII), 12)));
        byte[] padded = cipher.doFinal(sealed);
        if (record < sealed.length || padded[padded.length - 1] != 2) {
            throw new AssertionError("not the last record");
        }
        return JsonMapper.shared().readTree(new String(padded, 0, padded.length - 1, StandardCharsets.UTF_8));
    }

    /** The claims of the sender, if its signature holds under {@code publicKey}. */
    static JsonNode claims(Got got, String publicKey) throws GeneralSecurityException {
        String authorization = got.header("authorization");
        String token = authorization.substring("vapid t=".length(), authorization.indexOf(", k="));
        if (!authorization.endsWith(", k=" + publicKey)) {
            throw new AssertionError("another key: " + authorization);
        }
        int end = token.lastIndexOf('.');
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initVerify(P256.point(Base64.getUrlDecoder().decode(publicKey)));
        signature.update(token.substring(0, end).getBytes(StandardCharsets.US_ASCII));
        if (!signature.verify(Base64.getUrlDecoder().decode(token.substring(end + 1)))) {
            throw new AssertionError("the signature does not hold");
        }
        return JsonMapper.shared()
                .readTree(Base64.getUrlDecoder().decode(token.substring(token.indexOf('.') + 1, end)));
    }

    private ECPublicKey point() {
        return (ECPublicKey) browser.getPublic();
    }

    private static byte[] taken(ByteBuffer from, int length) {
        byte[] bytes = new byte[length];
        from.get(bytes);
        return bytes;
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}

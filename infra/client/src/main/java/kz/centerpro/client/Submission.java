package kz.centerpro.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import kz.centerpro.contracts.document.SubmissionMetadata;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import tools.jackson.databind.json.JsonMapper;

/**
 * A document to send: it may be sent any number of times and is done once, for it keeps its Idempotency-Key. The
 * signature goes before the content, so that the hub computes just the digests that it needs while the content streams
 * by.
 */
public final class Submission {

    private static final String BOUNDARY = "center-" + UUID.randomUUID();

    private final String key;
    private final byte[] metadata;
    private final byte[] signature;
    private final byte @Nullable [] bytes;
    private final @Nullable Path file;

    private Submission(String key, SubmissionMetadata metadata, byte[] signature, byte @Nullable [] bytes,
            @Nullable Path file) {
        this.key = key;
        this.metadata = JsonMapper.shared().writeValueAsBytes(metadata);
        this.signature = signature;
        this.bytes = bytes;
        this.file = file;
    }

    /** The signature holds its content, or the metadata its digest. */
    public static Submission attached(SubmissionMetadata metadata, byte[] signature) {
        return new Submission(freshKey(), metadata, signature, null, null);
    }

    public static Submission detached(SubmissionMetadata metadata, byte[] signature, byte[] content) {
        return new Submission(freshKey(), metadata, signature, content.clone(), null);
    }

    /** Content of any length, read while it is sent. */
    public static Submission detached(SubmissionMetadata metadata, byte[] signature, Path content) {
        return new Submission(freshKey(), metadata, signature, null, content);
    }

    /** The same under a key that the caller keeps, so that it is done once over restarts of the caller too. */
    public Submission withKey(String idempotencyKey) {
        return new Submission(idempotencyKey, this);
    }

    private Submission(String key, Submission other) {
        this.key = key;
        this.metadata = other.metadata;
        this.signature = other.signature;
        this.bytes = other.bytes;
        this.file = other.file;
    }

    static String freshKey() {
        return UUID.randomUUID().toString();
    }

    String key() {
        return key;
    }

    static String contentType() {
        return "multipart/form-data; boundary=" + BOUNDARY;
    }

    /** For one attempt. */
    Publisher<ByteBuf> body() {
        Mono<ByteBuf> head = Mono.fromSupplier(() -> Unpooled.wrappedBuffer(head()));
        Mono<ByteBuf> tail = Mono.fromSupplier(() -> Unpooled.wrappedBuffer(ascii("\r\n--" + BOUNDARY + "--\r\n")));
        if (file != null) {
            return Flux.concat(head, ByteBufFlux.fromPath(file), tail);
        }
        byte[] content = bytes == null ? new byte[0] : bytes;
        return Flux.concat(head, Mono.fromSupplier(() -> Unpooled.wrappedBuffer(content)), tail);
    }

    private byte[] head() {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        part(head, "metadata", "application/json", false);
        head.writeBytes(metadata);
        head.writeBytes(ascii("\r\n"));
        part(head, "signature", "application/pkcs7-signature", true);
        head.writeBytes(signature);
        if (bytes != null || file != null) {
            head.writeBytes(ascii("\r\n"));
            part(head, "content", "application/octet-stream", true);
        }
        return head.toByteArray();
    }

    private static void part(ByteArrayOutputStream out, String name, String type, boolean asFile) {
        out.writeBytes(ascii("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\""
                + (asFile ? "; filename=\"" + name + "\"" : "") + "\r\nContent-Type: " + type + "\r\n\r\n"));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

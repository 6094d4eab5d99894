package kz.centerpro.cli.client;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The body of a submission. The signature goes before the content, so that the hub computes exactly the digests that it
 * needs while the content streams by.
 */
public final class MultipartBody {

    private final String boundary = "center-" + UUID.randomUUID();
    private final byte[] metadata;
    private final byte[] signature;
    private final byte @Nullable [] bytes;
    private final @Nullable Path file;

    private MultipartBody(byte[] metadata, byte[] signature, byte @Nullable [] bytes, @Nullable Path file) {
        this.metadata = metadata;
        this.signature = signature;
        this.bytes = bytes;
        this.file = file;
    }

    /** The signature holds its content. */
    public static MultipartBody attached(byte[] metadata, byte[] signature) {
        return new MultipartBody(metadata, signature, null, null);
    }

    public static MultipartBody detached(byte[] metadata, byte[] signature, byte[] content) {
        return new MultipartBody(metadata, signature, content, null);
    }

    /** Content of any length, read while it is sent. */
    public static MultipartBody detached(byte[] metadata, byte[] signature, Path content) {
        return new MultipartBody(metadata, signature, null, content);
    }

    public String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    /** Everything in one array; only for content that is at hand. */
    public byte[] toBytes() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head());
        if (bytes != null) {
            all.writeBytes(bytes);
        }
        all.writeBytes(tail());
        return all.toByteArray();
    }

    BodyPublisher publisher() throws FileNotFoundException {
        if (file == null) {
            return BodyPublishers.ofByteArray(toBytes());
        }
        List<BodyPublisher> parts = new ArrayList<>();
        parts.add(BodyPublishers.ofByteArray(head()));
        parts.add(BodyPublishers.ofFile(file));
        parts.add(BodyPublishers.ofByteArray(tail()));
        return BodyPublishers.concat(parts.toArray(BodyPublisher[]::new));
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

    private void part(ByteArrayOutputStream out, String name, String type, boolean asFile) {
        out.writeBytes(ascii("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\""
                + (asFile ? "; filename=\"" + name + "\"" : "") + "\r\nContent-Type: " + type + "\r\n\r\n"));
    }

    private byte[] tail() {
        return ascii("\r\n--" + boundary + "--\r\n");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

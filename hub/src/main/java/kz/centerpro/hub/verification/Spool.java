package kz.centerpro.hub.verification;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.signature.CmsStream;

/**
 * A file that is too large for memory, on disk while it is checked: without a name once it is open where the system
 * allows it, and gone when closed. Blocks; one thread at a time.
 */
final class Spool implements Closeable {

    private final FileChannel channel;

    private Spool(FileChannel channel) {
        this.channel = channel;
    }

    static Spool open() throws IOException {
        Path file = Files.createTempFile("center-check-", null);
        return new Spool(FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE));
    }

    void write(byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes, offset, length);
        while (left.hasRemaining()) {
            channel.write(left);
        }
    }

    long size() throws IOException {
        return channel.size();
    }

    /** The container, and digests of the content inside it. */
    CmsStream.Streamed read() throws MalformedSignature, IOException {
        channel.position(0);
        return CmsStream.read(new BufferedInputStream(Channels.newInputStream(channel)),
                OutputStream.nullOutputStream(), channel.size());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

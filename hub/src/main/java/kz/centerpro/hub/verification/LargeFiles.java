package kz.centerpro.hub.verification;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.PartSink;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.kernel.Bulkhead;
import kz.centerpro.hub.signature.CmsStream;
import kz.centerpro.hub.signature.SignatureDesk;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Takes a signed file of any size: small ones in memory, a large CMS with its content inside by way of the disk. */
final class LargeFiles {

    private static final Logger LOG = LoggerFactory.getLogger(LargeFiles.class);
    private static final int AT_ONCE = 4;
    private static final Duration RETRY = Duration.ofSeconds(10);
    /** DER and BER of a SEQUENCE; its first byte in base64; PEM. */
    private static final String CMS_BEGINS_WITH = "0M-";

    private final Bulkhead disk;
    private final long bytesMax;
    private final AtomicInteger open = new AtomicInteger();

    LargeFiles(Bulkhead disk, long bytesMax) {
        this.disk = disk;
        this.bytesMax = bytesMax;
    }

    /** One file on its way in; {@link #close} when its request has ended, however it did. */
    final class Incoming implements PartSink {

        private final Function<byte[], Mono<Void>> small;
        private final Consumer<CmsStream.Streamed> large;
        private ByteArrayOutputStream memory = new ByteArrayOutputStream();
        private volatile @Nullable Spool spool;
        private boolean closed;
        private long size;

        Incoming(Function<byte[], Mono<Void>> small, Consumer<CmsStream.Streamed> large) {
            this.small = small;
            this.large = large;
        }

        @Override
        public Mono<Void> take(byte[] bytes, int offset, int length) {
            size += length;
            if (size <= SignatureDesk.BYTES_MAX) {
                memory.write(bytes, offset, length);
                return Mono.empty();
            }
            if (size > bytesMax) {
                return Mono.error(tooLarge());
            }
            return disk.run(() -> {
                Spool there = spool;
                Spool target = there == null ? begun() : there;
                target.write(bytes, offset, length);
                return length;
            }).then();
        }

        private Spool begun() throws IOException {
            byte[] head = memory.toByteArray();
            memory = new ByteArrayOutputStream();
            if (CMS_BEGINS_WITH.indexOf(head[0]) < 0) {
                throw Refusal.of(ProblemType.TOO_LARGE, "A signed PDF, XML file or container has at most "
                        + SignatureDesk.BYTES_MAX + " bytes; larger content goes beside a detached signature.");
            }
            if (open.incrementAndGet() > AT_ONCE) {
                open.decrementAndGet();
                throw Refusal.of(ProblemType.OVERLOADED, "This node checks " + AT_ONCE
                        + " large files at once: repeat later, or send the content beside a detached signature.")
                        .retryAfter(RETRY);
            }
            Spool begun = kept(Spool.open());
            begun.write(head, 0, head.length);
            return begun;
        }

        /** The client may have left meanwhile. */
        private synchronized Spool kept(Spool begun) throws IOException {
            if (closed) {
                open.decrementAndGet();
                begun.close();
                throw new IOException("the request has ended");
            }
            spool = begun;
            return begun;
        }

        private Refusal tooLarge() {
            return Refusal.of(ProblemType.TOO_LARGE, "A signed file has at most " + bytesMax
                    + " bytes; larger content goes beside a detached signature.");
        }

        @Override
        public Mono<Void> end() {
            Spool whole = spool;
            return whole == null
                    ? small.apply(memory.toByteArray())
                    : disk.run(() -> read(whole)).doOnNext(large).then();
        }

        private CmsStream.Streamed read(Spool whole) throws IOException {
            try {
                return whole.read();
            } catch (MalformedSignature broken) {
                throw VerificationDesk.malformed(broken);
            }
        }

        /** May be called more than once. */
        synchronized void close() {
            closed = true;
            Spool used = spool;
            spool = null;
            if (used != null) {
                open.decrementAndGet();
                try {
                    used.close();
                } catch (IOException failed) {
                    LOG.warn("A checked file could not be removed from the disk: {}", failed.toString());
                }
            }
        }
    }
}

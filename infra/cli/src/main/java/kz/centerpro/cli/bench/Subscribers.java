package kz.centerpro.cli.bench;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/** Many live streams on one event loop that read frames and count them, and do nothing else. */
final class Subscribers implements AutoCloseable {

    private static final byte[] MARK = "\nevent: ".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    private static final int BATCH = 50;

    private final LongAdder frames = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final Disposable.Composite streams = Disposables.composite();
    private final ConnectionProvider connections;
    private final LoopResources loop = LoopResources.create("bench-client", 1, true);

    private Subscribers(int count) {
        this.connections = ConnectionProvider.builder("bench").maxConnections(count + 1)
                .pendingAcquireMaxCount(count + 1).pendingAcquireTimeout(Duration.ofSeconds(60)).build();
    }

    /** Opens the streams and waits until each has said hello. */
    static Subscribers open(int count, String url, @Nullable String token) {
        Subscribers all = new Subscribers(count);
        HttpClient http = HttpClient.create(all.connections).runOn(all.loop).headers(headers -> {
            headers.set("Accept", "text/event-stream");
            if (token != null) {
                headers.set("Authorization", "Bearer " + token);
            }
        });
        for (int opened = 0; opened < count;) {
            for (int i = 0; i < BATCH && opened < count; i++, opened++) {
                Matching matching = all.new Matching();
                all.streams.add(http.get().uri(url).response((answer, content) -> {
                    if (answer.status().code() != 200) {
                        all.failures.increment();
                    }
                    return content.doOnNext(matching::read);
                }).subscribe(buffer -> {
                }, failed -> all.failures.increment()));
            }
            all.await(opened, Duration.ofSeconds(60));
        }
        return all;
    }

    /** Waits for that many frames since the beginning, hellos counted. */
    void await(long total, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (frames.sum() < total) {
            if (System.nanoTime() > end || failures.sum() > 0) {
                throw new IllegalStateException("of " + total + " frames " + frames.sum() + " came; " + failures.sum()
                        + " streams failed");
            }
            LockSupport.parkNanos(500_000);
        }
    }

    long frames() {
        return frames.sum();
    }

    @Override
    public void close() {
        streams.dispose();
        connections.dispose();
        loop.dispose();
    }

    /** Finds the mark wherever the network cut the bytes; its first octet occurs once in it. */
    private final class Matching {

        private int matched;

        void read(ByteBuf buffer) {
            int found = 0;
            for (int at = buffer.readerIndex(); at < buffer.writerIndex(); at++) {
                byte octet = buffer.getByte(at);
                if (octet == MARK[matched]) {
                    matched++;
                    if (matched == MARK.length) {
                        found++;
                        matched = 0;
                    }
                } else {
                    matched = octet == MARK[0] ? 1 : 0;
                }
            }
            frames.add(found);
        }
    }
}

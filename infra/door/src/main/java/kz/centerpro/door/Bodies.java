package kz.centerpro.door;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import kz.centerpro.contracts.problem.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reads request bodies as they arrive, one network buffer at a time and no faster than the sinks take them. Every
 * buffer is copied and released at once, so that no later fault, refusal or lost client can touch memory that another
 * request uses by then.
 */
public final class Bodies {

    /** How much of a refused body is still read, so that a client that writes before it reads hears the answer. */
    private static final int PASSED_OVER_MAX = 1024 * 1024;

    private Bodies() {}

    public static boolean isMultipart(ServerRequest request) {
        return multipart(request).isPresent();
    }

    /**
     * Hands every part to the sink that {@code parts} gives for its name; {@code parts} may refuse a name. After a
     * refusal the rest is passed over while it is short, and the refusal comes at its end.
     *
     * @return refused with {@code malformed_request} when the body is not multipart/form-data with a boundary
     */
    public static Mono<Void> multipart(ServerRequest request, Function<String, PartSink> parts) {
        return Mono.defer(() -> read(request, new Parts(scanner(request), parts)));
    }

    /** The whole body to one sink. */
    public static Mono<Void> whole(ServerRequest request, PartSink sink) {
        return Mono.defer(() -> read(request, new Whole(sink)));
    }

    /**
     * The body line by line, no faster than they are taken.
     *
     * @param lineBytesMax
     *            a longer line comes without its bytes
     */
    public static Flux<BodyLine> lines(ServerRequest request, int lineBytesMax) {
        return lines(request.bodyToFlux(DataBuffer.class), lineBytesMax);
    }

    static Flux<BodyLine> lines(Flux<DataBuffer> body, int lineBytesMax) {
        return Flux.defer(() -> {
            LineSplitter splitter = new LineSplitter(lineBytesMax);
            return body.map(Bodies::copied).concatMapIterable(splitter::feed, 1)
                    .concatWith(Flux.defer(() -> Flux.fromIterable(splitter.end())));
        });
    }

    private static Mono<Void> read(ServerRequest request, PartSink sink) {
        return read(request.bodyToFlux(DataBuffer.class), sink);
    }

    static Mono<Void> multipart(Flux<DataBuffer> body, String boundary, Function<String, PartSink> parts) {
        return Mono.defer(() -> read(body, new Parts(new MultipartScanner(boundary), parts)));
    }

    private static Mono<Void> read(Flux<DataBuffer> body, PartSink sink) {
        return body.concatMap(buffer -> {
            byte[] bytes = copied(buffer);
            return sink.take(bytes, 0, bytes.length);
        }, 1).then(Mono.defer(sink::end)).doOnDiscard(DataBuffer.class, DataBufferUtils::release);
    }

    private static byte[] copied(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }

    private static Optional<MediaType> multipart(ServerRequest request) {
        return request.headers().contentType().filter(MediaType.MULTIPART_FORM_DATA::isCompatibleWith);
    }

    private static MultipartScanner scanner(ServerRequest request) {
        String boundary = multipart(request).map(type -> type.getParameter("boundary")).orElse("");
        boolean quoted = boundary.length() > 1 && boundary.startsWith("\"") && boundary.endsWith("\"");
        return new MultipartScanner(quoted ? boundary.substring(1, boundary.length() - 1) : boundary);
    }

    /** Remembers the first refusal and passes over what comes after it. */
    private abstract static class Refusing implements PartSink {

        private @Nullable Refusal refusal;
        private long passedOver;

        @Override
        public final Mono<Void> take(byte[] bytes, int offset, int length) {
            return refusal == null
                    ? Mono.defer(() -> taken(bytes, offset, length)).onErrorResume(Refusal.class, this::refused)
                    : passOver(refusal, length);
        }

        abstract Mono<Void> taken(byte[] bytes, int offset, int length);

        private Mono<Void> refused(Refusal first) {
            refusal = first;
            return Mono.empty();
        }

        private Mono<Void> passOver(Refusal earlier, int length) {
            passedOver += length;
            return passedOver > PASSED_OVER_MAX ? Mono.error(earlier) : Mono.empty();
        }

        @Override
        public final Mono<Void> end() {
            return refusal == null ? ended() : Mono.error(refusal);
        }

        abstract Mono<Void> ended();
    }

    private static final class Whole extends Refusing {

        private final PartSink sink;

        Whole(PartSink sink) {
            this.sink = sink;
        }

        @Override
        Mono<Void> taken(byte[] bytes, int offset, int length) {
            return sink.take(bytes, offset, length);
        }

        @Override
        Mono<Void> ended() {
            return sink.end();
        }
    }

    private static final class Parts extends Refusing {

        private final MultipartScanner scanner;
        private final Function<String, PartSink> parts;
        private @Nullable PartSink open;

        Parts(MultipartScanner scanner, Function<String, PartSink> parts) {
            this.scanner = scanner;
            this.parts = parts;
        }

        @Override
        Mono<Void> taken(byte[] bytes, int offset, int length) {
            List<MultipartScanner.Found> found = scanner.feed(bytes);
            return found.size() == 1
                    ? apply(found.getFirst())
                    : Flux.fromIterable(found).concatMap(this::apply, 1).then();
        }

        private Mono<Void> apply(MultipartScanner.Found found) {
            return switch (found) {
                case MultipartScanner.Opened opened -> {
                    open = parts.apply(opened.name());
                    yield Mono.empty();
                }
                case MultipartScanner.Data data -> sink().take(data.bytes(), data.offset(), data.length());
                case MultipartScanner.Closed closed -> sink().end();
            };
        }

        private PartSink sink() {
            PartSink current = open;
            if (current == null) {
                throw new IllegalStateException("bytes of a part that was not opened");
            }
            return current;
        }

        @Override
        Mono<Void> ended() {
            scanner.end();
            return Mono.empty();
        }
    }
}

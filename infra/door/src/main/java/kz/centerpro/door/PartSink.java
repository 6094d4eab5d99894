package kz.centerpro.door;

import java.io.ByteArrayOutputStream;
import java.util.function.Function;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import reactor.core.publisher.Mono;

/**
 * Where the bytes of one part, or of one body, go. Called in order, by one request: the next call comes after the
 * {@code Mono} of the one before has completed. A {@link Refusal} from any call is the answer to the request.
 */
public interface PartSink {

    /** Takes {@code length} bytes from {@code offset}; the array is the sink's to keep. */
    Mono<Void> take(byte[] bytes, int offset, int length);

    /** After the last byte. */
    Mono<Void> end();

    /**
     * Keeps everything in memory.
     *
     * @param bytesMax
     *            refused with {@code too_large} at the first byte over it
     * @param whole
     *            what becomes of the bytes
     */
    static PartSink collecting(int bytesMax, Function<byte[], Mono<Void>> whole) {
        ByteArrayOutputStream collected = new ByteArrayOutputStream();
        return new PartSink() {
            @Override
            public Mono<Void> take(byte[] bytes, int offset, int length) {
                if (length > bytesMax - collected.size()) {
                    return Mono
                            .error(Refusal.of(ProblemType.TOO_LARGE, "This part has at most " + bytesMax + " bytes."));
                }
                collected.write(bytes, offset, length);
                return Mono.empty();
            }

            @Override
            public Mono<Void> end() {
                return whole.apply(collected.toByteArray());
            }
        };
    }
}

package kz.centerpro.hub.certificate;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * OCSP responses by the serials they speak of. Never changed; a copy with one more shares nearly everything. Bounded: a
 * full box loses its oldest response, which is asked for again when it is needed.
 */
final class AnswerShelf {

    private static final int BOXES = 256;
    static final int BOX_MAX = 16;
    private static final AnswerShelf EMPTY = new AnswerShelf(new Object[BOXES]);

    /** Lists of responses, or null. */
    private final Object[] boxes;

    private AnswerShelf(Object[] boxes) {
        this.boxes = boxes;
    }

    static AnswerShelf empty() {
        return EMPTY;
    }

    private static int box(BigInteger serial) {
        int hash = serial.hashCode();
        return (hash ^ hash >>> 8 ^ hash >>> 16 ^ hash >>> 24) & (BOXES - 1);
    }

    @SuppressWarnings("unchecked") // a box holds nothing else
    private static List<OcspResponse> in(Object[] boxes, int number) {
        Object box = boxes[number];
        return box == null ? List.of() : (List<OcspResponse>) box;
    }

    List<OcspResponse> about(BigInteger serial) {
        return in(boxes, box(serial)).stream().filter(response -> response.serials().contains(serial)).toList();
    }

    /** A copy with the response, without those that it makes superfluous. */
    AnswerShelf with(OcspResponse response) {
        Object[] changed = boxes.clone();
        Set<Integer> numbers = response.serials().stream().map(AnswerShelf::box).collect(Collectors.toSet());
        for (int number : numbers) {
            changed[number] = Stream
                    .concat(Stream.of(response),
                            in(boxes, number).stream().filter(known -> !response.replaces(known)))
                    .sorted(Comparator.comparing((OcspResponse known) -> known.producedAt).reversed()).limit(BOX_MAX)
                    .toList();
        }
        return new AnswerShelf(changed);
    }

    int size() {
        return (int) java.util.stream.IntStream.range(0, BOXES).boxed().flatMap(number -> in(boxes, number).stream())
                .distinct().count();
    }
}

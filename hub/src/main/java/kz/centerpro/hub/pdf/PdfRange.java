package kz.centerpro.hub.pdf;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.StreamingDigest;
import kz.centerpro.hub.pdf.PdfValue.Place;

/**
 * What a signature covers: the file from its first byte to {@link #end()}, but for the string that holds the signature
 * itself (ISO 32000-2, 12.8.1).
 */
final class PdfRange {

    private final byte[] bytes;
    private final int gapStart;
    private final int gapEnd;
    private final int end;
    private final Map<DigestAlgorithm, byte[]> digests = new ConcurrentHashMap<>();

    private PdfRange(byte[] bytes, int gapStart, int gapEnd, int end) {
        this.bytes = bytes;
        this.gapStart = gapStart;
        this.gapEnd = gapEnd;
        this.end = end;
    }

    /**
     * @param numbers
     *            the value of /ByteRange
     * @param contents
     *            where the string of /Contents stands
     * @throws MalformedSignature
     *             when anything but that string is left out
     */
    static PdfRange of(byte[] bytes, List<PdfValue> numbers, Place contents) throws MalformedSignature {
        if (numbers.size() != 4) {
            throw new MalformedSignature("/ByteRange does not have exactly one gap");
        }
        int start = PdfFile.number(numbers.getFirst());
        int first = PdfFile.number(numbers.get(1));
        int second = PdfFile.number(numbers.get(2));
        int length = PdfFile.number(numbers.get(3));
        if (start != 0) {
            throw new MalformedSignature("/ByteRange does not begin with the file");
        }
        if (contents.start() < 0 || !contents.hex() || first != contents.start() || second != contents.end()) {
            throw new MalformedSignature("/ByteRange leaves out something other than the signature's /Contents");
        }
        if (length > bytes.length - second) {
            throw new MalformedSignature("/ByteRange ends behind the file");
        }
        return new PdfRange(bytes, first, second, second + length);
    }

    int end() {
        return end;
    }

    /** Whether all of the other, its signature included, is in the bytes that are hashed here. */
    boolean covers(PdfRange other) {
        return gapStart >= other.end;
    }

    /** Number of bytes covered. */
    int size() {
        return end - (gapEnd - gapStart);
    }

    byte[] digest(DigestAlgorithm algorithm) {
        return digests.computeIfAbsent(algorithm, _ -> {
            StreamingDigest digest = algorithm.newDigest();
            digest.update(bytes, 0, gapStart);
            digest.update(bytes, gapEnd, end - gapEnd);
            return digest.finish();
        });
    }
}

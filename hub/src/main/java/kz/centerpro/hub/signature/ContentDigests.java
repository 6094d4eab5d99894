package kz.centerpro.hub.signature;

import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import org.jspecify.annotations.Nullable;

/** What is known of the content: its digests, computed while the bytes streamed by. */
public final class ContentDigests {

    private static final ContentDigests NONE = new ContentDigests(Map.of());

    private final Map<DigestAlgorithm, byte[]> values;

    private ContentDigests(Map<DigestAlgorithm, byte[]> values) {
        this.values = values;
    }

    /** The content of an attached signature is inside; of a detached one nothing is known. */
    public static ContentDigests none() {
        return NONE;
    }

    public static ContentDigests of(byte[] content, Set<DigestAlgorithm> algorithms) {
        Map<DigestAlgorithm, byte[]> values = new EnumMap<>(DigestAlgorithm.class);
        algorithms.forEach(algorithm -> values.put(algorithm, algorithm.digest(content)));
        return new ContentDigests(values);
    }

    public static ContentDigests of(Map<DigestAlgorithm, byte[]> digests) {
        Map<DigestAlgorithm, byte[]> values = new EnumMap<>(DigestAlgorithm.class);
        digests.forEach((algorithm, value) -> values.put(algorithm, value.clone()));
        return new ContentDigests(values);
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** Whether nothing known here contradicts that the content is these bytes. */
    public boolean agreesWith(byte[] content) {
        return values.entrySet().stream()
                .allMatch(known -> MessageDigest.isEqual(known.getKey().digest(content), known.getValue()));
    }

    byte @Nullable [] valueOf(DigestAlgorithm algorithm) {
        return values.get(algorithm);
    }
}

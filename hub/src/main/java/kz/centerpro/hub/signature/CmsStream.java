package kz.centerpro.hub.signature;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import kz.centerpro.hub.certificate.Der;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.SignatureScheme;
import kz.centerpro.hub.certificate.StreamingDigest;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/**
 * Reads a CMS SignedData whose attached content is too large for memory: the content is hashed and handed on while it
 * passes, all the rest is kept and read as if the signature were detached. DER, BER of definite and indefinite length,
 * base64 and PEM. Blocks on its streams; one thread, one use.
 */
public final class CmsStream {

    /** All but the content: certificates, signers, lists. */
    private static final int OUTSIDE_BYTES_MAX = 4 * 1024 * 1024;
    private static final int SEGMENT_DEPTH_MAX = 8;
    private static final int CHUNK = 64 * 1024;
    private static final int OCTET_STRING = 0x04;
    private static final int OCTET_STRING_SEGMENTS = 0x24;
    private static final int CONTEXT_0 = 0xa0;
    private static final int SEQUENCE = 0x30;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final byte[] BEGIN_INDEFINITE = {(byte) SEQUENCE, (byte) 0x80};
    private static final byte[] BEGIN_CONTEXT_0 = {(byte) CONTEXT_0, (byte) 0x80};
    private static final byte[] END = {0, 0};

    /**
     * What was read.
     *
     * @param container
     *            without its content, as if detached
     * @param digests
     *            of the content, by every known algorithm that the container announces before it; empty when there was
     *            no content inside
     * @param contentBytes
     *            how many went to the sink; -1 when there was no content inside
     */
    public record Streamed(SignedContainer container, ContentDigests digests, long contentBytes) {}

    private final BerInput input;
    private final OutputStream sink;
    private final long contentBytesMax;
    private final Map<DigestAlgorithm, StreamingDigest> digests = new EnumMap<>(DigestAlgorithm.class);
    private final byte[] chunk = new byte[CHUNK];
    private long contentBytes = -1;

    private CmsStream(BerInput input, OutputStream sink, long contentBytesMax) {
        this.input = input;
        this.sink = sink;
        this.contentBytesMax = contentBytesMax;
    }

    /**
     * @param sink
     *            receives the content; what it has received is worth nothing before this method returned
     * @throws MalformedSignature
     *             when the bytes are no signed data or beyond a bound
     * @throws IOException
     *             when a stream fails, not when its bytes are wrong
     */
    public static Streamed read(InputStream source, OutputStream sink, long contentBytesMax)
            throws MalformedSignature, IOException {
        TextInput.Watched watched = new TextInput.Watched(source);
        try {
            BerInput input = new BerInput(TextInput.binary(watched), OUTSIDE_BYTES_MAX);
            return new CmsStream(input, sink, contentBytesMax).read();
        } catch (TextInput.NotText wrong) {
            throw new MalformedSignature(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    private Streamed read() throws MalformedSignature, IOException {
        BerInput.Frame info = input.open(SEQUENCE, BerInput.Frame.WHOLE);
        input.keep(BEGIN_INDEFINITE);
        input.copy(OBJECT_IDENTIFIER, info);
        BerInput.Frame wrapper = input.open(CONTEXT_0, info);
        input.keep(BEGIN_CONTEXT_0);
        BerInput.Frame data = input.open(SEQUENCE, wrapper);
        input.keep(BEGIN_INDEFINITE);
        input.copy(0x02, data);
        int before = input.kept();
        input.copy(0x31, data);
        announced(input.keptFrom(before));
        encapsulated(data);
        while (input.more(data)) {
            input.copy(data);
        }
        for (BerInput.Frame frame : new BerInput.Frame[]{wrapper, info}) {
            if (input.more(frame)) {
                throw new MalformedSignature("something follows the signed data");
            }
        }
        input.keep(END);
        input.keep(END);
        input.keep(END);
        if (!input.atEnd()) {
            throw new MalformedSignature("something follows the container");
        }
        sink.flush();
        SignedContainer container = CmsReader.read(input.keptFrom(0), OUTSIDE_BYTES_MAX).opened();
        return new Streamed(container, values(), contentBytes);
    }

    private ContentDigests values() {
        Map<DigestAlgorithm, byte[]> values = new EnumMap<>(DigestAlgorithm.class);
        if (contentBytes >= 0) {
            digests.forEach((algorithm, digest) -> values.put(algorithm, digest.finish()));
        }
        return ContentDigests.of(values);
    }

    /** A signer whose digest is not announced here gets no digest, and so no verdict but "content not at hand". */
    private void announced(byte[] set) throws MalformedSignature {
        Set<DigestAlgorithm> algorithms = Der.contained("digest algorithms", () -> {
            Set<DigestAlgorithm> known = java.util.EnumSet.noneOf(DigestAlgorithm.class);
            for (ASN1Encodable element : ASN1Set.getInstance(Der.parse(set))) {
                DigestAlgorithm algorithm = SignatureScheme.digest(AlgorithmIdentifier.getInstance(element));
                if (algorithm != null) {
                    known.add(algorithm);
                }
            }
            return known;
        });
        algorithms.forEach(algorithm -> digests.put(algorithm, algorithm.newDigest()));
    }

    private void encapsulated(BerInput.Frame data) throws MalformedSignature, IOException {
        BerInput.Frame encapsulated = input.open(SEQUENCE, data);
        input.keep(BEGIN_INDEFINITE);
        input.copy(OBJECT_IDENTIFIER, encapsulated);
        input.keep(END);
        if (!input.more(encapsulated)) {
            return;
        }
        BerInput.Frame explicit = input.open(CONTEXT_0, encapsulated);
        contentBytes = 0;
        octets(explicit, 0);
        if (input.more(explicit) || input.more(encapsulated)) {
            throw new MalformedSignature("content is not one octet string");
        }
    }

    /** One octet string, or the segments of one (X.690, 8.7.3). */
    private void octets(BerInput.Frame within, int depth) throws MalformedSignature, IOException {
        BerInput.Frame octets = input.open(within);
        if (octets.tag() == OCTET_STRING && octets.isDefinite()) {
            content(octets.end() - input.position());
        } else if (octets.tag() == OCTET_STRING_SEGMENTS && depth < SEGMENT_DEPTH_MAX) {
            while (input.more(octets)) {
                octets(octets, depth + 1);
            }
        } else {
            throw new MalformedSignature("content is not an octet string");
        }
    }

    private void content(long length) throws MalformedSignature, IOException {
        if (length > contentBytesMax - contentBytes) {
            throw new MalformedSignature("content of more than " + contentBytesMax + " bytes");
        }
        for (long left = length; left > 0;) {
            int count = (int) Math.min(left, chunk.length);
            input.read(chunk, count);
            for (StreamingDigest digest : digests.values()) {
                digest.update(chunk, 0, count);
            }
            sink.write(chunk, 0, count);
            left -= count;
            contentBytes += count;
        }
    }
}

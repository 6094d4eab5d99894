package kz.centerpro.hub.xml;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import kz.centerpro.hub.certificate.Der;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.StreamingDigest;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Node;

/**
 * Canonical octets on account: every reference may cover the whole document, so their sum is bounded and not their
 * number alone. The price of an octet is what its digest costs.
 */
final class Work {

    /** About three seconds with the slowest digest; several signatures over a usual document stay far below. */
    private static final long PRICE_FLOOR = 96L * 1024 * 1024;
    /** One reference over the whole document is always affordable, whatever its digest, and a second try. */
    private static final long PRICE_PER_BYTE = 34;
    private static final int SMALL_PART_MAX = 1024 * 1024;

    private long left;

    Work(long documentBytes) {
        left = Math.max(PRICE_FLOOR, PRICE_PER_BYTE * documentBytes);
    }

    byte[] digest(Node top, Canonicalization form, @Nullable String prefixes, DigestAlgorithm algorithm)
            throws MalformedSignature {
        StreamingDigest digest = algorithm.newDigest();
        Sink sink = new Sink(digest, price(algorithm));
        Der.contained("canonical form", () -> {
            form.write(top, prefixes, sink);
            return sink;
        });
        sink.finish();
        return digest.finish();
    }

    byte[] digest(byte[] octets, DigestAlgorithm algorithm) throws MalformedSignature {
        spend((long) octets.length * price(algorithm));
        return algorithm.digest(octets);
    }

    /** The canonical form of a small part, such as SignedInfo. */
    byte[] octets(Node top, Canonicalization form, @Nullable String prefixes) throws MalformedSignature {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        Sink sink = new Sink(new Bounded(octets), 1);
        Der.contained("canonical form", () -> {
            form.write(top, prefixes, sink);
            return sink;
        });
        sink.finish();
        return octets.toByteArray();
    }

    private static int price(DigestAlgorithm algorithm) {
        return switch (algorithm) {
            case MD5, SHA_1, SHA_256, SHA_384, SHA_512 -> 1;
            case STREEBOG_256, STREEBOG_512 -> 4;
            case GOST_34311_95 -> 16;
        };
    }

    private void spend(long price) throws MalformedSignature {
        left -= price;
        if (left < 0) {
            throw new MalformedSignature("the signatures cover more than is digested for one document");
        }
    }

    /** Says in the one exception that streams may throw what {@link Work} says in its own. */
    private static final class Overspent extends java.io.IOException {
        Overspent(MalformedSignature cause) {
            super(cause.getMessage(), cause);
        }
    }

    /** Gathers the canonicaliser's single octets into pieces. */
    private final class Sink extends OutputStream {

        private final StreamingDigest target;
        private final int price;
        private final byte[] buffer = new byte[8192];
        private int count;

        Sink(StreamingDigest target, int price) {
            this.target = target;
            this.price = price;
        }

        @Override
        public void write(int octet) throws Overspent {
            if (count == buffer.length) {
                drain();
            }
            buffer[count++] = (byte) octet;
        }

        @Override
        public void write(byte[] octets, int offset, int length) throws Overspent {
            for (int i = 0; i < length;) {
                if (count == buffer.length) {
                    drain();
                }
                int piece = Math.min(length - i, buffer.length - count);
                System.arraycopy(octets, offset + i, buffer, count, piece);
                count += piece;
                i += piece;
            }
        }

        private void drain() throws Overspent {
            try {
                finish();
            } catch (MalformedSignature overspent) {
                throw new Overspent(overspent);
            }
        }

        void finish() throws MalformedSignature {
            spend((long) count * price);
            target.update(buffer, 0, count);
            count = 0;
        }
    }

    /** Keeps octets instead of digesting them. */
    private record Bounded(ByteArrayOutputStream octets) implements StreamingDigest {

        @Override
        public void update(byte[] bytes, int offset, int length) {
            if (octets.size() + length > SMALL_PART_MAX) {
                throw new IllegalStateException("a part of the signature of more than " + SMALL_PART_MAX + " octets");
            }
            octets.write(bytes, offset, length);
        }

        @Override
        public void update(java.nio.ByteBuffer bytes) {
            byte[] piece = new byte[bytes.remaining()];
            bytes.get(piece);
            update(piece, 0, piece.length);
        }

        @Override
        public byte[] finish() {
            return octets.toByteArray();
        }
    }
}

package kz.centerpro.hub.gost;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A public key of GOST R 34.10-2012 on tc26-512-paramSetA: a point that lies on the curve and is not infinity. */
public final class PublicPoint {

    /** Bytes of one coordinate. */
    public static final int SIZE = 64;

    private final byte[] octets;
    private final long[] affine;
    private final int hash;

    private PublicPoint(byte[] octets, long[] affine) {
        this.octets = octets;
        this.affine = affine;
        this.hash = Arrays.hashCode(octets);
    }

    /**
     * @param octets
     *            128 bytes: x, then y, both little-endian, as a certificate holds them
     * @return empty for another length, for coordinates not below p and for points off the curve
     */
    public static Optional<PublicPoint> of(byte[] octets) {
        if (octets.length != 2 * SIZE) {
            return Optional.empty();
        }
        BigInteger x = Numbers.littleEndian(octets, 0);
        BigInteger y = Numbers.littleEndian(octets, SIZE);
        if (x.compareTo(Field.PRIME) >= 0 || y.compareTo(Field.PRIME) >= 0
                || !Curve.contains(Field.element(x), Field.element(y))) {
            return Optional.empty();
        }
        return Optional.of(new PublicPoint(octets.clone(), affine(x, y)));
    }

    /** Coordinates as tables hold them. */
    static long[] affine(BigInteger x, BigInteger y) {
        long[] affine = Arrays.copyOf(Field.element(x), AffinePoints.STRIDE);
        System.arraycopy(Field.element(y), 0, affine, Field.LIMBS, Field.LIMBS);
        return affine;
    }

    /** As given to {@link #of}. */
    public byte[] octets() {
        return octets.clone();
    }

    long[] affine() {
        return affine;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PublicPoint point && Arrays.equals(octets, point.octets);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}

package kz.centerpro.hub.gost;

import java.math.BigInteger;

/** Brings points to affine coordinates, all of them with a single inversion. */
final class AffinePoints {

    /** Longs of one affine point in an array: x, then y. */
    static final int STRIDE = 2 * Field.LIMBS;

    private static final Inverse INVERSE = new Inverse(Field.PRIME);

    private final long[] coordinates;
    private final long[] depths;
    private int count;

    AffinePoints(int capacity) {
        this.coordinates = new long[capacity * STRIDE];
        this.depths = new long[capacity * Field.LIMBS];
    }

    /** Takes a copy of a point that is not infinite. */
    void add(Accumulator point) {
        if (point.isInfinite()) {
            throw new IllegalArgumentException("infinity has no affine coordinates");
        }
        System.arraycopy(point.x, 0, coordinates, count * STRIDE, Field.LIMBS);
        System.arraycopy(point.y, 0, coordinates, count * STRIDE + Field.LIMBS, Field.LIMBS);
        System.arraycopy(point.z, 0, depths, count * Field.LIMBS, Field.LIMBS);
        count++;
    }

    /** All points taken, in their order; call it once. */
    long[] normalised() {
        long[] products = new long[count * Field.LIMBS];
        long[] product = Field.element(BigInteger.ONE);
        for (int i = 0; i < count; i++) {
            System.arraycopy(product, 0, products, i * Field.LIMBS, Field.LIMBS);
            Field.multiply(product, product, depth(i));
        }
        // From the last to the first: the inverse of the product of the depths 0 to i.
        long[] inverse = Field.element(INVERSE.of(Field.value(product)));
        long[] own = new long[Field.LIMBS];
        for (int i = count - 1; i >= 0; i--) {
            System.arraycopy(products, i * Field.LIMBS, own, 0, Field.LIMBS);
            Field.multiply(own, own, inverse);
            Field.multiply(inverse, inverse, depth(i));
            flatten(i, own);
        }
        return coordinates;
    }

    private long[] depth(int index) {
        long[] depth = new long[Field.LIMBS];
        System.arraycopy(depths, index * Field.LIMBS, depth, 0, Field.LIMBS);
        return depth;
    }

    private void flatten(int index, long[] inverseDepth) {
        long[] power = new long[Field.LIMBS];
        long[] coordinate = new long[Field.LIMBS];
        Field.square(power, inverseDepth);
        scale(index * STRIDE, coordinate, power);
        Field.multiply(power, power, inverseDepth);
        scale(index * STRIDE + Field.LIMBS, coordinate, power);
    }

    private void scale(int offset, long[] coordinate, long[] factor) {
        System.arraycopy(coordinates, offset, coordinate, 0, Field.LIMBS);
        Field.multiply(coordinate, coordinate, factor);
        System.arraycopy(coordinate, 0, coordinates, offset, Field.LIMBS);
    }
}

package kz.centerpro.hub.gost;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * A point that points are added to, in Jacobian coordinates: (x / z^2, y / z^3), or infinity. Every sum is right,
 * whatever the two points are: equal and opposite ones are told apart from the rest and treated for themselves.
 *
 * <p>
 * Coordinates x and y are kept narrow, z at most 2 wide ({@link Field} says what that means).
 */
final class Accumulator {

    final long[] x = new long[Field.LIMBS];
    final long[] y = new long[Field.LIMBS];
    final long[] z = new long[Field.LIMBS];
    private boolean infinite = true;

    private final long[] a = new long[Field.LIMBS];
    private final long[] b = new long[Field.LIMBS];
    private final long[] c = new long[Field.LIMBS];
    private final long[] d = new long[Field.LIMBS];
    private final long[] e = new long[Field.LIMBS];
    private final long[] otherX = new long[Field.LIMBS];
    private final long[] otherY = new long[Field.LIMBS];

    boolean isInfinite() {
        return infinite;
    }

    /** Becomes the affine point at {@code offset}. */
    void set(long[] points, int offset) {
        System.arraycopy(points, offset, x, 0, Field.LIMBS);
        System.arraycopy(points, offset + Field.LIMBS, y, 0, Field.LIMBS);
        Arrays.fill(z, 0);
        z[0] = 1;
        infinite = false;
    }

    void set(Accumulator other) {
        System.arraycopy(other.x, 0, x, 0, Field.LIMBS);
        System.arraycopy(other.y, 0, y, 0, Field.LIMBS);
        System.arraycopy(other.z, 0, z, 0, Field.LIMBS);
        infinite = other.infinite;
    }

    /** Doubles the point; a point of the prime order is never its own opposite. */
    void twice() {
        if (infinite) {
            return;
        }
        Field.square(a, z);
        Field.square(b, y);
        Field.multiply(c, x, b);
        // The slope: 3 x^2 - 3 z^4 = 3 (x - z^2) (x + z^2), for the curve's coefficient is -3.
        Field.subtract(d, x, a);
        Field.add(a, x, a);
        Field.multiply(d, d, a);
        for (int i = 0; i < Field.LIMBS; i++) {
            d[i] *= 3;
        }
        Field.narrow(d);
        Field.multiply(z, y, z);
        Field.add(z, z, z);
        Field.square(x, d);
        for (int i = 0; i < Field.LIMBS; i++) {
            x[i] -= c[i] << 3;
        }
        Field.narrow(x);
        for (int i = 0; i < Field.LIMBS; i++) {
            c[i] = (c[i] << 2) - x[i];
        }
        Field.multiply(y, c, d);
        Field.square(b, b);
        for (int i = 0; i < Field.LIMBS; i++) {
            y[i] -= b[i] << 3;
        }
        Field.narrow(y);
    }

    /** Adds the affine point at {@code offset}, or its opposite. */
    void add(long[] points, int offset, boolean opposite) {
        System.arraycopy(points, offset, otherX, 0, Field.LIMBS);
        long sign = opposite ? -1 : 0;
        for (int i = 0; i < Field.LIMBS; i++) {
            otherY[i] = (points[offset + Field.LIMBS + i] ^ sign) - sign;
        }
        if (infinite) {
            become(otherX, otherY);
            return;
        }
        Field.square(a, z);
        Field.multiply(b, otherX, a);
        Field.subtract(b, b, x);
        Field.multiply(a, a, z);
        Field.multiply(c, otherY, a);
        Field.subtract(c, c, y);
        if (Field.isZero(b)) {
            addToSameX();
            return;
        }
        Field.square(a, b);
        Field.multiply(d, b, a);
        Field.multiply(e, x, a);
        Field.multiply(z, z, b);
        Field.square(x, c);
        for (int i = 0; i < Field.LIMBS; i++) {
            x[i] -= d[i] + (e[i] << 1);
        }
        Field.narrow(x);
        Field.multiply(d, y, d);
        Field.subtract(e, e, x);
        Field.multiply(y, e, c);
        Field.subtract(y, y, d);
        Field.narrow(y);
    }

    /** The other point has this one's first coordinate: it is the same or the opposite. {@code c} is the difference. */
    private void addToSameX() {
        if (Field.isZero(c)) {
            twice();
        } else {
            infinite = true;
        }
    }

    private void become(long[] affineX, long[] affineY) {
        System.arraycopy(affineX, 0, x, 0, Field.LIMBS);
        System.arraycopy(affineY, 0, y, 0, Field.LIMBS);
        // The opposite of a narrow coordinate has limbs below zero, which narrow ones have not.
        Field.narrow(y);
        Arrays.fill(z, 0);
        z[0] = 1;
        infinite = false;
    }

    /** Whether the first coordinate is this element; never so at infinity. */
    boolean hasX(BigInteger element) {
        if (infinite) {
            return false;
        }
        Field.square(a, z);
        Field.multiply(a, Field.element(element), a);
        Field.subtract(a, a, x);
        return Field.isZero(a);
    }
}

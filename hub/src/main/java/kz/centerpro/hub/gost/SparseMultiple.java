package kz.centerpro.hub.gost;

import java.math.BigInteger;

/**
 * A multiple of a point that is not worth a table: one doubling for every bit, and an addition for every non-zero digit
 * of the scalar in a sparse form (width-w non-adjacent form) whose digits are odd.
 */
final class SparseMultiple {

    private static final int WIDTH = 5;
    private static final int ODD_MULTIPLES = 1 << (WIDTH - 2);

    private final byte[] digits;
    private final long[] points;

    /**
     * @param point
     *            affine, at offset 0
     * @param scalar
     *            from 0 to q - 1
     */
    SparseMultiple(long[] point, BigInteger scalar) {
        this.digits = digits(scalar);
        this.points = oddMultiples(point);
    }

    /** Digits from the lowest: each zero or odd, and of any {@link #WIDTH} neighbours at most one not zero. */
    private static byte[] digits(BigInteger scalar) {
        int length = scalar.bitLength();
        byte[] digits = new byte[length + 1];
        int carry = 0;
        int at = 0;
        while (at <= length) {
            int bit = (scalar.testBit(at) ? 1 : 0) + carry & 1;
            if (bit == 0) {
                at++;
                continue;
            }
            int window = carry;
            for (int i = 0; i < WIDTH; i++) {
                window += scalar.testBit(at + i) ? 1 << i : 0;
            }
            carry = window >> (WIDTH - 1);
            digits[at] = (byte) (window - (carry << WIDTH));
            at += WIDTH;
        }
        return digits;
    }

    /** The point times 1, 3, 5 and so on. */
    private static long[] oddMultiples(long[] point) {
        Accumulator sum = new Accumulator();
        sum.set(point, 0);
        AffinePoints first = new AffinePoints(1);
        Accumulator doubled = new Accumulator();
        doubled.set(sum);
        doubled.twice();
        first.add(doubled);
        long[] two = first.normalised();
        AffinePoints multiples = new AffinePoints(ODD_MULTIPLES);
        multiples.add(sum);
        for (int i = 1; i < ODD_MULTIPLES; i++) {
            sum.add(two, 0, false);
            multiples.add(sum);
        }
        return multiples.normalised();
    }

    int columns() {
        return digits.length;
    }

    void addColumn(Accumulator sum, int column) {
        int digit = digits[column];
        if (digit != 0) {
            sum.add(points, (Math.abs(digit) >> 1) * AffinePoints.STRIDE, digit < 0);
        }
    }
}

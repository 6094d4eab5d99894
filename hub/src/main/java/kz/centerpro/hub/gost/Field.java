package kz.centerpro.hub.gost;

import static java.lang.Math.multiplyHigh;

import java.math.BigInteger;

/**
 * Arithmetic modulo p = 2^512 - 569, the prime under the curve tc26-512-paramSetA.
 *
 * <p>
 * An element is nine signed limbs of 57 bits, the lowest first: its value is the sum of {@code a[i] * 2^(57 i)}, and it
 * stands for that value modulo p. Nothing is ever reduced further than needed, so one element has many forms. A form is
 * <i>narrow</i> when every limb is above -2^19 and below 2^57 + 2^19; products are narrow, sums and differences of
 * narrow forms grow by their number. Where a comment says "n wide", limbs stay below n times a narrow one's.
 *
 * <p>
 * A product of an n-wide and an m-wide form is exact while n m is at most 6 and the second is at most 3 wide: a column
 * of nine products then stays below 2^120, and its carries below 2^63. Results may be written over arguments.
 */
final class Field {

    static final int LIMBS = 9;
    static final BigInteger PRIME = BigInteger.ONE.shiftLeft(512).subtract(BigInteger.valueOf(569));

    private static final int BITS = 57;
    private static final long MASK = (1L << BITS) - 1;

    /** 2^513 is this modulo p, so what overflows nine limbs comes back multiplied by it. */
    private static final long FOLD = 1138;

    /**
     * A column of products is kept as {@code h * 2^60 + l}. The high half of a product of shifted factors is the floor
     * of the product over 2^60, so the sum of the floors is h; the low word of the sum of the whole products, less h
     * shifted up, is l, since that is below sixteen times 2^60 and so fits one unsigned word.
     */
    private static final int LOW = 60;
    private static final int UP = 64 - LOW;
    private static final int SPARE = LOW - BITS;

    private Field() {}

    /** r = a b. */
    static void multiply(long[] r, long[] a, long[] b) {
        long a0 = a[0];
        long a1 = a[1];
        long a2 = a[2];
        long a3 = a[3];
        long a4 = a[4];
        long a5 = a[5];
        long a6 = a[6];
        long a7 = a[7];
        long a8 = a[8];
        long b0 = b[0];
        long b1 = b[1];
        long b2 = b[2];
        long b3 = b[3];
        long b4 = b[4];
        long b5 = b[5];
        long b6 = b[6];
        long b7 = b[7];
        long b8 = b[8];
        long c0 = b0 << UP;
        long c1 = b1 << UP;
        long c2 = b2 << UP;
        long c3 = b3 << UP;
        long c4 = b4 << UP;
        long c5 = b5 << UP;
        long c6 = b6 << UP;
        long c7 = b7 << UP;
        long c8 = b8 << UP;
        long h9 = multiplyHigh(a1, c8) + multiplyHigh(a2, c7) + multiplyHigh(a3, c6) + multiplyHigh(a4, c5)
                + multiplyHigh(a5, c4) + multiplyHigh(a6, c3) + multiplyHigh(a7, c2) + multiplyHigh(a8, c1);
        long l9 = a1 * b8 + a2 * b7 + a3 * b6 + a4 * b5 + a5 * b4 + a6 * b3 + a7 * b2 + a8 * b1 - (h9 << LOW);
        long h10 = multiplyHigh(a2, c8) + multiplyHigh(a3, c7) + multiplyHigh(a4, c6) + multiplyHigh(a5, c5)
                + multiplyHigh(a6, c4) + multiplyHigh(a7, c3) + multiplyHigh(a8, c2);
        long l10 = a2 * b8 + a3 * b7 + a4 * b6 + a5 * b5 + a6 * b4 + a7 * b3 + a8 * b2 - (h10 << LOW);
        long h11 = multiplyHigh(a3, c8) + multiplyHigh(a4, c7) + multiplyHigh(a5, c6) + multiplyHigh(a6, c5)
                + multiplyHigh(a7, c4) + multiplyHigh(a8, c3);
        long l11 = a3 * b8 + a4 * b7 + a5 * b6 + a6 * b5 + a7 * b4 + a8 * b3 - (h11 << LOW);
        long h12 = multiplyHigh(a4, c8) + multiplyHigh(a5, c7) + multiplyHigh(a6, c6) + multiplyHigh(a7, c5)
                + multiplyHigh(a8, c4);
        long l12 = a4 * b8 + a5 * b7 + a6 * b6 + a7 * b5 + a8 * b4 - (h12 << LOW);
        long h13 = multiplyHigh(a5, c8) + multiplyHigh(a6, c7) + multiplyHigh(a7, c6) + multiplyHigh(a8, c5);
        long l13 = a5 * b8 + a6 * b7 + a7 * b6 + a8 * b5 - (h13 << LOW);
        long h14 = multiplyHigh(a6, c8) + multiplyHigh(a7, c7) + multiplyHigh(a8, c6);
        long l14 = a6 * b8 + a7 * b7 + a8 * b6 - (h14 << LOW);
        long h15 = multiplyHigh(a7, c8) + multiplyHigh(a8, c7);
        long l15 = a7 * b8 + a8 * b7 - (h15 << LOW);
        long h16 = multiplyHigh(a8, c8);
        long l16 = a8 * b8 - (h16 << LOW);
        long t0 = (l9 & MASK);
        long t1 = (l10 & MASK) + (h9 << SPARE) + (l9 >>> BITS);
        long t2 = (l11 & MASK) + (h10 << SPARE) + (l10 >>> BITS);
        long t3 = (l12 & MASK) + (h11 << SPARE) + (l11 >>> BITS);
        long t4 = (l13 & MASK) + (h12 << SPARE) + (l12 >>> BITS);
        long t5 = (l14 & MASK) + (h13 << SPARE) + (l13 >>> BITS);
        long t6 = (l15 & MASK) + (h14 << SPARE) + (l14 >>> BITS);
        long t7 = (l16 & MASK) + (h15 << SPARE) + (l15 >>> BITS);
        long t8 = (h16 << SPARE) + (l16 >>> BITS);
        long h0 = multiplyHigh(t0, FOLD << UP) + multiplyHigh(a0, c0);
        long l0 = t0 * FOLD + a0 * b0 - (h0 << LOW);
        long h1 = multiplyHigh(t1, FOLD << UP) + multiplyHigh(a0, c1) + multiplyHigh(a1, c0);
        long l1 = t1 * FOLD + a0 * b1 + a1 * b0 - (h1 << LOW);
        long h2 = multiplyHigh(t2, FOLD << UP) + multiplyHigh(a0, c2) + multiplyHigh(a1, c1) + multiplyHigh(a2, c0);
        long l2 = t2 * FOLD + a0 * b2 + a1 * b1 + a2 * b0 - (h2 << LOW);
        long h3 = multiplyHigh(t3, FOLD << UP) + multiplyHigh(a0, c3) + multiplyHigh(a1, c2) + multiplyHigh(a2, c1)
                + multiplyHigh(a3, c0);
        long l3 = t3 * FOLD + a0 * b3 + a1 * b2 + a2 * b1 + a3 * b0 - (h3 << LOW);
        long h4 = multiplyHigh(t4, FOLD << UP) + multiplyHigh(a0, c4) + multiplyHigh(a1, c3) + multiplyHigh(a2, c2)
                + multiplyHigh(a3, c1) + multiplyHigh(a4, c0);
        long l4 = t4 * FOLD + a0 * b4 + a1 * b3 + a2 * b2 + a3 * b1 + a4 * b0 - (h4 << LOW);
        long h5 = multiplyHigh(t5, FOLD << UP) + multiplyHigh(a0, c5) + multiplyHigh(a1, c4) + multiplyHigh(a2, c3)
                + multiplyHigh(a3, c2) + multiplyHigh(a4, c1) + multiplyHigh(a5, c0);
        long l5 = t5 * FOLD + a0 * b5 + a1 * b4 + a2 * b3 + a3 * b2 + a4 * b1 + a5 * b0 - (h5 << LOW);
        long h6 = multiplyHigh(t6, FOLD << UP) + multiplyHigh(a0, c6) + multiplyHigh(a1, c5) + multiplyHigh(a2, c4)
                + multiplyHigh(a3, c3) + multiplyHigh(a4, c2) + multiplyHigh(a5, c1) + multiplyHigh(a6, c0);
        long l6 = t6 * FOLD + a0 * b6 + a1 * b5 + a2 * b4 + a3 * b3 + a4 * b2 + a5 * b1 + a6 * b0 - (h6 << LOW);
        long h7 = multiplyHigh(t7, FOLD << UP) + multiplyHigh(a0, c7) + multiplyHigh(a1, c6) + multiplyHigh(a2, c5)
                + multiplyHigh(a3, c4) + multiplyHigh(a4, c3) + multiplyHigh(a5, c2) + multiplyHigh(a6, c1)
                + multiplyHigh(a7, c0);
        long l7 = t7 * FOLD + a0 * b7 + a1 * b6 + a2 * b5 + a3 * b4 + a4 * b3 + a5 * b2 + a6 * b1 + a7 * b0
                - (h7 << LOW);
        long h8 = multiplyHigh(t8, FOLD << UP) + multiplyHigh(a0, c8) + multiplyHigh(a1, c7) + multiplyHigh(a2, c6)
                + multiplyHigh(a3, c5) + multiplyHigh(a4, c4) + multiplyHigh(a5, c3) + multiplyHigh(a6, c2)
                + multiplyHigh(a7, c1) + multiplyHigh(a8, c0);
        long l8 = t8 * FOLD + a0 * b8 + a1 * b7 + a2 * b6 + a3 * b5 + a4 * b4 + a5 * b3 + a6 * b2 + a7 * b1
                + a8 * b0 - (h8 << LOW);
        long lastHigh = (h8 << SPARE) + (l8 >>> BITS);
        settle(r, l0 & MASK, limb(l1, h0, l0), limb(l2, h1, l1), limb(l3, h2, l2), limb(l4, h3, l3), limb(l5, h4, l4),
                limb(l6, h5, l5), limb(l7, h6, l6), limb(l8, h7, l7), lastHigh);
    }

    /** r = a a, for a at most 2 wide. */
    static void square(long[] r, long[] a) {
        long a0 = a[0];
        long a1 = a[1];
        long a2 = a[2];
        long a3 = a[3];
        long a4 = a[4];
        long a5 = a[5];
        long a6 = a[6];
        long a7 = a[7];
        long a8 = a[8];
        long d0 = a0 << 1;
        long d1 = a1 << 1;
        long d2 = a2 << 1;
        long d3 = a3 << 1;
        long d4 = a4 << 1;
        long d5 = a5 << 1;
        long d6 = a6 << 1;
        long d7 = a7 << 1;
        long c0 = a0 << UP;
        long c1 = a1 << UP;
        long c2 = a2 << UP;
        long c3 = a3 << UP;
        long c4 = a4 << UP;
        long c5 = a5 << UP;
        long c6 = a6 << UP;
        long c7 = a7 << UP;
        long c8 = a8 << UP;
        long h9 = multiplyHigh(d1, c8) + multiplyHigh(d2, c7) + multiplyHigh(d3, c6) + multiplyHigh(d4, c5);
        long l9 = d1 * a8 + d2 * a7 + d3 * a6 + d4 * a5 - (h9 << LOW);
        long h10 = multiplyHigh(d2, c8) + multiplyHigh(d3, c7) + multiplyHigh(d4, c6) + multiplyHigh(a5, c5);
        long l10 = d2 * a8 + d3 * a7 + d4 * a6 + a5 * a5 - (h10 << LOW);
        long h11 = multiplyHigh(d3, c8) + multiplyHigh(d4, c7) + multiplyHigh(d5, c6);
        long l11 = d3 * a8 + d4 * a7 + d5 * a6 - (h11 << LOW);
        long h12 = multiplyHigh(d4, c8) + multiplyHigh(d5, c7) + multiplyHigh(a6, c6);
        long l12 = d4 * a8 + d5 * a7 + a6 * a6 - (h12 << LOW);
        long h13 = multiplyHigh(d5, c8) + multiplyHigh(d6, c7);
        long l13 = d5 * a8 + d6 * a7 - (h13 << LOW);
        long h14 = multiplyHigh(d6, c8) + multiplyHigh(a7, c7);
        long l14 = d6 * a8 + a7 * a7 - (h14 << LOW);
        long h15 = multiplyHigh(d7, c8);
        long l15 = d7 * a8 - (h15 << LOW);
        long h16 = multiplyHigh(a8, c8);
        long l16 = a8 * a8 - (h16 << LOW);
        long t0 = (l9 & MASK);
        long t1 = (l10 & MASK) + (h9 << SPARE) + (l9 >>> BITS);
        long t2 = (l11 & MASK) + (h10 << SPARE) + (l10 >>> BITS);
        long t3 = (l12 & MASK) + (h11 << SPARE) + (l11 >>> BITS);
        long t4 = (l13 & MASK) + (h12 << SPARE) + (l12 >>> BITS);
        long t5 = (l14 & MASK) + (h13 << SPARE) + (l13 >>> BITS);
        long t6 = (l15 & MASK) + (h14 << SPARE) + (l14 >>> BITS);
        long t7 = (l16 & MASK) + (h15 << SPARE) + (l15 >>> BITS);
        long t8 = (h16 << SPARE) + (l16 >>> BITS);
        long h0 = multiplyHigh(t0, FOLD << UP) + multiplyHigh(a0, c0);
        long l0 = t0 * FOLD + a0 * a0 - (h0 << LOW);
        long h1 = multiplyHigh(t1, FOLD << UP) + multiplyHigh(d0, c1);
        long l1 = t1 * FOLD + d0 * a1 - (h1 << LOW);
        long h2 = multiplyHigh(t2, FOLD << UP) + multiplyHigh(d0, c2) + multiplyHigh(a1, c1);
        long l2 = t2 * FOLD + d0 * a2 + a1 * a1 - (h2 << LOW);
        long h3 = multiplyHigh(t3, FOLD << UP) + multiplyHigh(d0, c3) + multiplyHigh(d1, c2);
        long l3 = t3 * FOLD + d0 * a3 + d1 * a2 - (h3 << LOW);
        long h4 = multiplyHigh(t4, FOLD << UP) + multiplyHigh(d0, c4) + multiplyHigh(d1, c3) + multiplyHigh(a2, c2);
        long l4 = t4 * FOLD + d0 * a4 + d1 * a3 + a2 * a2 - (h4 << LOW);
        long h5 = multiplyHigh(t5, FOLD << UP) + multiplyHigh(d0, c5) + multiplyHigh(d1, c4) + multiplyHigh(d2, c3);
        long l5 = t5 * FOLD + d0 * a5 + d1 * a4 + d2 * a3 - (h5 << LOW);
        long h6 = multiplyHigh(t6, FOLD << UP) + multiplyHigh(d0, c6) + multiplyHigh(d1, c5) + multiplyHigh(d2, c4)
                + multiplyHigh(a3, c3);
        long l6 = t6 * FOLD + d0 * a6 + d1 * a5 + d2 * a4 + a3 * a3 - (h6 << LOW);
        long h7 = multiplyHigh(t7, FOLD << UP) + multiplyHigh(d0, c7) + multiplyHigh(d1, c6) + multiplyHigh(d2, c5)
                + multiplyHigh(d3, c4);
        long l7 = t7 * FOLD + d0 * a7 + d1 * a6 + d2 * a5 + d3 * a4 - (h7 << LOW);
        long h8 = multiplyHigh(t8, FOLD << UP) + multiplyHigh(d0, c8) + multiplyHigh(d1, c7) + multiplyHigh(d2, c6)
                + multiplyHigh(d3, c5) + multiplyHigh(a4, c4);
        long l8 = t8 * FOLD + d0 * a8 + d1 * a7 + d2 * a6 + d3 * a5 + a4 * a4 - (h8 << LOW);
        long lastHigh = (h8 << SPARE) + (l8 >>> BITS);
        settle(r, l0 & MASK, limb(l1, h0, l0), limb(l2, h1, l1), limb(l3, h2, l2), limb(l4, h3, l3), limb(l5, h4, l4),
                limb(l6, h5, l5), limb(l7, h6, l6), limb(l8, h7, l7), lastHigh);
    }

    /** What column k and the carry from the column below it amount to. */
    private static long limb(long low, long highBelow, long lowBelow) {
        return (low & MASK) + (highBelow << SPARE) + (lowBelow >>> BITS);
    }

    /** Narrows limbs of up to 63 bits; {@code over} is what does not fit nine limbs. */
    private static void settle(long[] r, long u0, long u1, long u2, long u3, long u4, long u5, long u6, long u7,
            long u8, long over) {
        long low = over * FOLD;
        long v0 = u0 + (low & MASK);
        long v1 = u1 + (multiplyHigh(over, FOLD) << (64 - BITS) | low >>> BITS);
        r[0] = (v0 & MASK) + (u8 >> BITS) * FOLD;
        r[1] = (v1 & MASK) + (v0 >> BITS);
        r[2] = (u2 & MASK) + (v1 >> BITS);
        r[3] = (u3 & MASK) + (u2 >> BITS);
        r[4] = (u4 & MASK) + (u3 >> BITS);
        r[5] = (u5 & MASK) + (u4 >> BITS);
        r[6] = (u6 & MASK) + (u5 >> BITS);
        r[7] = (u7 & MASK) + (u6 >> BITS);
        r[8] = (u8 & MASK) + (u7 >> BITS);
    }

    /** The same element in a narrow form, from limbs below 2^63. */
    static void narrow(long[] a) {
        long above = 0;
        for (int i = 0; i < LIMBS; i++) {
            long limb = a[i];
            a[i] = (limb & MASK) + above;
            above = limb >> BITS;
        }
        a[0] += above * FOLD;
    }

    static void add(long[] r, long[] a, long[] b) {
        for (int i = 0; i < LIMBS; i++) {
            r[i] = a[i] + b[i];
        }
    }

    static void subtract(long[] r, long[] a, long[] b) {
        for (int i = 0; i < LIMBS; i++) {
            r[i] = a[i] - b[i];
        }
    }

    /** Whether the element is zero; for forms up to 8 wide. */
    static boolean isZero(long[] a) {
        // Such a form of zero is k p with k from -32 to 32, whose lowest limb ends as -569 k does.
        long distance = a[0] + 32 * 569 & MASK;
        return distance <= 64 * 569 && distance % 569 == 0 && value(a).signum() == 0;
    }

    /** The element of 0 to p - 1. */
    static BigInteger value(long[] a) {
        BigInteger value = BigInteger.ZERO;
        for (int i = LIMBS - 1; i >= 0; i--) {
            value = value.shiftLeft(BITS).add(BigInteger.valueOf(a[i]));
        }
        return value.mod(PRIME);
    }

    /**
     * @param value
     *            from 0 to p - 1
     */
    static long[] element(BigInteger value) {
        long[] a = new long[LIMBS];
        for (int i = 0; i < LIMBS; i++) {
            a[i] = value.shiftRight(BITS * i).longValue() & MASK;
        }
        return a;
    }
}

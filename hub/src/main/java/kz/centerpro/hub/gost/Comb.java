package kz.centerpro.hub.gost;

import java.math.BigInteger;

/**
 * A table of one point that makes its multiples cheap. The scalar is written with {@code teeth} times {@code blocks}
 * times {@code columns} digits that are all 1 or -1; the digits of one block and column, {@code blocks * columns}
 * apart, choose one point of the table, and the columns of a block follow one another by doubling. A multiple costs as
 * many additions as there are blocks and columns, and as many doublings as there are columns.
 *
 * <p>
 * No entry can be infinity: it is the point times an odd number, of less than the order, times a power of two.
 */
final class Comb {

    private final int teeth;
    private final int blocks;
    private final int columns;
    private final long[] points;
    private final BigInteger allOnes;

    private Comb(int teeth, int blocks, int columns, long[] points) {
        this.teeth = teeth;
        this.blocks = blocks;
        this.columns = columns;
        this.points = points;
        this.allOnes = BigInteger.ONE.shiftLeft(teeth * blocks * columns).subtract(BigInteger.ONE).mod(Curve.ORDER);
    }

    /**
     * @param point
     *            affine, at offset 0
     */
    static Comb of(long[] point, int teeth, int blocks, int columns) {
        if (teeth * blocks * columns < Curve.ORDER.bitLength()) {
            throw new IllegalArgumentException("the comb is shorter than a scalar");
        }
        long[] powers = powers(point, teeth * blocks, columns);
        AffinePoints entries = new AffinePoints(blocks << (teeth - 1));
        for (int block = 0; block < blocks; block++) {
            block(powers, teeth, blocks, block, entries);
        }
        return new Comb(teeth, blocks, columns, entries.normalised());
    }

    /** For each i below {@code count}: the point times 2^(i columns), and then the same times two. */
    private static long[] powers(long[] point, int count, int columns) {
        AffinePoints powers = new AffinePoints(2 * count);
        Accumulator power = new Accumulator();
        power.set(point, 0);
        Accumulator doubled = new Accumulator();
        for (int i = 0; i < count; i++) {
            powers.add(power);
            doubled.set(power);
            doubled.twice();
            powers.add(doubled);
            for (int j = 0; j < columns; j++) {
                power.twice();
            }
        }
        return powers.normalised();
    }

    /** The sums of a block's powers, the highest always added and the others added or subtracted as the index says. */
    private static void block(long[] powers, int teeth, int blocks, int block, AffinePoints entries) {
        int size = 1 << (teeth - 1);
        Accumulator[] sums = new Accumulator[size];
        sums[0] = new Accumulator();
        sums[0].set(powers, tooth(teeth - 1, blocks, block));
        for (int t = 0; t < teeth - 1; t++) {
            sums[0].add(powers, tooth(t, blocks, block), true);
        }
        for (int t = 0; t < teeth - 1; t++) {
            for (int i = 0; i < 1 << t; i++) {
                Accumulator sum = new Accumulator();
                sum.set(sums[i]);
                sum.add(powers, tooth(t, blocks, block) + AffinePoints.STRIDE, false);
                sums[i | 1 << t] = sum;
            }
        }
        for (Accumulator sum : sums) {
            entries.add(sum);
        }
    }

    private static int tooth(int tooth, int blocks, int block) {
        return 2 * AffinePoints.STRIDE * (tooth * blocks + block);
    }

    int columns() {
        return columns;
    }

    /** Size in memory. */
    int bytes() {
        return points.length * Long.BYTES;
    }

    /**
     * The digits of a scalar: bit i of the result says whether digit i is 1 or -1.
     *
     * @param scalar
     *            from 0 to q - 1
     */
    long[] digits(BigInteger scalar) {
        // With digits 2 b - 1, the bits b make up half of the scalar plus the number whose digits are all one.
        BigInteger doubled = scalar.add(allOnes);
        BigInteger half = (doubled.testBit(0) ? doubled.add(Curve.ORDER) : doubled).shiftRight(1);
        BigInteger bits = half.compareTo(Curve.ORDER) >= 0 ? half.subtract(Curve.ORDER) : half;
        long[] words = new long[(teeth * blocks * columns + 63) / 64];
        for (int i = 0; i < words.length; i++) {
            words[i] = bits.shiftRight(64 * i).longValue();
        }
        return words;
    }

    /** Adds what the digits of one column say, for every block. */
    void addColumn(Accumulator sum, long[] digits, int column) {
        for (int block = 0; block < blocks; block++) {
            int chosen = 0;
            for (int tooth = 0; tooth < teeth; tooth++) {
                int place = (tooth * blocks + block) * columns + column;
                chosen |= (int) (digits[place >>> 6] >>> place & 1) << tooth;
            }
            int size = 1 << (teeth - 1);
            boolean opposite = chosen < size;
            int entry = (opposite ? ~chosen : chosen) & (size - 1);
            sum.add(points, ((block << (teeth - 1)) + entry) * AffinePoints.STRIDE, opposite);
        }
    }
}

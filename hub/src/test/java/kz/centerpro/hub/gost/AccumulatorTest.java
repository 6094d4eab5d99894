package kz.centerpro.hub.gost;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The formulas at the widest forms that they promise to take: no point of the curve is needed to see them overflow. */
class AccumulatorTest {

    private static final long NARROW_ABOVE = (1L << 57) + (1L << 19);
    private static final long NARROW_BELOW = -(1L << 19);

    private final Random random = new Random(7836);

    /** Narrow limbs, often all of them at one end. */
    private void fill(long[] limbs, int offset) {
        boolean extreme = random.nextBoolean();
        boolean up = random.nextBoolean();
        for (int i = 0; i < Field.LIMBS; i++) {
            limbs[offset + i] = extreme
                    ? up ? NARROW_ABOVE - 1 : NARROW_BELOW + 1
                    : random.nextLong(NARROW_BELOW + 1, NARROW_ABOVE);
        }
    }

    private Accumulator any() {
        Accumulator point = new Accumulator();
        point.set(new long[AffinePoints.STRIDE], 0);
        fill(point.x, 0);
        fill(point.y, 0);
        fill(point.z, 0);
        for (int i = 0; i < Field.LIMBS; i++) {
            point.z[i] *= 2;
        }
        return point;
    }

    private static BigInteger modulo(BigInteger number) {
        return number.mod(Reference.P);
    }

    private static BigInteger times(BigInteger number, long factor) {
        return number.multiply(BigInteger.valueOf(factor));
    }

    private static void assertNarrow(long[] limbs) {
        for (long limb : limbs) {
            assertThat(limb).isStrictlyBetween(NARROW_BELOW, NARROW_ABOVE);
        }
    }

    @Test
    void addsAnyNarrowFormsAndStaysNarrow() {
        long[] points = new long[2 * AffinePoints.STRIDE];
        for (int i = 0; i < 2_000; i++) {
            Accumulator sum = any();
            BigInteger x = Field.value(sum.x);
            BigInteger y = Field.value(sum.y);
            BigInteger z = Field.value(sum.z);
            fill(points, AffinePoints.STRIDE);
            fill(points, AffinePoints.STRIDE + Field.LIMBS);
            boolean opposite = random.nextBoolean();
            long[] coordinate = new long[Field.LIMBS];
            System.arraycopy(points, AffinePoints.STRIDE, coordinate, 0, Field.LIMBS);
            BigInteger h = modulo(Field.value(coordinate).multiply(z.pow(2)).subtract(x));
            System.arraycopy(points, AffinePoints.STRIDE + Field.LIMBS, coordinate, 0, Field.LIMBS);
            BigInteger other = opposite ? Field.value(coordinate).negate() : Field.value(coordinate);
            BigInteger slope = modulo(other.multiply(z.pow(3)).subtract(y));
            sum.add(points, AffinePoints.STRIDE, opposite);
            BigInteger expected = modulo(slope.pow(2).subtract(h.pow(3)).subtract(times(x, 2).multiply(h.pow(2))));
            assertThat(Field.value(sum.x)).isEqualTo(expected);
            assertThat(Field.value(sum.y)).isEqualTo(modulo(
                    slope.multiply(x.multiply(h.pow(2)).subtract(expected)).subtract(y.multiply(h.pow(3)))));
            assertThat(Field.value(sum.z)).isEqualTo(modulo(z.multiply(h)));
            assertNarrow(sum.x);
            assertNarrow(sum.y);
        }
    }

    @Test
    void doublesAnyNarrowFormsAndStaysNarrow() {
        for (int i = 0; i < 2_000; i++) {
            Accumulator point = any();
            BigInteger x = Field.value(point.x);
            BigInteger y = Field.value(point.y);
            BigInteger z = Field.value(point.z);
            point.twice();
            BigInteger slope = modulo(times(x.pow(2).subtract(z.pow(4)), 3));
            BigInteger s = modulo(times(x.multiply(y.pow(2)), 4));
            BigInteger expected = modulo(slope.pow(2).subtract(times(s, 2)));
            assertThat(Field.value(point.x)).isEqualTo(expected);
            assertThat(Field.value(point.y))
                    .isEqualTo(modulo(slope.multiply(s.subtract(expected)).subtract(times(y.pow(4), 8))));
            assertThat(Field.value(point.z)).isEqualTo(modulo(times(y.multiply(z), 2)));
            assertNarrow(point.x);
            assertNarrow(point.y);
        }
    }

    @Test
    void becomesTheFirstPointAddedInNarrowForm() {
        long[] generator = PublicPoint.affine(Curve.X, Curve.Y);
        Accumulator sum = new Accumulator();
        sum.add(generator, 0, true);
        assertThat(Field.value(sum.x)).isEqualTo(Curve.X);
        assertThat(Field.value(sum.y)).isEqualTo(Reference.P.subtract(Curve.Y));
        assertNarrow(sum.y);
    }

    @Test
    void forgetsWhatItWasWhenSet() {
        long[] generator = PublicPoint.affine(Curve.X, Curve.Y);
        Accumulator point = new Accumulator();
        point.set(generator, 0);
        point.twice();
        point.set(generator, 0);
        assertThat(Field.value(point.z)).isEqualTo(BigInteger.ONE);
        assertThat(point.hasX(Curve.X)).isTrue();
        point.add(generator, 0, true);
        assertThat(point.isInfinite()).isTrue();
    }
}

package kz.centerpro.hub.gost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.api.Test;

/** Sums and multiples of points, against Bouncy Castle. */
class MultiplesTest {

    private final Random random = new Random(2012);

    private static long[] affine(ECPoint point) {
        ECPoint normal = point.normalize();
        return PublicPoint.affine(normal.getAffineXCoord().toBigInteger(), normal.getAffineYCoord().toBigInteger());
    }

    private static void assertIs(Accumulator sum, ECPoint expected, String what) {
        if (expected.isInfinity()) {
            assertThat(sum.isInfinite()).as(what).isTrue();
            assertThat(sum.hasX(BigInteger.ZERO)).as(what).isFalse();
            return;
        }
        assertThat(sum.isInfinite()).as(what).isFalse();
        AffinePoints one = new AffinePoints(1);
        one.add(sum);
        long[] point = one.normalised();
        ECPoint normal = expected.normalize();
        assertThat(Field.value(java.util.Arrays.copyOf(point, Field.LIMBS))).as(what)
                .isEqualTo(normal.getAffineXCoord().toBigInteger());
        assertThat(Field.value(java.util.Arrays.copyOfRange(point, Field.LIMBS, AffinePoints.STRIDE))).as(what)
                .isEqualTo(normal.getAffineYCoord().toBigInteger());
        assertThat(sum.hasX(normal.getAffineXCoord().toBigInteger())).as(what).isTrue();
        assertThat(sum.hasX(normal.getAffineXCoord().toBigInteger().xor(BigInteger.ONE))).as(what).isFalse();
    }

    @Test
    void hasTheParametersOfTheStandard() {
        assertThat(Curve.ORDER).isEqualTo(Reference.Q);
        assertThat(Curve.B).isEqualTo(Reference.CURVE.getCurve().getB().toBigInteger());
        assertThat(Reference.CURVE.getCurve().getA().toBigInteger()).isEqualTo(Field.PRIME.subtract(BigInteger.TWO)
                .subtract(BigInteger.ONE));
        assertThat(Curve.X).isEqualTo(Reference.CURVE.getG().getAffineXCoord().toBigInteger());
        assertThat(Curve.Y).isEqualTo(Reference.CURVE.getG().getAffineYCoord().toBigInteger());
        assertThat(Reference.CURVE.getH()).isEqualTo(BigInteger.ONE);
    }

    /** Every pair of small multiples with either sign: equal points, opposite points and infinity among them. */
    @Test
    void addsSmallMultiplesInEveryCombination() {
        ECPoint g = Reference.CURVE.getG();
        List<ECPoint> multiples = new ArrayList<>();
        for (int i = 0; i <= 40; i++) {
            multiples.add(g.multiply(BigInteger.valueOf(i)).normalize());
        }
        for (int i = 0; i <= 20; i++) {
            for (int j = 1; j <= 20; j++) {
                assertIs(sum(multiples, i, j, false), multiples.get(i + j), i + " + " + j);
                ECPoint difference = i >= j ? multiples.get(i - j) : multiples.get(j - i).negate();
                assertIs(sum(multiples, i, j, true), difference, i + " - " + j);
            }
        }
    }

    private static Accumulator sum(List<ECPoint> multiples, int i, int j, boolean opposite) {
        Accumulator sum = new Accumulator();
        if (i == 1) {
            sum.set(affine(multiples.getFirst().getCurve().importPoint(multiples.get(1))), 0);
        } else if (i > 1) {
            // By steps, so that the third coordinate is not one.
            sum.set(affine(multiples.get(i - 1)), 0);
            sum.add(affine(multiples.get(1)), 0, false);
        }
        sum.add(affine(multiples.get(j)), 0, opposite);
        return sum;
    }

    @Test
    void doublesAgainAndAgain() {
        Accumulator sum = new Accumulator();
        sum.twice();
        assertThat(sum.isInfinite()).isTrue();
        sum.set(affine(Reference.CURVE.getG()), 0);
        ECPoint expected = Reference.CURVE.getG();
        for (int i = 0; i < 600; i++) {
            sum.twice();
            expected = expected.twice();
            if (i % 20 == 0) {
                assertIs(sum, expected, "2^" + (i + 1));
            }
        }
    }

    private List<BigInteger> scalars() {
        List<BigInteger> scalars = new ArrayList<>();
        for (int i = 0; i <= 33; i++) {
            scalars.add(BigInteger.valueOf(i));
            scalars.add(Reference.Q.subtract(BigInteger.valueOf(i + 1)));
        }
        for (int i = 5; i < 512; i += 23) {
            scalars.add(BigInteger.TWO.pow(i).mod(Reference.Q));
            scalars.add(BigInteger.TWO.pow(i).subtract(BigInteger.ONE));
        }
        scalars.add(Reference.Q.shiftRight(1));
        scalars.add(Reference.Q.shiftRight(1).add(BigInteger.ONE));
        for (int i = 0; i < 60; i++) {
            scalars.add(Reference.below(Reference.Q, random));
        }
        return scalars;
    }

    private static Accumulator byComb(Comb comb, BigInteger scalar) {
        long[] digits = comb.digits(scalar);
        Accumulator sum = new Accumulator();
        for (int column = comb.columns() - 1; column >= 0; column--) {
            sum.twice();
            comb.addColumn(sum, digits, column);
        }
        return sum;
    }

    @Test
    void multipliesWithCombsOfEveryShape() {
        ECPoint key = Reference.times(Reference.below(Reference.Q, random));
        for (int[] shape : List.of(new int[]{8, 4, 16}, new int[]{10, 4, 13}, new int[]{2, 1, 257}, new int[]{5, 3, 35},
                new int[]{1, 2, 256})) {
            Comb comb = Comb.of(affine(key), shape[0], shape[1], shape[2]);
            assertThat(comb.bytes()).isEqualTo((shape[1] << (shape[0] - 1)) * AffinePoints.STRIDE * 8);
            for (BigInteger scalar : scalars().subList(0, shape[0] >= 8 ? scalars().size() : 80)) {
                assertIs(byComb(comb, scalar), key.multiply(scalar), scalar + " by " + shape[0]);
            }
        }
    }

    @Test
    void multipliesSparsely() {
        ECPoint key = Reference.times(Reference.below(Reference.Q, random));
        for (BigInteger scalar : scalars()) {
            SparseMultiple multiple = new SparseMultiple(affine(key), scalar);
            Accumulator sum = new Accumulator();
            int additions = 0;
            for (int column = multiple.columns() - 1; column >= 0; column--) {
                sum.twice();
                multiple.addColumn(sum, column);
                additions++;
            }
            assertThat(additions).isEqualTo(scalar.bitLength() + 1);
            assertIs(sum, key.multiply(scalar), scalar.toString());
        }
    }

    @Test
    void refusesCombsShorterThanScalars() {
        assertThatThrownBy(() -> Comb.of(affine(Reference.CURVE.getG()), 7, 1, 73))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesToFlattenInfinity() {
        AffinePoints points = new AffinePoints(1);
        assertThatThrownBy(() -> points.add(new Accumulator())).isInstanceOf(IllegalArgumentException.class);
    }
}

package kz.centerpro.hub.gost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FieldTest {

    private static final long NARROW_ABOVE = (1L << 57) + (1L << 19);
    private static final long NARROW_BELOW = -(1L << 19);

    private final Random random = new Random(34_10);

    private static BigInteger sum(long[] limbs) {
        BigInteger sum = BigInteger.ZERO;
        for (int i = limbs.length - 1; i >= 0; i--) {
            sum = sum.shiftLeft(57).add(BigInteger.valueOf(limbs[i]));
        }
        return sum;
    }

    /** Any limbs that a form of this width may have, the extreme ones often. */
    private long[] form(int width) {
        long[] limbs = new long[Field.LIMBS];
        boolean extreme = random.nextInt(8) == 0;
        boolean up = random.nextBoolean();
        for (int i = 0; i < limbs.length; i++) {
            long bound = width * NARROW_ABOVE;
            limbs[i] = switch (extreme ? 4 : random.nextInt(6)) {
                case 0 -> bound;
                case 1 -> -bound;
                case 2 -> 0;
                case 4 -> up ? bound : -bound;
                default -> Math.floorMod(random.nextLong(), 2 * bound + 1) - bound;
            };
        }
        return limbs;
    }

    private static void assertNarrow(long[] limbs) {
        for (long limb : limbs) {
            assertThat(limb).isBetween(NARROW_BELOW, NARROW_ABOVE);
        }
    }

    @Test
    void multipliesEveryPairOfWidthsThatItPromises() {
        long[] product = new long[Field.LIMBS];
        for (int[] widths : List.of(new int[]{1, 1}, new int[]{2, 2}, new int[]{5, 1}, new int[]{6, 1}, new int[]{3, 2},
                new int[]{2, 3})) {
            for (int i = 0; i < 4_000; i++) {
                long[] a = form(widths[0]);
                long[] b = form(widths[1]);
                Field.multiply(product, a, b);
                assertThat(Field.value(product)).isEqualTo(sum(a).multiply(sum(b)).mod(Reference.P));
                assertNarrow(product);
            }
        }
    }

    @Test
    void squaresFormsUpToTwoWide() {
        long[] square = new long[Field.LIMBS];
        for (int i = 0; i < 10_000; i++) {
            long[] a = form(1 + i % 2);
            Field.square(square, a);
            assertThat(Field.value(square)).isEqualTo(sum(a).pow(2).mod(Reference.P));
            assertNarrow(square);
        }
    }

    @Test
    void writesOverItsArguments() {
        long[] a = form(1);
        long[] b = form(1);
        BigInteger expected = sum(a).multiply(sum(b)).mod(Reference.P);
        long[] both = b.clone();
        Field.multiply(both, a, both);
        assertThat(Field.value(both)).isEqualTo(expected);
        Field.multiply(a, a, b);
        assertThat(Field.value(a)).isEqualTo(expected);
        BigInteger squared = sum(b).pow(2).mod(Reference.P);
        Field.square(b, b);
        assertThat(Field.value(b)).isEqualTo(squared);
    }

    @Test
    void narrowsWithoutChangingTheElement() {
        for (int i = 0; i < 5_000; i++) {
            long[] a = form(1 + i % 16);
            BigInteger before = sum(a).mod(Reference.P);
            Field.narrow(a);
            assertThat(Field.value(a)).isEqualTo(before);
            assertNarrow(a);
        }
    }

    @Test
    void addsAndSubtracts() {
        for (int i = 0; i < 1_000; i++) {
            long[] a = form(2);
            long[] b = form(2);
            long[] result = new long[Field.LIMBS];
            Field.add(result, a, b);
            assertThat(sum(result)).isEqualTo(sum(a).add(sum(b)));
            Field.subtract(result, a, b);
            assertThat(sum(result)).isEqualTo(sum(a).subtract(sum(b)));
        }
    }

    @Test
    void knowsEveryFormOfZero() {
        for (int k = -16; k <= 16; k++) {
            long[] zero = spread(Reference.P.multiply(BigInteger.valueOf(k)));
            assertThat(Field.isZero(zero)).as("%d p", k).isTrue();
            for (int limb = 0; limb < Field.LIMBS; limb++) {
                for (long off : new long[]{1, -1, 569, -569, 1L << 56}) {
                    long[] other = zero.clone();
                    other[limb] += off;
                    assertThat(Field.isZero(other)).as("%d p with limb %d off by %d", k, limb, off).isFalse();
                }
            }
        }
    }

    @Test
    void tellsRandomFormsFromZero() {
        for (int i = 0; i < 5_000; i++) {
            long[] a = form(1 + i % 8);
            assertThat(Field.isZero(a)).isEqualTo(sum(a).mod(Reference.P).signum() == 0);
        }
    }

    /** The number in limbs of which only the highest may have another sign or size. */
    private static long[] spread(BigInteger number) {
        long[] limbs = new long[Field.LIMBS];
        for (int i = 0; i < Field.LIMBS - 1; i++) {
            limbs[i] = number.shiftRight(57 * i).longValue() & (1L << 57) - 1;
        }
        limbs[Field.LIMBS - 1] = number.shiftRight(57 * (Field.LIMBS - 1)).longValueExact();
        return limbs;
    }

    @Test
    void turnsNumbersIntoElementsAndBack() {
        for (BigInteger number : List.of(BigInteger.ZERO, BigInteger.ONE, BigInteger.TWO.pow(57),
                BigInteger.TWO.pow(511), Reference.P.subtract(BigInteger.ONE), Reference.below(Reference.P, random))) {
            assertThat(Field.value(Field.element(number))).isEqualTo(number);
        }
        assertThat(Field.PRIME).isEqualTo(Reference.P);
    }

    @Test
    void invertsModuloBothPrimes() {
        for (BigInteger modulus : List.of(Reference.P, Reference.Q)) {
            Inverse inverse = new Inverse(modulus);
            for (int i = 1; i <= 300; i++) {
                BigInteger small = BigInteger.valueOf(i);
                assertThat(inverse.of(small)).isEqualTo(small.modInverse(modulus));
                assertThat(inverse.of(modulus.subtract(small))).isEqualTo(modulus.subtract(small).modInverse(modulus));
                BigInteger power = BigInteger.TWO.pow(i % 511);
                assertThat(inverse.of(power)).isEqualTo(power.modInverse(modulus));
            }
            for (int i = 0; i < 10_000; i++) {
                BigInteger number = Reference.below(modulus.subtract(BigInteger.ONE), random).add(BigInteger.ONE);
                assertThat(inverse.of(number).multiply(number).mod(modulus)).isEqualTo(BigInteger.ONE);
            }
            for (BigInteger outside : List.of(BigInteger.ZERO, BigInteger.ONE.negate(), modulus,
                    modulus.add(BigInteger.ONE))) {
                assertThatThrownBy(() -> inverse.of(outside)).isInstanceOf(ArithmeticException.class);
            }
        }
    }
}

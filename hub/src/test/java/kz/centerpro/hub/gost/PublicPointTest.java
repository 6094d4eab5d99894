package kz.centerpro.hub.gost;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.Arrays;
import org.junit.jupiter.api.Test;

class PublicPointTest {

    private final Random random = new Random(512);

    @Test
    void takesPointsOfTheCurve() {
        ECPoint sum = Reference.CURVE.getCurve().getInfinity();
        for (int i = 0; i < 500; i++) {
            sum = sum.add(Reference.CURVE.getG()).normalize();
            byte[] octets = Reference.octets(sum);
            PublicPoint point = PublicPoint.of(octets).orElseThrow();
            assertThat(point.octets()).isEqualTo(octets);
            assertThat(point).isEqualTo(PublicPoint.of(octets.clone()).orElseThrow())
                    .hasSameHashCodeAs(PublicPoint.of(octets.clone()).orElseThrow())
                    .isNotEqualTo(PublicPoint.of(Reference.octets(sum.negate())).orElseThrow());
        }
    }

    @Test
    void refusesEveryPointOffTheCurve() {
        byte[] octets = Reference.octets(Reference.times(Reference.below(Reference.Q, random)));
        for (int bit = 0; bit < 8 * octets.length; bit++) {
            byte[] off = octets.clone();
            off[bit >>> 3] ^= (byte) (1 << (bit & 7));
            assertThat(PublicPoint.of(off)).as("bit %d", bit).isEmpty();
        }
        for (int i = 0; i < 3_000; i++) {
            byte[] any = new byte[128];
            random.nextBytes(any);
            assertThat(PublicPoint.of(any)).isEmpty();
        }
        assertThat(PublicPoint.of(new byte[128])).isEmpty();
        assertThat(PublicPoint.of(Arrays.concatenate(Arrays.copyOfRange(octets, 64, 128), Arrays.copyOf(octets, 64))))
                .as("coordinates exchanged").isEmpty();
        assertThat(PublicPoint.of(Arrays.reverse(octets))).as("big-endian").isEmpty();
    }

    /** Bouncy Castle refuses them too; their reduced values would lie on the curve. */
    @Test
    void refusesCoordinatesThatAreNotReduced() {
        BigInteger x = BigInteger.ZERO;
        int found = 0;
        // Coordinates below 569 are the only ones that have another form in 64 bytes.
        for (int i = 0; i < 569 && found < 20; i++) {
            x = BigInteger.valueOf(i);
            BigInteger square = x.pow(3).subtract(x.multiply(BigInteger.valueOf(3))).add(Curve.B).mod(Reference.P);
            BigInteger y = square.modPow(Reference.P.add(BigInteger.ONE).shiftRight(2), Reference.P);
            if (y.pow(2).mod(Reference.P).equals(square)) {
                found++;
                assertThat(PublicPoint.of(Arrays.concatenate(Reference.little(x), Reference.little(y)))).isPresent();
                assertThat(PublicPoint.of(Arrays.concatenate(Reference.little(x.add(Reference.P)),
                        Reference.little(y)))).isEmpty();
            }
        }
        assertThat(found).isEqualTo(20);
        assertThat(PublicPoint.of(Arrays.concatenate(Reference.little(Reference.P), Reference.little(Reference.P))))
                .isEmpty();
    }

    /** A point of another curve of the same form: nothing in the formulas of addition would notice. */
    @Test
    void refusesPointsOfTwistsAndOtherCurves() {
        int refused = 0;
        for (int i = 0; i < 40; i++) {
            BigInteger x = Reference.below(Reference.P, random);
            BigInteger square = x.pow(3).subtract(x.multiply(BigInteger.valueOf(3))).add(Curve.B).mod(Reference.P);
            BigInteger root = square.negate().mod(Reference.P).modPow(Reference.P.add(BigInteger.ONE).shiftRight(2),
                    Reference.P);
            if (root.pow(2).mod(Reference.P).equals(square.negate().mod(Reference.P))) {
                refused++;
                assertThat(PublicPoint.of(Arrays.concatenate(Reference.little(x), Reference.little(root)))).isEmpty();
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void refusesOtherLengths() {
        byte[] octets = Reference.octets(Reference.CURVE.getG());
        assertThat(PublicPoint.of(Arrays.copyOf(octets, 127))).isEmpty();
        assertThat(PublicPoint.of(Arrays.copyOf(octets, 129))).isEmpty();
        assertThat(PublicPoint.of(new byte[0])).isEmpty();
    }

    @Test
    void keepsItsOwnBytes() {
        byte[] octets = Reference.octets(Reference.CURVE.getG());
        PublicPoint point = PublicPoint.of(octets).orElseThrow();
        octets[0] ^= 1;
        point.octets()[0] ^= 1;
        assertThat(point.octets()).isEqualTo(Reference.octets(Reference.CURVE.getG()));
    }

    @Test
    void equalKeysHaveEqualHashesAndOthersUsuallyNot() {
        byte[] octets = Reference.octets(Reference.CURVE.getG());
        PublicPoint point = PublicPoint.of(octets).orElseThrow();
        PublicPoint other = Reference.point(Reference.times(BigInteger.TWO));
        assertThat(point).isEqualTo(PublicPoint.of(octets).orElseThrow()).isNotEqualTo(other)
                .hasSameHashCodeAs(PublicPoint.of(octets).orElseThrow());
        assertThat(point.hashCode()).isNotEqualTo(other.hashCode());
    }
}

package kz.centerpro.hub.gost;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import kz.centerpro.hub.gost.Reference.Forged;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.api.Test;

/** Whole verifications against Bouncy Castle, with and without a table of the key. */
class GostDeskTest {

    private static final GostDesk WITHOUT_TABLES = new GostDesk(0);

    private final GostDesk desk = new GostDesk(64 << 20);
    private final Random random = new Random(1187);
    private int compared;

    /** Compares on both ways of this room; more than two meetings give a key its table. */
    private void compare(ECPoint key, byte[] digest, BigInteger r, BigInteger s, String what) {
        boolean expected = Reference.verify(key, digest, r, s);
        PublicPoint point = Reference.point(key);
        assertThat(desk.verify(point, digest, r, s)).as(what).isEqualTo(expected);
        assertThat(WITHOUT_TABLES.verify(point, digest, r, s)).as(what).isEqualTo(expected);
        compared += 2;
    }

    private ECPoint anyKey() {
        return Reference.times(Reference.below(Reference.Q, random));
    }

    private Forged any(ECPoint key) {
        return Reference.forged(key, Reference.below(Reference.Q, random), Reference.below(Reference.Q, random));
    }

    private void learn(ECPoint key) {
        Forged good = any(key);
        long before = desk.tableBytes();
        for (int i = 0; i < 3; i++) {
            assertThat(desk.verify(Reference.point(key), good.digest(), good.r(), good.s())).isTrue();
        }
        assertThat(desk.tableBytes()).isGreaterThan(before);
    }

    @Test
    void agreesOnGoodAndOnSpoiledSignatures() {
        for (int k = 0; k < 8; k++) {
            ECPoint key = anyKey();
            if (k % 2 == 0) {
                learn(key);
            }
            for (int i = 0; i < 10; i++) {
                Forged good = any(key);
                compare(key, good.digest(), good.r(), good.s(), "good");
                byte[] digest = good.digest().clone();
                digest[random.nextInt(64)] ^= (byte) (1 << random.nextInt(8));
                compare(key, digest, good.r(), good.s(), "digest");
                compare(key, good.digest(), good.r().flipBit(random.nextInt(511)), good.s(), "r");
                compare(key, good.digest(), good.r(), good.s().flipBit(random.nextInt(511)), "s");
                compare(key, good.digest(), good.s(), good.r(), "exchanged");
                compare(key.negate(), good.digest(), good.r(), good.s(), "opposite key");
                compare(key, good.digest(), good.r(), Reference.Q.subtract(good.s()), "opposite s");
                compare(key, good.digest(), Reference.Q.subtract(good.r()), good.s(), "opposite r");
            }
        }
        assertThat(compared).isEqualTo(8 * 10 * 8 * 2);
        assertThat(desk.tablesRefused()).isZero();
    }

    /** Keys and factors so small that partial sums meet: equal points, opposite points and infinity on the way. */
    @Test
    void agreesWhereSumsMeetEachOther() {
        for (int k : new int[]{1, 2, -1, 5}) {
            ECPoint key = Reference.times(BigInteger.valueOf(k));
            learn(key);
            for (int a = -4; a <= 4; a++) {
                for (int b = -4; b <= 4; b++) {
                    if (b != 0 && a != 0) {
                        Forged forged = Reference.forged(key, BigInteger.valueOf(a), BigInteger.valueOf(b));
                        compare(key, forged.digest(), forged.r(), forged.s(), k + ": " + a + ", " + b);
                        PublicPoint point = Reference.point(key);
                        boolean infinite = a + b * k == 0;
                        assertThat(desk.verify(point, forged.digest(), forged.r(), forged.s())).isEqualTo(!infinite);
                    }
                }
            }
        }
    }

    /** Both ways of adding up, at any combination, infinity included, and not only at what a signature can name. */
    @Test
    void sumsAreRightAtTheEdges() {
        List<BigInteger> factors = List.of(BigInteger.ZERO, BigInteger.ONE, BigInteger.TWO,
                Reference.Q.subtract(BigInteger.ONE), Reference.Q.subtract(BigInteger.TWO),
                Reference.Q.shiftRight(1), Reference.Q.shiftRight(1).add(BigInteger.ONE), BigInteger.TWO.pow(511));
        for (int k : new int[]{1, -1, 2}) {
            ECPoint key = Reference.times(BigInteger.valueOf(k));
            PublicPoint point = Reference.point(key);
            Comb table = Comb.of(point.affine(), 8, 4, 16);
            for (BigInteger a : factors) {
                for (BigInteger b : factors) {
                    BigInteger total = a.add(b.multiply(BigInteger.valueOf(k))).mod(Reference.Q);
                    ECPoint expected = Reference.times(total);
                    for (Accumulator sum : List.of(GostDesk.sum(a, table, b), GostDesk.sum(a, point, b))) {
                        assertThat(sum.isInfinite()).isEqualTo(expected.isInfinity());
                        if (!expected.isInfinity()) {
                            assertThat(sum.hasX(expected.getAffineXCoord().toBigInteger())).isTrue();
                        }
                    }
                }
            }
        }
    }

    @Test
    void refusesNumbersOutOfRange() {
        ECPoint key = anyKey();
        Forged good = any(key);
        List<BigInteger> odd = List.of(BigInteger.ZERO, BigInteger.ONE, Reference.Q.subtract(BigInteger.ONE),
                Reference.Q, Reference.Q.add(BigInteger.ONE), BigInteger.TWO.pow(512).subtract(BigInteger.ONE),
                BigInteger.ONE.negate(), Reference.P, good.r().add(Reference.Q), good.s().add(Reference.Q),
                good.r().negate(), BigInteger.TWO.pow(4096));
        for (int way = 0; way < 2; way++) {
            for (BigInteger number : odd) {
                compare(key, good.digest(), number, good.s(), "r = " + number);
                compare(key, good.digest(), good.r(), number, "s = " + number);
                compare(key, good.digest(), number, number, "both " + number);
            }
            if (way == 0) {
                learn(key);
            }
        }
        // What the range would let pass: the same numbers modulo q.
        assertThat(desk.verify(Reference.point(key), good.digest(), good.r().add(Reference.Q), good.s())).isFalse();
        assertThat(desk.verify(Reference.point(key), good.digest(), good.r(), good.s().add(Reference.Q))).isFalse();
    }

    /** The first coordinate may be q or larger; then r is what is left of it. */
    @Test
    void takesCoordinatesAboveTheOrder() {
        BigInteger x = Reference.Q;
        ECPoint found = null;
        while (found == null) {
            x = x.add(BigInteger.ONE);
            BigInteger square = x.pow(3).subtract(x.multiply(BigInteger.valueOf(3))).add(Curve.B).mod(Reference.P);
            BigInteger y = square.modPow(Reference.P.add(BigInteger.ONE).shiftRight(2), Reference.P);
            found = y.pow(2).mod(Reference.P).equals(square) ? Reference.CURVE.getCurve().createPoint(x, y) : null;
        }
        // The key for which 3 G + 5 key is that point.
        BigInteger fifth = BigInteger.valueOf(5).modInverse(Reference.Q);
        ECPoint key = found.subtract(Reference.times(BigInteger.valueOf(3))).multiply(fifth).normalize();
        Forged forged = Reference.forged(key, BigInteger.valueOf(3), BigInteger.valueOf(5));
        assertThat(forged.r()).isEqualTo(x.subtract(Reference.Q));
        compare(key, forged.digest(), forged.r(), forged.s(), "above the order");
        assertThat(desk.verify(Reference.point(key), forged.digest(), forged.r(), forged.s())).isTrue();
        learn(key);
        assertThat(desk.verify(Reference.point(key), forged.digest(), forged.r(), forged.s())).isTrue();
        compare(key, forged.digest(), forged.r(), forged.s().add(BigInteger.ONE), "and not another s");
    }

    /** Clause 6.2, step 3. Bouncy Castle throws here. */
    @Test
    void putsOneForADigestThatTheOrderDivides() {
        BigInteger a = BigInteger.valueOf(1234);
        // With e = 1 the sum is a G - r key, and r its own coordinate: the key follows from a sum that is chosen.
        ECPoint sum = Reference.times(a.add(BigInteger.valueOf(77)));
        BigInteger r = sum.getAffineXCoord().toBigInteger().mod(Reference.Q);
        ECPoint key = sum.subtract(Reference.times(a)).multiply(r.negate().modInverse(Reference.Q)).normalize();
        byte[] one = Reference.little(BigInteger.ONE);
        compare(key, one, r, a, "e = 1");
        PublicPoint point = Reference.point(key);
        for (byte[] zero : List.of(one, new byte[64], Reference.little(Reference.Q))) {
            assertThat(desk.verify(point, zero, r, a)).isTrue();
            assertThat(WITHOUT_TABLES.verify(point, zero, r, a)).isTrue();
            assertThat(desk.verify(point, zero, r, a.add(BigInteger.ONE))).isFalse();
        }
    }

    @Test
    void reducesDigestsAboveTheOrder() {
        ECPoint key = anyKey();
        Forged good = Reference.forged(key, BigInteger.valueOf(99), BigInteger.valueOf(-1));
        // e equals r here; small enough that adding the order still fits 64 bytes happens once in two, so try them all.
        byte[] ones = new byte[64];
        Arrays.fill(ones, (byte) 0xff);
        compare(key, ones, good.r(), good.s(), "all ones");
        for (int i = 0; i < 8; i++) {
            byte[] digest = ones.clone();
            digest[i] = (byte) i;
            compare(key, digest, good.r(), good.s(), "large digest");
        }
    }

    @Test
    void refusesDigestsOfOtherLengths() {
        ECPoint key = anyKey();
        Forged good = any(key);
        PublicPoint point = Reference.point(key);
        assertThat(desk.verify(point, good.digest(), good.r(), good.s())).isTrue();
        assertThat(desk.verify(point, Arrays.copyOf(good.digest(), 65), good.r(), good.s())).isFalse();
        assertThat(desk.verify(point, Arrays.copyOf(good.digest(), 63), good.r(), good.s())).isFalse();
        assertThat(desk.verify(point, new byte[0], good.r(), good.s())).isFalse();
    }

    @Test
    void keepsTheLatestSignersWithinItsBytes() {
        int table = Comb.of(Reference.point(anyKey()).affine(), 8, 4, 16).bytes();
        GostDesk small = new GostDesk(2L * table);
        Forged[] good = new Forged[4];
        PublicPoint[] keys = new PublicPoint[4];
        for (int i = 0; i < 4; i++) {
            ECPoint key = anyKey();
            keys[i] = Reference.point(key);
            good[i] = any(key);
            for (int j = 0; j < 4; j++) {
                assertThat(small.verify(keys[i], good[i].digest(), good[i].r(), good[i].s())).isTrue();
            }
            assertThat(small.tableBytes()).isEqualTo((long) Math.min(i + 1, 2) * table);
        }
        for (int i = 0; i < 4; i++) {
            assertThat(small.verify(keys[i], good[i].digest(), good[i].r(), good[i].s())).isTrue();
            assertThat(small.verify(keys[i], good[i].digest(), good[i].r(), good[i].s().flipBit(0))).isFalse();
        }
    }

    @Test
    void makesATableAtTheThirdGoodSignatureAlone() {
        ECPoint key = anyKey();
        PublicPoint point = Reference.point(key);
        Forged good = any(key);
        for (int i = 0; i < 5; i++) {
            assertThat(desk.verify(point, good.digest(), good.r(), good.s().flipBit(1))).isFalse();
        }
        assertThat(desk.verify(point, good.digest(), good.r(), good.s())).isTrue();
        assertThat(desk.verify(point, good.digest(), good.r(), good.s())).isTrue();
        assertThat(desk.tableBytes()).isZero();
        assertThat(desk.verify(point, good.digest(), good.r(), good.s())).isTrue();
        assertThat(desk.tableBytes()).isPositive();
        assertThat(WITHOUT_TABLES.tableBytes()).isZero();
    }
}

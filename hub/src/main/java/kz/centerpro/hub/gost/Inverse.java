package kz.centerpro.hub.gost;

import java.math.BigInteger;

/**
 * Inverses modulo an odd prime of 512 bits, by the division steps of Bernstein and Yang ("Fast constant-time gcd
 * computation and modular inversion", 2019) in their variable-time form: nothing here is secret. Numbers are nine
 * signed limbs of 60 bits; sixty steps are found from the lowest words alone and then applied to the whole numbers.
 */
final class Inverse {

    private static final int LIMBS = 9;
    private static final int BITS = 60;
    private static final long MASK = (1L << BITS) - 1;

    /** More than the steps that 512 bits can take at most. */
    private static final int BATCHES_MAX = 40;

    private final BigInteger modulus;
    private final long[] modulusLimbs;

    /** The modulus times this is -1 modulo 2^60. */
    private final long complement;

    Inverse(BigInteger modulus) {
        this.modulus = modulus;
        this.modulusLimbs = limbs(modulus);
        BigInteger unit = BigInteger.ONE.shiftLeft(BITS);
        this.complement = unit.subtract(modulus.modInverse(unit)).longValueExact();
    }

    /**
     * @param number
     *            from 1 to the modulus less 1
     */
    BigInteger of(BigInteger number) {
        if (number.signum() <= 0 || number.compareTo(modulus) >= 0) {
            throw new ArithmeticException("out of range");
        }
        return new Run(number).result();
    }

    /**
     * One computation: f and g shrink to the greatest common divisor and 0, while f is d times the number and g is e
     * times the number, modulo the modulus.
     */
    private final class Run {

        private final long[] f = modulusLimbs.clone();
        private final long[] g;
        private final long[] d = new long[LIMBS];
        private final long[] e = new long[LIMBS];

        /** The difference of sizes that the steps go by, with its sign turned. */
        private long eta = -1;

        /** What a batch of steps does to the pair: (f, g) becomes (u f + v g, q f + r g) over 2^60. */
        private long u;
        private long v;
        private long q;
        private long r;

        Run(BigInteger number) {
            this.g = limbs(number);
            e[0] = 1;
        }

        BigInteger result() {
            for (int batch = 0; batch < BATCHES_MAX; batch++) {
                steps(f[0], g[0]);
                combine(f, g, 0, 0);
                combine(d, e, factor(u, v), factor(q, r));
                if (isZero(g)) {
                    BigInteger inverse = number(d).mod(modulus);
                    return number(f).signum() > 0 ? inverse : modulus.subtract(inverse);
                }
            }
            throw new ArithmeticException("not invertible");
        }

        /** Sixty division steps on the lowest words; as many halvings at once as there are zeros. */
        private void steps(long lowF, long lowG) {
            long a = lowF;
            long b = lowG;
            u = 1;
            v = 0;
            q = 0;
            r = 1;
            int left = BITS;
            while (true) {
                int zeros = Long.numberOfTrailingZeros(b | -1L << left);
                b >>= zeros;
                u <<= zeros;
                v <<= zeros;
                eta -= zeros;
                left -= zeros;
                if (left == 0) {
                    return;
                }
                if (eta < 0) {
                    eta = -eta;
                    long x = a;
                    a = b;
                    b = -x;
                    x = u;
                    u = q;
                    q = -x;
                    x = v;
                    v = r;
                    r = -x;
                }
                // The multiple of a that clears up to six low bits of b: a (2 - a^2) is the inverse of a modulo 64.
                long clear = Math.min(Math.min(eta + 1, left), 6);
                long times = a * b * (a * a - 2) & (1L << clear) - 1;
                b += a * times;
                q += u * times;
                r += v * times;
            }
        }

        /** The multiple of the modulus that makes {@code x d + y e} divisible by 2^60; at most half of that in size. */
        private long factor(long x, long y) {
            long low = (x * d[0] + y * e[0]) * complement;
            return low << (64 - BITS) >> (64 - BITS);
        }

        /** (a, b) becomes (u a + v b + k m, q a + r b + l m) over 2^60, where both are divisible. */
        private void combine(long[] a, long[] b, long k, long l) {
            long carryA = 0;
            long carryB = 0;
            for (int i = 0; i < LIMBS; i++) {
                long ai = a[i];
                long bi = b[i];
                long mi = modulusLimbs[i];
                long highA = high(u, ai) + high(v, bi) + high(k, mi);
                long lowA = u * ai + v * bi + k * mi - (highA << BITS) + carryA;
                carryA = highA + (lowA >> BITS);
                long highB = high(q, ai) + high(r, bi) + high(l, mi);
                long lowB = q * ai + r * bi + l * mi - (highB << BITS) + carryB;
                carryB = highB + (lowB >> BITS);
                if (i > 0) {
                    a[i - 1] = lowA & MASK;
                    b[i - 1] = lowB & MASK;
                }
            }
            a[LIMBS - 1] = carryA;
            b[LIMBS - 1] = carryB;
        }

        /** The floor of the product over 2^60, of factors up to 2^60. */
        private static long high(long x, long y) {
            return Math.multiplyHigh(x << 2, y << 2);
        }

        private static boolean isZero(long[] limbs) {
            long any = 0;
            for (long limb : limbs) {
                any |= limb;
            }
            return any == 0;
        }
    }

    private static long[] limbs(BigInteger number) {
        long[] limbs = new long[LIMBS];
        for (int i = 0; i < LIMBS; i++) {
            limbs[i] = number.shiftRight(BITS * i).longValue() & MASK;
        }
        return limbs;
    }

    private static BigInteger number(long[] limbs) {
        BigInteger number = BigInteger.ZERO;
        for (int i = LIMBS - 1; i >= 0; i--) {
            number = number.shiftLeft(BITS).add(BigInteger.valueOf(limbs[i]));
        }
        return number;
    }
}

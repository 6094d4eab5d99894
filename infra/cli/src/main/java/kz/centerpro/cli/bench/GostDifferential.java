package kz.centerpro.cli.bench;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import kz.centerpro.hub.gost.GostDesk;
import kz.centerpro.hub.gost.PublicPoint;
import kz.centerpro.hub.gost.Streebog;
import org.bouncycastle.crypto.digests.GOST3411_2012_256Digest;
import org.bouncycastle.crypto.digests.GOST3411_2012_512Digest;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.math.ec.ECPoint;

/**
 * The hub's GOST against Bouncy Castle's on invented input: signatures that hold and that were spoiled in every number,
 * keys of small multiples of the generator, keys that are none, hashes of any length. What differs is printed whole,
 * for it is all invented.
 */
public final class GostDifferential {

    /**
     * What was compared.
     *
     * @param seed
     *            that the same input can be made from again
     */
    public record Result(String bench, long seed, long comparisons, long disagreements, Map<String, Long> kinds,
            List<String> examples, double seconds) {}

    private static final int KEYS = 48;
    private static final int EXAMPLES_MAX = 10;
    private static final BigInteger Q = GostSigner.CURVE.getN();
    private static final BigInteger P = GostSigner.CURVE.getCurve().getField().getCharacteristic();

    /** A key whose good signatures are made without its private part: the sum moves on by one generator each time. */
    private static final class Source {

        private final ECPoint point;
        private final ECPublicKeyParameters peer;
        private final PublicPoint own;
        private final BigInteger ofKey;
        private BigInteger ofGenerator;
        private ECPoint sum;

        Source(ECPoint point, BigInteger ofGenerator, BigInteger ofKey) {
            this.point = point;
            this.peer = new ECPublicKeyParameters(point, GostSigner.CURVE);
            this.own = PublicPoint.of(GostSigner.octets(point)).orElseThrow();
            this.ofGenerator = ofGenerator;
            this.ofKey = ofKey;
            this.sum = GostSigner.CURVE.getG().multiply(ofGenerator).add(point.multiply(ofKey)).normalize();
        }

        /** Digest as a number, r and s. */
        BigInteger[] next() {
            ofGenerator = ofGenerator.add(BigInteger.ONE).mod(Q);
            sum = sum.add(GostSigner.CURVE.getG()).normalize();
            BigInteger r = sum.isInfinity() ? BigInteger.ONE : sum.getAffineXCoord().toBigInteger().mod(Q);
            BigInteger e = r.negate().multiply(ofKey.modInverse(Q)).mod(Q);
            return new BigInteger[]{e, r, ofGenerator.multiply(e).mod(Q)};
        }
    }

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final GostDesk withTables = new GostDesk(64L << 20);
    private final GostDesk withoutTables = new GostDesk(0);
    private final Map<String, Long> kinds = new LinkedHashMap<>();
    private final List<String> examples = new ArrayList<>();
    private long comparisons;
    private long disagreements;

    private GostDifferential() {}

    /** Of every eight comparisons two are whole verifications, two accept or refuse a key, four hash. */
    public static Result run(int count, Consumer<String> progress) {
        GostDifferential run = new GostDifferential();
        long began = System.nanoTime();
        List<Source> sources = run.sources();
        for (int i = 0; run.comparisons < count; i++) {
            run.signature(sources.get(i % KEYS));
            run.key(sources.get(run.random.nextInt(KEYS)));
            run.key(sources.get(run.random.nextInt(KEYS)));
            run.hashes();
            run.hashes();
            if (i % 12_500 == 12_499) {
                progress.accept(run.comparisons + " comparisons, " + run.disagreements + " disagreements");
            }
        }
        double seconds = Math.round((System.nanoTime() - began) / 1e8) / 10.0;
        return new Result("verify-differential", run.seed, run.comparisons, run.disagreements, run.kinds, run.examples,
                seconds);
    }

    private List<Source> sources() {
        List<Source> sources = new ArrayList<>();
        for (int i = 0; i < KEYS; i++) {
            // A third are small multiples of the generator, used with small factors: sums meet their own parts.
            boolean small = i % 3 == 0;
            BigInteger secret = small ? BigInteger.valueOf(i / 6 + 1) : number();
            ECPoint point = GostSigner.CURVE.getG().multiply(i % 6 == 0 ? Q.subtract(secret) : secret).normalize();
            BigInteger ofKey = small ? BigInteger.valueOf(random.nextInt(1, 6)) : number();
            sources.add(new Source(point, small ? Q.subtract(BigInteger.valueOf(100)) : number(), ofKey));
        }
        return sources;
    }

    private BigInteger number() {
        return new BigInteger(600, random).mod(Q.subtract(BigInteger.ONE)).add(BigInteger.ONE);
    }

    private void signature(Source source) {
        BigInteger[] numbers = source.next();
        byte[] digest = GostSigner.little(numbers[0]);
        BigInteger r = numbers[1];
        BigInteger s = numbers[2];
        int way = random.nextInt(8);
        switch (way) {
            case 0 -> digest[random.nextInt(64)] ^= (byte) (1 << random.nextInt(8));
            case 1 -> r = r.flipBit(random.nextInt(512));
            case 2 -> s = s.flipBit(random.nextInt(512));
            case 3 -> r = odd();
            case 4 -> s = odd();
            default -> {
                // Good as it is.
            }
        }
        if (Arrays.equals(digest, new byte[64])) {
            // Bouncy Castle has no answer where the standard puts 1.
            digest[0] = 1;
        }
        boolean expected = GostSigner.verifies(source.peer, digest, r, s);
        String what = way < 5 ? "signatures spoiled" : "signatures made to hold";
        String input = source.point + " " + numbers[0] + " " + r + " " + s;
        compare(what, expected, withTables.verify(source.own, digest, r, s), input);
        compare(what, expected, withoutTables.verify(source.own, digest, r, s), input);
    }

    private BigInteger odd() {
        return switch (random.nextInt(8)) {
            case 0 -> BigInteger.ZERO;
            case 1 -> BigInteger.ONE;
            case 2 -> Q.subtract(BigInteger.ONE);
            case 3 -> Q;
            case 4 -> Q.add(BigInteger.ONE);
            case 5 -> BigInteger.ONE.shiftLeft(512).subtract(BigInteger.ONE);
            case 6 -> P;
            default -> number();
        };
    }

    private void key(Source source) {
        byte[] octets = GostSigner.octets(source.point);
        switch (random.nextInt(5)) {
            case 0 -> octets[random.nextInt(128)] ^= (byte) (1 << random.nextInt(8));
            case 1 -> Arrays.fill(octets, 1, 64, (byte) 0xff);
            case 2 -> octets = GostSigner.octets(source.point.negate());
            case 3 -> random.nextBytes(octets);
            default -> {
                // Good as it is.
            }
        }
        boolean expected;
        try {
            var point = new ECPublicKeyParameters(GostSigner.CURVE.getCurve().createPoint(
                    PlainBouncyCastle.little(octets, 0), PlainBouncyCastle.little(octets, 64)), GostSigner.CURVE);
            expected = !point.getQ().isInfinity();
        } catch (IllegalArgumentException refused) {
            expected = false;
        }
        compare("keys", expected, PublicPoint.of(octets).isPresent(), Arrays.toString(octets));
    }

    private void hashes() {
        byte[] message = new byte[random.nextInt(200)];
        if (random.nextInt(4) == 0) {
            Arrays.fill(message, (byte) random.nextInt(-1, 1));
        } else {
            random.nextBytes(message);
        }
        Streebog own = Streebog.of256();
        int cut = random.nextInt(message.length + 1);
        own.update(message, 0, cut);
        own.update(message, cut, message.length - cut);
        GOST3411_2012_256Digest shorter = new GOST3411_2012_256Digest();
        byte[] value = new byte[32];
        shorter.update(message, 0, message.length);
        shorter.doFinal(value, 0);
        compare("hashes of 256 bits", true, Arrays.equals(own.finish(), value), Arrays.toString(message));
        Streebog whole = Streebog.of512();
        whole.update(message, 0, message.length);
        GOST3411_2012_512Digest longer = new GOST3411_2012_512Digest();
        byte[] longValue = new byte[64];
        longer.update(message, 0, message.length);
        longer.doFinal(longValue, 0);
        compare("hashes of 512 bits", true, Arrays.equals(whole.finish(), longValue), Arrays.toString(message));
    }

    private void compare(String kind, boolean expected, boolean found, String input) {
        comparisons++;
        kinds.merge(expected ? kind : kind + ", refused", 1L, Long::sum);
        if (expected != found) {
            disagreements++;
            if (examples.size() < EXAMPLES_MAX) {
                examples.add(kind + ": " + input);
            }
        }
    }
}

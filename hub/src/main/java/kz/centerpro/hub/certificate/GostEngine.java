package kz.centerpro.hub.certificate;

import java.math.BigInteger;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import kz.centerpro.hub.gost.GostDesk;
import kz.centerpro.hub.gost.GostVerifier;
import kz.centerpro.hub.gost.PublicPoint;

/**
 * The verifier of the process for keys on tc26-512-paramSetA: the hub's own, with Bouncy Castle looking over its
 * shoulder. A random share of all verifications is done by both. When they ever differ, Bouncy Castle's answer is the
 * one given, the alarm is raised, and from then on Bouncy Castle does all the work until the process ends. Safe for
 * many threads.
 */
public final class GostEngine {

    /** One verification of this many is done twice, where nothing else is set. */
    public static final int CHECKED_ONE_IN = 256;

    /** Memory for tables of keys, where nothing else is set: some 900 signers. */
    public static final long TABLE_BYTES = 64L << 20;

    private static final GostEngine SHARED = new GostEngine(new GostDesk(TABLE_BYTES), new BouncyCastleGost());

    /** Told once when the two verifiers differ, without anything about keys or documents. */
    @FunctionalInterface
    public interface Alarm {

        /**
         * @param fast
         *            what the fast verifier said: "valid", "invalid", or the class of what it threw
         * @param reference
         *            what Bouncy Castle said
         */
        void raised(String fast, String reference);
    }

    private final GostVerifier reference;
    private volatile GostVerifier fast;
    private volatile int checkedOneIn = CHECKED_ONE_IN;
    private volatile Alarm alarm = (_, _) -> {
    };
    private final AtomicBoolean distrusted = new AtomicBoolean();
    private final AtomicLong comparisons = new AtomicLong();
    private final AtomicLong disagreements = new AtomicLong();

    GostEngine(GostVerifier fast, GostVerifier reference) {
        this.fast = fast;
        this.reference = reference;
    }

    /** The one that all keys of the process use. */
    public static GostEngine shared() {
        return SHARED;
    }

    /**
     * Replaces the verifier that does the work: a certified tool, or the own one with other bounds. It is checked
     * against Bouncy Castle like the one before it; what was distrusted stays so.
     */
    public void use(GostVerifier verifier) {
        this.fast = verifier;
    }

    /**
     * @param oneIn
     *            1 to do every verification twice, 0 to do none twice
     */
    public void checkOneIn(int oneIn) {
        if (oneIn < 0) {
            throw new IllegalArgumentException("one in " + oneIn);
        }
        this.checkedOneIn = oneIn;
    }

    public void onDisagreement(Alarm listener) {
        this.alarm = listener;
    }

    /** Verifications that were done twice. */
    public long comparisons() {
        return comparisons.get();
    }

    /** Of those, the ones that came out different; anything above 0 is a defect to report. */
    public long disagreements() {
        return disagreements.get();
    }

    /** Whether Bouncy Castle does all the work since a disagreement. */
    public boolean hasFallenBack() {
        return distrusted.get();
    }

    boolean verify(PublicPoint key, byte[] digest, BigInteger r, BigInteger s) {
        if (distrusted.get()) {
            return reference.verify(key, digest, r, s);
        }
        boolean valid;
        try {
            valid = fast.verify(key, digest, r, s);
        } catch (RuntimeException defect) {
            return settled(defect.getClass().getSimpleName(), reference.verify(key, digest, r, s));
        }
        int oneIn = checkedOneIn;
        if (oneIn == 0 || ThreadLocalRandom.current().nextInt(oneIn) != 0) {
            return valid;
        }
        boolean expected = reference.verify(key, digest, r, s);
        comparisons.incrementAndGet();
        return valid == expected ? valid : settled(named(valid), expected);
    }

    private boolean settled(String said, boolean expected) {
        disagreements.incrementAndGet();
        if (distrusted.compareAndSet(false, true)) {
            alarm.raised(said, named(expected));
        }
        return expected;
    }

    private static String named(boolean valid) {
        return valid ? "valid" : "invalid";
    }
}

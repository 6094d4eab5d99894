package kz.centerpro.hub.gost;

import java.math.BigInteger;

/**
 * Verifies signatures of GOST R 34.10-2012, clause 6.2, on tc26-512-paramSetA. Keys that come again get a table of
 * their multiples, which makes their signatures several times cheaper to verify.
 */
public final class GostDesk implements GostVerifier {

    /** The generator's multiples, for all keys. */
    private static final Comb GENERATOR = Comb.of(PublicPoint.affine(Curve.X, Curve.Y), 10, 4, 13);

    private static final Inverse INVERSE = new Inverse(Curve.ORDER);

    private final KeyTables tables;

    /**
     * @param tableBytesMax
     *            what the tables of all keys together may take; one takes 74 KB
     */
    public GostDesk(long tableBytesMax) {
        this.tables = new KeyTables(tableBytesMax);
    }

    @Override
    public boolean verify(PublicPoint key, byte[] digest, BigInteger r, BigInteger s) {
        if (digest.length != PublicPoint.SIZE || isOutOfRange(r) || isOutOfRange(s)) {
            return false;
        }
        BigInteger hash = Numbers.littleEndian(digest, 0).mod(Curve.ORDER);
        BigInteger inverse = INVERSE.of(hash.signum() == 0 ? BigInteger.ONE : hash);
        BigInteger ofGenerator = s.multiply(inverse).mod(Curve.ORDER);
        BigInteger ofKey = Curve.ORDER.subtract(r).multiply(inverse).mod(Curve.ORDER);
        Comb table = tables.find(key);
        if (table != null) {
            return matches(sum(ofGenerator, table, ofKey), r);
        }
        boolean valid = matches(sum(ofGenerator, key, ofKey), r);
        if (valid) {
            learn(key, ofGenerator, ofKey, r);
        }
        return valid;
    }

    /** Bytes that the tables of keys take now. */
    public long tableBytes() {
        return tables.bytes();
    }

    /**
     * Tables that were thrown away because they gave another verdict than the way without a table; none is expected.
     */
    public long tablesRefused() {
        return tables.refused();
    }

    private static boolean isOutOfRange(BigInteger number) {
        return number.signum() <= 0 || number.compareTo(Curve.ORDER) >= 0;
    }

    /** A table is kept only when it confirms the signature that was just verified without it. */
    private void learn(PublicPoint key, BigInteger ofGenerator, BigInteger ofKey, BigInteger r) {
        Comb made = tables.seen(key);
        if (made != null) {
            tables.keep(key, made, matches(sum(ofGenerator, made, ofKey), r));
        }
    }

    /** The point's first coordinate, reduced modulo q, is r; it may exceed q, since the field is larger. */
    private static boolean matches(Accumulator point, BigInteger r) {
        BigInteger larger = r.add(Curve.ORDER);
        return point.hasX(r) || (larger.compareTo(Field.PRIME) < 0 && point.hasX(larger));
    }

    static Accumulator sum(BigInteger ofGenerator, Comb key, BigInteger ofKey) {
        long[] first = GENERATOR.digits(ofGenerator);
        long[] second = key.digits(ofKey);
        Accumulator sum = new Accumulator();
        for (int column = Math.max(GENERATOR.columns(), key.columns()) - 1; column >= 0; column--) {
            sum.twice();
            if (column < GENERATOR.columns()) {
                GENERATOR.addColumn(sum, first, column);
            }
            if (column < key.columns()) {
                key.addColumn(sum, second, column);
            }
        }
        return sum;
    }

    static Accumulator sum(BigInteger ofGenerator, PublicPoint key, BigInteger ofKey) {
        long[] first = GENERATOR.digits(ofGenerator);
        SparseMultiple second = new SparseMultiple(key.affine(), ofKey);
        Accumulator sum = new Accumulator();
        for (int column = Math.max(GENERATOR.columns(), second.columns()) - 1; column >= 0; column--) {
            sum.twice();
            if (column < GENERATOR.columns()) {
                GENERATOR.addColumn(sum, first, column);
            }
            if (column < second.columns()) {
                second.addColumn(sum, column);
            }
        }
        return sum;
    }
}

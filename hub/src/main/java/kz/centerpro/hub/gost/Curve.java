package kz.centerpro.hub.gost;

import java.math.BigInteger;

/**
 * The curve tc26-512-paramSetA of RFC 7836: y^2 = x^3 - 3 x + b over the field of 2^512 - 569 elements. Its order is
 * prime, so every point but infinity has that order and no point needs more checks than lying on the curve.
 */
final class Curve {

    static final BigInteger ORDER = new BigInteger("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF"
            + "27E69532F48D89116FF22B8D4E0560609B4B38ABFAD2B85DCACDB1411F10B275", 16);
    static final BigInteger B = new BigInteger("E8C2505DEDFC86DDC1BD0B2B6667F1DA34B82574761CB0E879BD081CFD0B6265"
            + "EE3CB090F30D27614CB4574010DA90DD862EF9D4EBEE4761503190785A71C760", 16);

    /** The generator. */
    static final BigInteger X = BigInteger.valueOf(3);
    static final BigInteger Y = new BigInteger("7503CFE87A836AE3A61B8816E25450E6CE5E1C93ACF1ABC1778064FDCBEFA921"
            + "DF1626BE4FD036E93D75E6A50E3A41E98028FE5FC235F5B889A589CB5215F2A4", 16);

    private Curve() {}

    /**
     * Whether a point with these coordinates, each from 0 to p - 1, lies on the curve.
     */
    static boolean contains(long[] x, long[] y) {
        long[] right = new long[Field.LIMBS];
        long[] left = new long[Field.LIMBS];
        Field.square(right, x);
        right[0] -= 3;
        Field.multiply(right, right, x);
        Field.add(right, right, Field.element(B));
        Field.square(left, y);
        Field.subtract(left, left, right);
        return Field.isZero(left);
    }
}

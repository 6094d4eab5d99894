package kz.centerpro.hub.gost;

import java.math.BigInteger;

/** Numbers out of bytes. */
final class Numbers {

    private Numbers() {}

    /** The number of 64 bytes from {@code offset}, the lowest byte first. */
    static BigInteger littleEndian(byte[] source, int offset) {
        byte[] reversed = new byte[PublicPoint.SIZE];
        for (int i = 0; i < PublicPoint.SIZE; i++) {
            reversed[PublicPoint.SIZE - 1 - i] = source[offset + i];
        }
        return new BigInteger(1, reversed);
    }
}

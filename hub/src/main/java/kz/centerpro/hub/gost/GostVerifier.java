package kz.centerpro.hub.gost;

import java.math.BigInteger;

/**
 * The port behind which signatures of GOST R 34.10-2012 on tc26-512-paramSetA are verified. A certified cryptographic
 * tool plugs in here.
 */
@FunctionalInterface
public interface GostVerifier {

    /**
     * @param digest
     *            the Streebog-512 value of what was signed, 64 bytes as the hash function gives them
     * @param r
     *            any number; what is out of range is no signature
     * @param s
     *            likewise
     * @return whether (r, s) was made over the digest with the private key of {@code key}; the same answer every time
     */
    boolean verify(PublicPoint key, byte[] digest, BigInteger r, BigInteger s);
}

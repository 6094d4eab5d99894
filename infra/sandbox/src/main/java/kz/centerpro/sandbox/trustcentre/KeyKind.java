package kz.centerpro.sandbox.trustcentre;

import java.util.Locale;

/** The three hierarchies, named after their keys. */
public enum KeyKind {

    /** GOST R 34.10-2012 of 512 bits, parameter set A, with the Kazakh object identifiers. */
    GOST,
    /** RSA of 2048 bits with SHA-256. */
    RSA,
    /** ECDSA on P-256 with SHA-256: the foreign hierarchy. */
    EC;

    /** As in file names and URLs: {@code gost}, {@code rsa}, {@code ec}. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT);
    }
}

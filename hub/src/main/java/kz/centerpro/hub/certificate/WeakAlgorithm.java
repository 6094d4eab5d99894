package kz.centerpro.hub.certificate;

import java.time.Instant;

/**
 * An algorithm or key length that counts only for what is proved to be older than a moment (ETSI EN 319 102-1, 5.2.8:
 * the cryptographic constraints of a policy). Whatever is weaker than these never counts.
 */
public enum WeakAlgorithm {

    /** Collisions were published in August 2004. */
    MD5("MD5", "2004-08-01T00:00:00Z"),
    /** A year before NIST SP 800-131A ended its use in signatures; the first collision came in 2017. */
    SHA_1("SHA-1", "2013-01-01T00:00:00Z"),
    /** From 1024 bits upwards; a year before NIST SP 800-131A ended the use of such keys in signatures. */
    RSA_BELOW_2048("RSA < 2048", "2013-01-01T00:00:00Z");

    private final String label;
    private final Instant latest;

    WeakAlgorithm(String label, String latest) {
        this.label = label;
        this.latest = Instant.parse(latest);
    }

    /** The name that a reader knows it by, the same in every language. */
    public String label() {
        return label;
    }

    /** The moment from which no policy may count it. */
    public Instant latest() {
        return latest;
    }
}

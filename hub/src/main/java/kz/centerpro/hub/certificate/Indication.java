package kz.centerpro.hub.certificate;

/** The three answers of ETSI EN 319 102-1, 5.1.3, from the best to the worst. */
public enum Indication {
    PASSED, INDETERMINATE, FAILED;

    /** The worse of the two. */
    public Indication and(Indication other) {
        return compareTo(other) >= 0 ? this : other;
    }
}

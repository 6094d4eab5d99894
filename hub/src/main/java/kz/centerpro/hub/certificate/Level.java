package kz.centerpro.hub.certificate;

/** What a policy makes of an answer that is not PASSED (ETSI TS 119 102-2 calls it the constraint's effect). */
public enum Level {
    /** It decides the verdict. */
    FAIL,
    /** The verdict stays, with a warning. */
    WARN,
    /** It is told, no more. */
    INFORM
}

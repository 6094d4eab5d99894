package kz.centerpro.hub.termination;

/** Why an agreement ends; the ground decides about the day (reading A17). */
enum Ground {
    /** The operator's, out of court, ten calendar days after the notice (clause 13.2). */
    NOTICE,
    /** The operator's, at once and without a word, for breaches that clause 5.3.8 names. */
    BREACH,
    /** Either side's, from the day in the notice (clause 10.7). */
    ANTI_CORRUPTION,
    /** The participant's own, from the day that it says (reading A18). */
    OWN_WISH;

    /** Whether the participant is told of it. */
    boolean isTold() {
        return this != BREACH;
    }
}

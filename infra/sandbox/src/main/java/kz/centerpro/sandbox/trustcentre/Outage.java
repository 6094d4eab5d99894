package kz.centerpro.sandbox.trustcentre;

/** How a service of the simulator behaves. */
public enum Outage {

    /** It answers. */
    NONE,
    /** It answers 503. */
    UNAVAILABLE,
    /** It takes the question and says nothing. */
    SILENT
}

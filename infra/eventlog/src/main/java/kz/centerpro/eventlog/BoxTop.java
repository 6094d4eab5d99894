package kz.centerpro.eventlog;

/** The newest sequence number of a box, as an append or a look at the counters says it. */
public record BoxTop(long box, int epoch, long top) {}

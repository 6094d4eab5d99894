package kz.centerpro.contracts.event;

/**
 * One box of a stream over several in which the stream is behind.
 *
 * @param lag
 *            milliseconds, as in {@link Heartbeat}
 */
public record BoxLag(long box, long lag) {}

package kz.centerpro.contracts.event;

/**
 * One box of a stream over several, as the stream begins.
 *
 * @param from
 *            cursor after which the stream goes on in this box
 * @param top
 *            cursor of its newest event at that moment
 * @param floor
 *            cursor before its oldest event still kept
 * @param epoch
 *            its epoch
 */
public record BoxHello(long box, String from, String top, String floor, int epoch) {}

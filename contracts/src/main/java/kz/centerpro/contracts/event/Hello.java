package kz.centerpro.contracts.event;

/**
 * The first frame of every live stream: where it starts and what the box holds.
 *
 * @param from
 *            cursor after which the stream goes on
 * @param top
 *            cursor of the newest event at that moment
 * @param floor
 *            cursor before the oldest event still kept
 * @param epoch
 *            the box's epoch
 */
public record Hello(String from, String top, String floor, int epoch) {}

package kz.centerpro.notification.stream;

import java.util.List;
import kz.centerpro.contracts.event.EventEnvelope;

/**
 * The answer of a long poll.
 *
 * @param cursor
 *            what to ask with next; moves on also when a filter left nothing to tell
 * @param top
 *            cursor of the box's newest event
 */
public record Page(List<EventEnvelope> events, String cursor, String top) {}

package kz.centerpro.eventlog;

import java.util.List;
import kz.centerpro.contracts.event.EventEnvelope;

/**
 * A page of a box in seq order, with the box's state of the same snapshot.
 *
 * @param events
 *            the events asked for; with a filter there may be none although the position moved
 * @param position
 *            everything up to and including this seq was looked at: where the next page starts
 */
public record EventPage(BoxState state, List<EventEnvelope> events, long position) {}

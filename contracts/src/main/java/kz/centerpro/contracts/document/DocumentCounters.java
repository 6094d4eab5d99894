package kz.centerpro.contracts.document;

import java.util.Map;

/**
 * How many documents of one direction of a box there are.
 *
 * @param cursor
 *            event cursor of the same snapshot: what comes after it is not counted yet
 * @param toSign
 *            that came in, ask for the caller's signature and have no answer of it
 * @param unread
 *            that came in and are neither read nor answered
 * @param byStatus
 *            by the status that a list shows; what there is none of is left out
 */
public record DocumentCounters(String cursor, long total, long toSign, long unread, Map<String, Long> byStatus) {}

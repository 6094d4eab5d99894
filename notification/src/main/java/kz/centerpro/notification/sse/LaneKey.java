package kz.centerpro.notification.sse;

import java.util.Set;

/** What streams must have in common to be told the same octets; no types means all. */
record LaneKey(long box, int epoch, Set<String> types) {}

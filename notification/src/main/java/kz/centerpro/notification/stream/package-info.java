/**
 * Purpose: the heart of notification: positions in boxes, turned into live streams and long polls. Invariants: nothing
 * is pushed that the cursor cannot replay; no event is skipped or told twice within a stream; a slow consumer costs a
 * position and at most one page, not a queue; what readers of a box share is bounded by number and weight; no wake-up
 * is lost between an empty page and the waiting. Concurrency: each subscription is a state machine whose steps run one
 * at a time, on whatever thread brought the news. Lifecycle: a stream lives until its subscriber cancels, its cursor
 * dies or the switchboard closes. Imports: eventlog, contracts; no web.
 */
@NullMarked
package kz.centerpro.notification.stream;

import org.jspecify.annotations.NullMarked;

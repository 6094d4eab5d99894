/**
 * Purpose: the side stream: turns usage into what it is accounted as, in batches and at its own pace; ends tariffs when
 * their time comes, with warnings before; closes months; names every difference (clauses 5.3.10, 6.10; design, decision
 * 10). Invariants: each unit is rated once, whatever is repeated; a box that cannot be rated waits alone; nothing here
 * holds up a document. Concurrency: nodes share the boxes, one at a time each. Lifecycle: RatingLoop, on billing's own
 * connections and role. Imports: kernel, contracts, door, the event log.
 */
@NullMarked
package kz.centerpro.hub.rating;

import org.jspecify.annotations.NullMarked;

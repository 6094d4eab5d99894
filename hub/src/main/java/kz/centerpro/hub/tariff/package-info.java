/**
 * Purpose: what the services cost and what participants started of it: tariffs and their versions, promotions,
 * subscriptions (clauses 1.11, 3.1, 5.3.4, 5.3.11, 6.1, 6.6, 6.8, 6.10). Invariants: a published version never changes;
 * a subscription pins its version; it begins with its payment in one transaction, or not at all; nothing pays it back.
 * Concurrency: purchases of one participant wait for each other in the database. Lifecycle: none. Imports: kernel,
 * contracts, door, the event log.
 */
@NullMarked
package kz.centerpro.hub.tariff;

import org.jspecify.annotations.NullMarked;

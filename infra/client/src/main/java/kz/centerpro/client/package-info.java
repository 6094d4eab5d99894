/**
 * Purpose: a reactive client of the hub: boxes followed live over server-sent events or RSocket, documents submitted so
 * that repeating is safe. Invariants: a stream is told each event once, in order, over any number of cuts, or ends with
 * an error that says why; nothing waits in memory beyond what was asked for; a submission that may have been done is
 * repeated under the same key. Concurrency: everything is thread-safe; a stream belongs to its subscriber. Lifecycle: a
 * {@link kz.centerpro.client.CenterClient} owns its connections until closed. Imports: contracts, Reactor Netty,
 * RSocket, Jackson; no Spring.
 */
@NullMarked
package kz.centerpro.client;

import org.jspecify.annotations.NullMarked;

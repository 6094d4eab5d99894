/**
 * Purpose: a client of the hub's public doors: sign-in, registration, submission, the live streams. Invariants: a key
 * signs in this process and never leaves it; a write is repeated only with its idempotency key or where the hub said
 * that nothing was done; a stream goes on from its cursor and misses nothing. Concurrency: a client and an account are
 * safe for many threads; a stream belongs to the thread that follows it. Lifecycle: a stream ends when its listener has
 * enough. Imports: contracts, the sandbox's client signing, java.net.http, rsocket-core.
 */
@NullMarked
package kz.centerpro.cli.client;

import org.jspecify.annotations.NullMarked;

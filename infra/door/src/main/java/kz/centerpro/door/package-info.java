/**
 * Purpose: what every HTTP and RSocket door does alike: who calls (bearer token), how a body is read, and how a problem
 * is answered. Invariants: a token is trusted only after its signature was checked; an answer never carries a stack
 * trace or an exception's message. Concurrency: everything is safe for use by many threads. Lifecycle: none; caches are
 * bounded. Imports: Spring web, the token library, contracts.
 */
@NullMarked
package kz.centerpro.door;

import org.jspecify.annotations.NullMarked;

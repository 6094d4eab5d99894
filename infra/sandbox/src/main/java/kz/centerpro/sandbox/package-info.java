/**
 * Purpose: what a developer's machine lacks: embedded PostgreSQL and Redis, and a development trust centre that speaks
 * real OCSP, RFC 3161 and CRL. Invariants: PostgreSQL runs with fsync and synchronous_commit on; every server listens
 * on 127.0.0.1 only; simulators are named simulators. Concurrency: starting and stopping is done by one thread.
 * Lifecycle: start, use, close; data directories survive restarts. Imports: embedded servers, Bouncy Castle,
 * reactor-netty.
 */
@NullMarked
package kz.centerpro.sandbox;

import org.jspecify.annotations.NullMarked;

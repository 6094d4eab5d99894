/**
 * Purpose: the feed over RSocket, on TCP and on WebSocket at {@code /rsocket}, without Spring messaging. Invariants:
 * {@code request(n)} is honoured to the database and the hello counts as one; what a connection has not taken yet is
 * bounded however much was requested; inbound frames, setup and open streams are bounded; no resume (the cursor is the
 * resume) and no lease. Concurrency: one acceptor per connection; its streams run on any thread. Lifecycle: the TCP
 * server starts and stops with the application. Imports: rsocket-core, reactor-netty, stream, consumer, kernel.
 */
@NullMarked
package kz.centerpro.notification.rsocket;

import org.jspecify.annotations.NullMarked;

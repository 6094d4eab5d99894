/**
 * Purpose: RSocket as a house to which rooms contribute routes: SETUP and bearer tokens, limits, the pace of answers,
 * problems, the TCP server and the WebSocket at {@code /rsocket}; without Spring messaging. Invariants:
 * {@code request(n)} is honoured; what a connection has not taken yet is bounded however much was requested, and so is
 * what a client sends beyond what it was asked for; inbound frames, fragments, connections, streams and requests are
 * bounded; a stream ends with its token, or lives on with a newer one; no resume (a cursor or an idempotent key is the
 * resume) and no lease. Concurrency: one {@code RoutedSocket} a connection; its streams run on any thread. Lifecycle:
 * the server starts and stops with the application. Imports: rsocket-core, reactor-netty, door.
 */
@NullMarked
package kz.centerpro.door.rsocket;

import org.jspecify.annotations.NullMarked;

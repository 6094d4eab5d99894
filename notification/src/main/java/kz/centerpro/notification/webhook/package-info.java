/**
 * Purpose: webhooks, the push of the same feed over HTTP in the format of Standard Webhooks; each is a durable reader
 * of its box with a cursor of its own. Invariants: the cursor moves only after an answer 2xx, so order holds, nothing
 * is skipped and delivery is at least once; one delivery is under way per webhook, on one node, by a lease; nothing
 * goes to a box that is closed, and its walk goes on from its cursor when it is opened; nothing secret is stored; no
 * connection goes to an address that was not checked at that moment. Concurrency: webhooks are walked side by side
 * within a bound, each by itself page by page. Lifecycle: the loop starts and stops with the process and gives its
 * leases back. Imports: stream, eventlog, contracts, door, Reactor Netty's HTTP client.
 */
@NullMarked
package kz.centerpro.notification.webhook;

import org.jspecify.annotations.NullMarked;

/**
 * Purpose: notices by Web Push (RFC 8030, 8188, 8291, 8292) and as wake-ups of mobile devices. Invariants: a push holds
 * the kind, the document's number, the language and where to go on, never content; a wake-up holds nothing; a
 * subscription that its push service calls gone is deleted; no connection goes to an address that was not checked at
 * that moment. Concurrency: keys are worked with on a bulkhead. Lifecycle: the loops start and stop with the process.
 * Imports: notice, outbound; the JDK's cryptography alone.
 */
@NullMarked
package kz.centerpro.notification.push;

import org.jspecify.annotations.NullMarked;

/**
 * Purpose: notices and confirmation codes by e-mail over SMTP. Invariants: an e-mail has no content of a document and
 * neither its title nor its counterparty, but a link to the cabinet; a repeated message has the same Message-ID; what
 * the server replied is kept with every attempt; a reply 5xx ends the dispatch, anything else is repeated with growing
 * pauses until the patience ends. Concurrency: conversations with the mail server run on a bulkhead of a few threads
 * and nowhere else. Lifecycle: the loop starts and stops with the process. Imports: notice, outbound, Jakarta Mail.
 */
@NullMarked
package kz.centerpro.notification.mail;

import org.jspecify.annotations.NullMarked;

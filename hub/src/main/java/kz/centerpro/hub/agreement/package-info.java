/**
 * Purpose: versions of the offer and of the privacy policy, their signed acceptance, the news of a new version.
 * Invariants: published text never changes; the Russian text prevails (clause 13.9); an acceptance is only added, with
 * the exact text that was signed; a statement serves once. Concurrency: everything is safe for use by many threads; a
 * batch of announcements and its progress are one transaction, so nodes may share the work. Lifecycle: OfferLoop seeds
 * version 1 and carries announcements until stopped. Imports: kernel, participant, the event log, contracts, door.
 */
@NullMarked
package kz.centerpro.hub.agreement;

import org.jspecify.annotations.NullMarked;

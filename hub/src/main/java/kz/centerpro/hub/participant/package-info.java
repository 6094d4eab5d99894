/**
 * Purpose: who exchanges documents: participants, the signatories that speak for them, exact look-up of others.
 * Invariants: (country, tax id) is unique; what the certificate proves wins over what is typed; numbers in a
 * certificate count only under an anchor of regime EDS; the registration snapshot never changes. Concurrency:
 * everything is safe for use by many threads; a race of two registrations is decided by the unique key. Lifecycle:
 * none; caches are bounded. Imports: kernel, signature (values only), contracts, door.
 */
@NullMarked
package kz.centerpro.hub.participant;

import org.jspecify.annotations.NullMarked;

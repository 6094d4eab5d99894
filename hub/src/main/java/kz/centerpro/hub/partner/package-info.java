/**
 * Purpose: the partner programme (clause 5.1.5): published terms, partners that accepted them, new clients that came by
 * a partner, and the reward for the first tariff that such a client pays. Invariants: a client has one partner for
 * ever; a referral pins the terms that held when it was made; it is rewarded once, in bonus, by a job that reads the
 * books, so that a purchase does nothing for it. Concurrency: the database's. Lifecycle: PartnerLoop, with billing's
 * own connections and role. Imports: kernel, contracts, door, the event log.
 */
@NullMarked
package kz.centerpro.hub.partner;

import org.jspecify.annotations.NullMarked;

/**
 * Purpose: what the operator sees of the books: revenue, value added tax, suspense, trial balance; and how far it is
 * liable, with the claims it settles within the caps (clauses 7.6.2, 7.7; reading A12). Invariants: reports are
 * reckoned from the entries alone, so that anybody can reckon them again; no claim is settled beyond a cap, and the
 * tables hold that by themselves. Concurrency: the database's. Lifecycle: none. Imports: kernel, contracts, door,
 * participant.
 */
@NullMarked
package kz.centerpro.hub.report;

import org.jspecify.annotations.NullMarked;

/**
 * Purpose: shapes of signing on a phone: what the browser asks for, and what eGov Mobile and eGov Business read and
 * send back. Invariants: the phone's shapes are those of its documentation, member by member. Concurrency: immutable
 * records. Imports: Jackson annotations.
 */
@NullMarked
package kz.centerpro.contracts.signing;

import org.jspecify.annotations.NullMarked;

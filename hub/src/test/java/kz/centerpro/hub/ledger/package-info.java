/**
 * Tests of the books in SQL, where their rules are.
 */
@NullMarked
package kz.centerpro.hub.ledger;

import org.jspecify.annotations.NullMarked;

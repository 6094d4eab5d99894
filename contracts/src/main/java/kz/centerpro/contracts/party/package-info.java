/**
 * Who exchanges documents: tax numbers of Kazakhstan with their check digits, kinds of participants, offers and
 * acceptances.
 */
@NullMarked
package kz.centerpro.contracts.party;

import org.jspecify.annotations.NullMarked;

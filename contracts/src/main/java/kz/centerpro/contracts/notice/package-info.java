/**
 * Notices: what a participant was told (clause 7.1.6), how it was sent, and what the participant wants to be told
 * where.
 */
@NullMarked
package kz.centerpro.contracts.notice;

import org.jspecify.annotations.NullMarked;

/**
 * What proves the steps of a document to anybody, without the operator: records named after ETSI EN 319 522-1, hashed
 * into a Merkle tree (RFC 9162, section 2.1) whose checkpoints are sealed and time-stamped.
 */
@NullMarked
package kz.centerpro.contracts.evidence;

import org.jspecify.annotations.NullMarked;

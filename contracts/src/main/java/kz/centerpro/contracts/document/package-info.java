/**
 * Documents as they cross a process: the 20-digit number, digests, the shapes of submission and view.
 */
@NullMarked
package kz.centerpro.contracts.document;

import org.jspecify.annotations.NullMarked;

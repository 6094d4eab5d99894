/**
 * Purpose: hands out the web cabinet: one page for all of its addresses, its files under an address that changes with
 * their content, and the headers that let a browser run nothing else. What only authors of scripts and style sheets
 * need stays behind.
 *
 * <p>
 * Invariants: what is served under an address with a content hash never changes; the page itself is always asked for
 * again. Every answer carries the content security policy. Nothing here knows a caller.
 *
 * <p>
 * Concurrency: stateless; all files are in memory, packed once. In development they are read from a folder, on a
 * bulkhead.
 *
 * <p>
 * Lifecycle: files are read at construction.
 *
 * <p>
 * Imports: kernel.
 */
@NullMarked
package kz.centerpro.hub.cabinet;

import org.jspecify.annotations.NullMarked;

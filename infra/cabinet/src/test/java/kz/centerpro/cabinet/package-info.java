/**
 * Purpose: the cabinet as people meet it, in a real browser against a whole hub, and the house rules of its files.
 * Invariants: no violation of the content security policy in any test; what a test awaits is an event, never a time.
 * Concurrency: one hub and one browser for a JVM, a browser context for each person. Lifecycle: both end with the JVM.
 * Imports: the assembly, the browser.
 */
@NullMarked
package kz.centerpro.cabinet;

import org.jspecify.annotations.NullMarked;

/**
 * Purpose: a real Chromium driven from Java, what it complained about, and the accessibility rules of axe; for tests
 * and for the bench of the cabinet. Invariants: nothing is downloaded, the browser and node are the machine's own;
 * where one is missing, {@link kz.centerpro.browser.Chromium#absent} says which. Concurrency: a browser belongs to the
 * thread that launched it. Lifecycle: closing it ends its processes. Imports: Playwright, axe-core, Jackson.
 */
@NullMarked
package kz.centerpro.browser;

import org.jspecify.annotations.NullMarked;

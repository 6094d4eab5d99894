/**
 * Purpose: a SIMULATED phone with eGov Mobile for development and tests: it reads what a QR code says, calls API 1 and
 * API 2 over the network, signs and sends the signatures back. Invariants: none of its own. Concurrency: safe for use
 * by many threads; blocks. Lifecycle: none. Imports: the trust centre, the JDK's HTTP client, Jackson.
 */
@NullMarked
package kz.centerpro.sandbox.phone;

import org.jspecify.annotations.NullMarked;

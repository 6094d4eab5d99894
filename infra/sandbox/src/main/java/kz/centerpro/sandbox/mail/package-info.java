/**
 * Purpose: a SIMULATED mail server for development and tests: it speaks SMTP (RFC 5321) with STARTTLS and AUTH PLAIN,
 * delivers nothing anywhere, and keeps what it took where a person can see it. Invariants: it listens on 127.0.0.1
 * alone. Concurrency: one virtual thread a connection. Lifecycle: started and closed by its owner. Imports: the JDK.
 */
@NullMarked
package kz.centerpro.sandbox.mail;

import org.jspecify.annotations.NullMarked;

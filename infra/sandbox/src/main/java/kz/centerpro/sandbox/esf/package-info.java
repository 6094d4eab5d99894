/**
 * Purpose: a SIMULATED ИС ЭСФ for development and tests: it speaks SOAP over HTTP in the shape of AuthService,
 * SessionService and AwpWebService, checks tickets and signatures, gives a user one session, and keeps acts in memory.
 * Invariants: it listens on 127.0.0.1 alone; nothing of it reaches the state's system. Concurrency: one lock.
 * Lifecycle: started and closed by its owner. Imports: Reactor Netty, the trust centre's check of signatures.
 */
@NullMarked
package kz.centerpro.sandbox.esf;

import org.jspecify.annotations.NullMarked;

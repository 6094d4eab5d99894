/**
 * Purpose: real servers for tests, the house rules, BlockHound, clocks that tests move. Invariants: rules fail when
 * they match no class. Concurrency: one set of servers for a test JVM, started on first use. Lifecycle: servers end
 * with the JVM. Imports: the sandbox, the schema, ArchUnit, BlockHound, JUnit.
 */
@NullMarked
package kz.centerpro.testkit;

import org.jspecify.annotations.NullMarked;

/**
 * Purpose: the command line of the service, for people and for acceptance checks. Invariants: exit 0 good, 1 bad, 2
 * indeterminate, 3 usage or unreadable input; private keys never leave this process. Concurrency: one command a
 * process. Lifecycle: a command runs and ends. Imports: assembly, picocli.
 */
@NullMarked
package kz.centerpro.cli;

import org.jspecify.annotations.NullMarked;

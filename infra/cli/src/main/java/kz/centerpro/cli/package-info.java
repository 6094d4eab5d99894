/**
 * Purpose: the command line of the service, for people and for acceptance checks: one class a command. Invariants: exit
 * 0 good, 1 bad, 2 indeterminate, 3 usage or unreadable input; with {@code --json} standard output holds JSON alone;
 * private keys never leave this process. Concurrency: one command a process; a command may block. Lifecycle: a command
 * runs and ends, {@code up} and {@code watch} when they are told to. Imports: client, bench, hub's signature room,
 * assembly for {@code up}, picocli.
 */
@NullMarked
package kz.centerpro.cli;

import org.jspecify.annotations.NullMarked;

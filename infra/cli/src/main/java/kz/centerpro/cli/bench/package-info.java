/**
 * Purpose: measures the hub against a peer or a limit in the same run. Invariants: alternating rounds, medians, every
 * round printed; documents are signed outside the timed part; servers listen on 127.0.0.1 and are stopped at the end; a
 * target that is defined against another peer than the one measured is not called met. Concurrency: one bench a
 * process. Lifecycle: run and end; temporary folders are deleted. Imports: client, hub's signature room, assembly,
 * sandbox; Bouncy Castle and JDBC as the naive peers.
 */
@NullMarked
package kz.centerpro.cli.bench;

import org.jspecify.annotations.NullMarked;

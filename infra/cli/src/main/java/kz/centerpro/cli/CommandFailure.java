package kz.centerpro.cli;

import java.io.Serial;

/** A command cannot go on: what to tell the person in one sentence, and the exit code. */
final class CommandFailure extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final int exit;

    private CommandFailure(int exit, String message) {
        super(message, null, false, false);
        this.exit = exit;
    }

    /** The input cannot be read, or the options do not fit together. */
    static CommandFailure unreadable(String message) {
        return new CommandFailure(Exit.USAGE, message);
    }

    /** The hub said no. */
    static CommandFailure refused(String message) {
        return new CommandFailure(Exit.BAD, message);
    }

    /** Nobody knows: the hub did not answer. */
    static CommandFailure unknown(String message) {
        return new CommandFailure(Exit.INDETERMINATE, message);
    }

    int exit() {
        return exit;
    }
}

package kz.centerpro.sandbox;

import org.jspecify.annotations.Nullable;

/** A development server could not do its work; the message tells a person what to do. */
public final class SandboxException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SandboxException(String message) {
        super(message);
    }

    public SandboxException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

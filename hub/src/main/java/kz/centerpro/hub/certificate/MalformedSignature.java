package kz.centerpro.hub.certificate;

import org.jspecify.annotations.Nullable;

/** The bytes are not what they should be: a container, a certificate, a response or a token that cannot be read. */
public final class MalformedSignature extends Exception {

    public MalformedSignature(String message) {
        super(message);
    }

    public MalformedSignature(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

package kz.centerpro.notification.mail;

import org.jspecify.annotations.Nullable;

/**
 * How a mail server took a message.
 *
 * @param code
 *            of SMTP, if it answered
 * @param text
 *            its answer, or why there was none
 */
record Reply(Verdict verdict, @Nullable Integer code, String text) {

    /** TAKEN: it is the server's from here on. REFUSED: the same message will be refused again. LATER: it may not. */
    enum Verdict {
        TAKEN, REFUSED, LATER
    }
}

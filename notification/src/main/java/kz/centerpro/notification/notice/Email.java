package kz.centerpro.notification.notice;

import java.util.Locale;
import java.util.regex.Pattern;
import kz.centerpro.contracts.problem.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * An e-mail address that may stand in an SMTP command as it is: a dot-atom of RFC 5321, 4.1.2, in ASCII, without
 * quoting; the domain in lower case.
 */
record Email(String text) {

    private static final int LENGTH_MAX = 254;
    private static final int LOCAL_MAX = 64;
    private static final Pattern SHAPE = Pattern.compile(
            "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])");

    static Email checked(@Nullable String typed) {
        String text = typed == null ? "" : typed.strip();
        int at = text.lastIndexOf('@');
        if (text.length() > LENGTH_MAX || at < 1 || at > LOCAL_MAX || !SHAPE.matcher(text).matches()) {
            throw Refusal.field("address", "An e-mail address like name@example.kz.");
        }
        return new Email(text.substring(0, at) + text.substring(at).toLowerCase(Locale.ROOT));
    }

    /** The first letter and the domain. */
    String masked() {
        return text.charAt(0) + "***" + text.substring(text.lastIndexOf('@'));
    }

    /** SHA-256 in hexadecimal of the address in lower case. */
    String sha256() {
        return Hashes.sha256(text.toLowerCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return masked();
    }
}

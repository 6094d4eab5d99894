package kz.centerpro.contracts.notice;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import kz.centerpro.contracts.problem.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * An e-mail address that may stand in an SMTP command as it is: a dot-atom of RFC 5321, 4.1.2, in ASCII, without
 * quoting; the domain in lower case.
 */
public record Email(String text) {

    private static final int LENGTH_MAX = 254;
    private static final int LOCAL_MAX = 64;
    private static final Pattern SHAPE = Pattern.compile(
            "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])");

    /** A refusal that names {@code field} when it is none. */
    public static Email checked(String field, @Nullable String typed) {
        String text = typed == null ? "" : typed.strip();
        int at = text.lastIndexOf('@');
        if (text.length() > LENGTH_MAX || at < 1 || at > LOCAL_MAX || !SHAPE.matcher(text).matches()) {
            throw Refusal.field(field, "An e-mail address like name@example.kz.");
        }
        return new Email(text.substring(0, at) + text.substring(at).toLowerCase(Locale.ROOT));
    }

    /** The first letter and the domain. */
    public String masked() {
        return text.charAt(0) + "***" + text.substring(text.lastIndexOf('@'));
    }

    /** SHA-256 in hexadecimal of the address in lower case. */
    public String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256")
                    .digest(text.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every JDK has SHA-256", absent);
        }
    }

    @Override
    public String toString() {
        return masked();
    }
}

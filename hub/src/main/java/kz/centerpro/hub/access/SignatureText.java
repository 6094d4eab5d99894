package kz.centerpro.hub.access;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;

/** Reads a CMS container out of a JSON string: PEM as NCALayer gives it, or base64 of either alphabet. */
public final class SignatureText {

    private static final int LENGTH_MAX = 256 * 1024;
    private static final Pattern PEM = Pattern.compile("-----BEGIN [A-Z0-9# ]+-----([^-]+)-----END [A-Z0-9# ]+-----");

    private SignatureText() {}

    /** DER or BER; refused with {@code signature_malformed} or {@code too_large}. */
    public static byte[] decode(String text) {
        if (text.length() > LENGTH_MAX) {
            throw Refusal.of(ProblemType.TOO_LARGE, "A signature over a short text is much smaller.");
        }
        Matcher pem = PEM.matcher(text);
        String body = pem.find() ? pem.group(1) : text;
        String base64 = body.replaceAll("\\s", "").replace('-', '+').replace('_', '/');
        try {
            byte[] cms = Base64.getDecoder().decode(base64);
            if (cms.length > 0) {
                return cms;
            }
        } catch (IllegalArgumentException notBase64) {
            throw malformed();
        }
        throw malformed();
    }

    private static Refusal malformed() {
        return Refusal.of(ProblemType.SIGNATURE_MALFORMED, "Send the CMS signature in base64 or PEM.").with("field",
                "signature");
    }
}

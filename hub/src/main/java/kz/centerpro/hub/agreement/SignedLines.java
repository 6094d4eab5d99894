package kz.centerpro.hub.agreement;

import kz.centerpro.hub.participant.Signatory;
import org.jspecify.annotations.Nullable;

/** Lines of texts that are given out to be signed. */
public final class SignedLines {

    private SignedLines() {}

    /** Who asks for the text, with the hash of the certificate. */
    public static String person(Signatory signatory) {
        return line(signatory.holder().name()) + number(", ИИН/ЖСН ", signatory.holder().iin())
                + number(", БИН/БСН ", signatory.holder().bin()) + ", SHA-256 "
                + signatory.holder().certificateSha256();
    }

    private static String number(String label, @Nullable String number) {
        return number == null ? "" : label + line(number);
    }

    /** Nothing from a certificate may break out of its line. */
    public static String line(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
    }
}

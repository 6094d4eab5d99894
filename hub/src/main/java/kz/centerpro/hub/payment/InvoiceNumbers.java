package kz.centerpro.hub.payment;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Numbers of invoices in the words of payers: two digits of the year, seven of a serial, two check digits (ISO 7064 MOD
 * 97-10), together or with blanks or hyphens between the three.
 */
final class InvoiceNumbers {

    private static final Pattern SHAPE = Pattern
            .compile("(?<![0-9])([0-9]{2})[ \\u2013-]?([0-9]{7})[ \\u2013-]?([0-9]{2})(?![0-9])");
    private static final int FOUND_MAX = 10;
    private static final int MODULUS = 97;

    private InvoiceNumbers() {}

    /** Each once, in their order; what only looks like one is left out. */
    static List<String> in(String purpose) {
        return SHAPE.matcher(purpose).results().map(found -> found.group(1) + found.group(2) + found.group(3))
                .filter(InvoiceNumbers::isNumber).distinct().limit(FOUND_MAX).toList();
    }

    static boolean isNumber(String text) {
        return text.matches("[0-9]{11}") && Long.parseLong(text) % MODULUS == 1;
    }
}

package kz.centerpro.contracts.party;

/**
 * IIN (of a person) and BIN (of a legal entity) of Kazakhstan: 12 digits, the last one a check digit over the first 11
 * with weights 1..11, or 3..11,1,2 when the first sum gives 10; a second 10 makes the number invalid.
 */
public final class TaxId {

    private TaxId() {}

    /** True when {@code text} has 12 digits, the right check digit and a possible birth date in its first six. */
    public static boolean isIin(String text) {
        return hasCheckDigit(text) && between(text, 2, 1, 12) && between(text, 4, 1, 31);
    }

    /** True when {@code text} has 12 digits, the right check digit, a month, and 4, 5 or 6 as the kind of entity. */
    public static boolean isBin(String text) {
        return hasCheckDigit(text) && between(text, 2, 1, 12) && text.charAt(4) >= '4' && text.charAt(4) <= '6';
    }

    /**
     * True for 12 digits with a right check digit, whatever the other digits mean. The test certificates of the
     * national authority carry such numbers without a calendar date in them, so identities read from certificates are
     * held to 12 digits only, while numbers that are typed in are held to this.
     */
    public static boolean hasCheckDigit(String text) {
        return isTwelveDigits(text) && checkDigit(text) == text.charAt(11) - '0';
    }

    public static boolean isTwelveDigits(String text) {
        if (text.length() != 12) {
            return false;
        }
        for (int i = 0; i < 12; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** The check digit of the first 11 digits, or 10 when no digit makes them valid. */
    public static int checkDigit(String text) {
        int first = weighted(text, 0);
        return first < 10 ? first : weighted(text, 2);
    }

    private static int weighted(String text, int shift) {
        int sum = 0;
        for (int i = 0; i < 11; i++) {
            sum += (text.charAt(i) - '0') * ((i + shift) % 11 + 1);
        }
        return sum % 11;
    }

    private static boolean between(String text, int at, int low, int high) {
        int value = (text.charAt(at) - '0') * 10 + text.charAt(at + 1) - '0';
        return value >= low && value <= high;
    }
}

package kz.centerpro.contracts.document;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The unique 20-digit identifier of a registered document (user agreement, clause 1.9): 12 digits of milliseconds since
 * 2024-01-01T00:00:00Z, 3 of the node, 3 of the node's sequence within that millisecond, and 2 check digits by ISO/IEC
 * 7064 MOD 97-10. Always text on the wire: 20 digits fit neither a {@code long} nor a JSON number.
 *
 * @param value
 *            {@code ^[0-9]{20}$} with valid check digits
 */
public record DocumentNumber(@JsonValue String value) implements Comparable<DocumentNumber> {

    /** 2024-01-01T00:00:00Z in milliseconds of the Unix epoch. */
    public static final long EPOCH_MS = 1_704_067_200_000L;
    public static final int NODE_MAX = 999;
    public static final int SEQUENCE_MAX = 999;
    private static final long TIME_MAX = 999_999_999_999L;

    @JsonCreator
    public DocumentNumber {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a document number");
        }
    }

    /** Composes a number; {@code atMs} is Unix time in milliseconds, before the year 2055. */
    public static DocumentNumber of(long atMs, int node, int sequence) {
        long time = atMs - EPOCH_MS;
        if (time < 0 || time > TIME_MAX || node < 0 || node > NODE_MAX || sequence < 0 || sequence > SEQUENCE_MAX) {
            throw new IllegalArgumentException("out of range");
        }
        long body = (time * 1000 + node) * 1000 + sequence;
        char[] digits = new char[20];
        int check = checkDigits(body);
        digits[19] = (char) ('0' + check % 10);
        digits[18] = (char) ('0' + check / 10);
        for (int i = 17; i >= 0; i--) {
            digits[i] = (char) ('0' + body % 10);
            body /= 10;
        }
        return new DocumentNumber(new String(digits));
    }

    /** True for 20 ASCII digits whose value is 1 modulo 97. */
    public static boolean isValid(String text) {
        if (text.length() != 20) {
            return false;
        }
        int remainder = 0;
        for (int i = 0; i < 20; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return false;
            }
            remainder = (remainder * 10 + digit) % 97;
        }
        return remainder == 1;
    }

    private static int checkDigits(long body) {
        return (int) (98 - (body % 97) * 100 % 97);
    }

    @Override
    public int compareTo(DocumentNumber other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

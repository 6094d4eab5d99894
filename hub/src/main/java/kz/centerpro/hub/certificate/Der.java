package kz.centerpro.hub.certificate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.Callable;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.BERTags;
import org.bouncycastle.asn1.cms.Time;
import org.jspecify.annotations.Nullable;

/**
 * The boundary to bytes made by strangers: decoding of text wrappings, slicing of DER, containment of parser failures.
 */
public final class Der {

    private static final String BEGIN = "-----BEGIN ";
    private static final String DASHES = "-----";

    private Der() {}

    /** One element: its tag octet, where it starts, where its value starts, where it ends. */
    public record Element(int tag, int start, int valueStart, int end) {

        public byte[] slice(byte[] source) {
            return Arrays.copyOfRange(source, start, end);
        }
    }

    /**
     * Runs a parser. Bouncy Castle throws unchecked on some malformed inputs, also late from lazily parsed parts, and
     * deep nesting overflows its stack: all of that means one thing, and it is said here and nowhere else.
     */
    public static <T> T contained(String what, Callable<T> parser) throws MalformedSignature {
        try {
            return parser.call();
        } catch (MalformedSignature malformed) {
            throw malformed;
        } catch (Exception | StackOverflowError failure) {
            throw new MalformedSignature(what + " cannot be parsed: " + failure.getMessage(), failure);
        }
    }

    public static ASN1Primitive parse(byte[] der) throws MalformedSignature {
        return contained("ASN.1", () -> {
            ASN1Primitive parsed = ASN1Primitive.fromByteArray(der);
            if (parsed == null) {
                throw new MalformedSignature("no bytes to parse");
            }
            return parsed;
        });
    }

    public static byte[] encoded(ASN1Encodable value) {
        try {
            return value.toASN1Primitive().getEncoded();
        } catch (IOException impossible) {
            throw new IllegalStateException("writing to memory failed", impossible);
        }
    }

    public static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    public static String sha256(byte[] bytes) {
        return hex(DigestAlgorithm.SHA_256.digest(bytes));
    }

    /** UTCTime or GeneralizedTime in any form that Bouncy Castle reads; DER's form of them without its date formats. */
    public static Instant instant(ASN1Encodable time) {
        byte[] encoded = encoded(time);
        int year = encoded[0] == BERTags.UTC_TIME ? 2 : 4;
        boolean der = (encoded[0] == BERTags.UTC_TIME || encoded[0] == BERTags.GENERALIZED_TIME)
                && encoded.length == year + 13 && encoded[encoded.length - 1] == 'Z';
        Instant plain = der ? plain(encoded, year) : null;
        return plain != null ? plain : Time.getInstance(time).getDate().toInstant();
    }

    /** RFC 5652, 11.3: years of two digits are from 1950 to 2049. Null where a part is no number or out of range. */
    private static @Nullable Instant plain(byte[] encoded, int yearDigits) {
        int[] parts = new int[6];
        int at = 2;
        for (int i = 0; i < parts.length; i++) {
            for (int digits = i == 0 ? yearDigits : 2; digits > 0; digits--, at++) {
                int digit = encoded[at] - '0';
                if (digit < 0 || digit > 9) {
                    return null;
                }
                parts[i] = 10 * parts[i] + digit;
            }
        }
        int year = yearDigits == 4 ? parts[0] : parts[0] + (parts[0] < 50 ? 2000 : 1900);
        // Before the calendar's reform the two libraries count days differently.
        if (year < 1600 || parts[1] < 1 || parts[1] > 12 || parts[2] < 1
                || parts[2] > YearMonth.of(year, parts[1]).lengthOfMonth()
                || parts[3] > 23 || parts[4] > 59 || parts[5] > 59) {
            return null;
        }
        return OffsetDateTime.of(year, parts[1], parts[2], parts[3], parts[4], parts[5], 0, ZoneOffset.UTC).toInstant();
    }

    /** The element at an offset of a definite-length encoding, refused unless it ends before {@code limit}. */
    public static Element element(byte[] source, int offset, int limit) throws MalformedSignature {
        if (offset < 0 || limit > source.length || offset + 2 > limit || (source[offset] & 0x1f) == 0x1f) {
            throw new MalformedSignature("no readable element at offset " + offset);
        }
        int length = source[offset + 1] & 0xff;
        int at = offset + 2;
        if (length >= 0x80) {
            int octets = length & 0x7f;
            if (octets == 0 || octets > 4 || at + octets > limit) {
                throw new MalformedSignature("indefinite or impossible length at offset " + offset);
            }
            length = 0;
            for (int i = 0; i < octets; i++) {
                length = (length << 8) | (source[at++] & 0xff);
            }
        }
        if (length < 0 || length > limit - at) {
            throw new MalformedSignature("element at offset " + offset + " is longer than its surroundings");
        }
        return new Element(source[offset] & 0xff, offset, at, at + length);
    }

    /** The signed part of a certificate, a list or a response: the first element inside, byte for byte. */
    public static byte[] firstInside(byte[] source) throws MalformedSignature {
        Element outer = element(source, 0, source.length);
        return element(source, outer.valueStart(), outer.end()).slice(source);
    }

    /** Takes PEM of one of the labels, bare base64 or DER/BER, and gives DER/BER. */
    public static byte[] unwrapped(byte[] encoded, Set<String> labels, int bytesMax) throws MalformedSignature {
        if (encoded.length > bytesMax / 3 * 4 + bytesMax / 16) {
            throw new MalformedSignature("more than " + bytesMax + " bytes");
        }
        if (encoded.length == 0) {
            throw new MalformedSignature("no bytes");
        }
        byte[] binary = isBinary(encoded)
                ? encoded
                : fromText(new String(encoded, StandardCharsets.ISO_8859_1), labels);
        if (binary.length > bytesMax) {
            throw new MalformedSignature("more than " + bytesMax + " bytes");
        }
        return binary;
    }

    /** '0' (0x30) begins a SEQUENCE, but also text: a text is base64 or a dash throughout. */
    private static boolean isBinary(byte[] encoded) {
        if (encoded[0] != 0x30) {
            return false;
        }
        for (int i = 0; i < Math.min(encoded.length, 64); i++) {
            int octet = encoded[i];
            boolean text = (octet >= 0x20 && octet < 0x7f) || octet == '\n' || octet == '\r' || octet == '\t';
            if (!text) {
                return true;
            }
        }
        return encoded.length < 16;
    }

    private static byte[] fromText(String text, Set<String> labels) throws MalformedSignature {
        int begin = text.indexOf(BEGIN);
        if (begin < 0) {
            return base64(text);
        }
        int labelEnd = text.indexOf(DASHES, begin + BEGIN.length());
        String label = labelEnd < 0 ? "" : text.substring(begin + BEGIN.length(), labelEnd);
        if (!labels.contains(label)) {
            throw new MalformedSignature(
                    "PEM label '" + label.substring(0, Math.min(40, label.length())) + "' is not expected");
        }
        int bodyStart = labelEnd + DASHES.length();
        int end = text.indexOf("-----END " + label + DASHES, bodyStart);
        if (end < 0) {
            throw new MalformedSignature("PEM has no END line");
        }
        return base64(text.substring(bodyStart, end));
    }

    private static byte[] base64(String text) throws MalformedSignature {
        byte[] packed = new byte[text.length()];
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (!Character.isWhitespace(letter)) {
                packed[count++] = (byte) letter;
            }
        }
        try {
            return Base64.getDecoder().decode(Arrays.copyOf(packed, count));
        } catch (IllegalArgumentException notBase64) {
            throw new MalformedSignature("neither DER nor PEM nor base64", notBase64);
        }
    }
}

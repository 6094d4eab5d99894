package kz.centerpro.hub.statement;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The values of a statement's fields, in the spellings that banks use. */
final class Values {

    static final String TENGE = "KZT";
    /** Ten trillion tenge: more is a slip of somebody's. */
    static final long AMOUNT_MAX = 1_000_000_000_000_000L;

    private static final Pattern AMOUNT = Pattern
            .compile("(\\d{1,15}|\\d{1,3}(?:[ \\u00a0\\u202f']\\d{3}){1,4})(?:[.,](\\d{1,2})0{0,4})?");
    private static final Pattern IBAN = Pattern.compile("KZ\\d{2}[A-Z0-9]{16}");
    private static final List<DateTimeFormatter> DATES = List.of(date("dd.MM.uuuu"), date("uuuu-MM-dd"),
            date("uuuuMMdd"), date("dd.MM.uu"), date("dd/MM/uuuu"));
    private static final int TEXT_MAX = 1000;

    private Values() {}

    private static DateTimeFormatter date(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, java.util.Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    }

    /**
     * Hundredths of a currency: a point or a comma before one or two digits, blanks between thousands.
     *
     * @throws UnreadableStatement
     *             for anything else, a sign included
     */
    static long amount(String text, int line) throws UnreadableStatement {
        Matcher matcher = AMOUNT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new UnreadableStatement(line, "'" + shown(text) + "' is not an amount");
        }
        String whole = matcher.group(1).replaceAll("\\D", "");
        String part = matcher.group(2) == null ? "00" : (matcher.group(2) + "0").substring(0, 2);
        long hundredths = Long.parseLong(whole + part);
        if (hundredths > AMOUNT_MAX) {
            throw new UnreadableStatement(line, "the amount " + shown(text) + " is beyond any bound");
        }
        return hundredths;
    }

    /** The same of a number that a library has read. */
    static long amount(@Nullable BigDecimal number, int line) throws UnreadableStatement {
        if (number == null) {
            throw new UnreadableStatement(line, "the amount is missing");
        }
        return amount(number.abs().toPlainString(), line);
    }

    /** A date, with or without a time after it. */
    static LocalDate date(String text, int line) throws UnreadableStatement {
        String day = text.strip().split("[ T]", 2)[0];
        LocalDate date = DATES.stream().map(format -> parsed(day, format)).filter(Objects::nonNull).findFirst()
                .orElse(null);
        if (date != null && date.getYear() >= 2000 && date.getYear() < 2200) {
            return date;
        }
        throw new UnreadableStatement(line, "'" + shown(text) + "' is not a date");
    }

    private static @Nullable LocalDate parsed(String day, DateTimeFormatter format) {
        try {
            return LocalDate.parse(day, format);
        } catch (DateTimeException other) {
            return null;
        }
    }

    /** The account's IBAN, whatever stands around it; null when there is none. */
    static @Nullable String iban(String text) {
        Matcher matcher = IBAN.matcher(text.replace(" ", "").toUpperCase(java.util.Locale.ROOT));
        return matcher.find() ? matcher.group() : null;
    }

    /** Twelve digits and nothing else; null for anything else. */
    static @Nullable String taxId(@Nullable String text) {
        return text != null && text.strip().matches("\\d{12}") ? text.strip() : null;
    }

    static String currency(@Nullable String text) {
        String code = text == null ? "" : text.strip().toUpperCase(java.util.Locale.ROOT);
        return code.isEmpty() || code.equals("398") ? TENGE : code;
    }

    /** On one line, no longer than is kept. */
    static String text(@Nullable String text) {
        String line = text == null ? "" : text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        return line.length() <= TEXT_MAX ? line : line.substring(0, TEXT_MAX);
    }

    /** The bank's number, or, where it gave none, one that the same line has in every file. */
    static String documentNumber(@Nullable String given, String... of) {
        String number = text(given);
        if (!number.isEmpty() && !number.equals("NONREF")) {
            return number.length() <= 64 ? number : number.substring(0, 64);
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\n", of).getBytes(StandardCharsets.UTF_8));
            return "~" + HexFormat.of().formatHex(hash, 0, 12);
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every JDK has SHA-256", absent);
        }
    }

    /** Short enough to be told. */
    static String shown(String text) {
        String line = text(text);
        return line.length() <= 40 ? line : line.substring(0, 40) + "…";
    }
}

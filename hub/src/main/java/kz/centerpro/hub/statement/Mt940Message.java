package kz.centerpro.hub.statement;

import com.prowidesoftware.swift.io.parser.SwiftParser;
import com.prowidesoftware.swift.model.Tag;
import com.prowidesoftware.swift.model.field.Field60F;
import com.prowidesoftware.swift.model.field.Field61;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kz.centerpro.hub.statement.BankLine.Direction;
import org.jspecify.annotations.Nullable;

/**
 * One message. Its movements have to lead from the opening balance to the closing one: a line that somebody's words in
 * field 86 pretend to be, or one that was lost, is found by that.
 */
final class Mt940Message {

    private static final Pattern FIELD = Pattern.compile("^:\\d{2}[A-Z]?:.*", Pattern.DOTALL);
    /** Date, entry date, mark, funds code, amount, type, references: what the library reads of less is a guess. */
    private static final Pattern STATEMENT_LINE = Pattern
            .compile("^\\d{6}(\\d{4})?(C|D|RC|RD)[A-Z]?\\d{1,13},\\d{0,2}[NFS][A-Z0-9]{3}.*", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("/NAME/([^/]*)");
    private static final Pattern NUMBER = Pattern.compile("/IDN/\\s*(\\d{12})(?!\\d)");
    private static final Pattern ASSIGN = Pattern.compile("/ASSIGN/(.*)", Pattern.DOTALL);

    private final int first;
    private final StringBuilder text = new StringBuilder();
    private final List<Integer> starts = new ArrayList<>();
    private final List<BankLine> movements = new ArrayList<>();
    private final Faults faults = new Faults();
    private int count;
    private @Nullable String account;
    private @Nullable Long opening;
    private @Nullable Long closing;
    private String currency = "";
    private @Nullable Movement open;

    /** A field 61 that may yet get its field 86. */
    private record Movement(Field61 field, int line, String value) {}

    Mt940Message(int first) {
        this.first = first;
    }

    void add(String line) {
        if (FIELD.matcher(line).matches()) {
            starts.add(first + count);
        }
        count++;
        text.append(line).append("\r\n");
    }

    List<BankLine> movements() {
        return movements;
    }

    /** Returns the account. */
    String read() throws UnreadableStatement {
        List<Tag> tags = tags();
        for (int i = 0; i < tags.size(); i++) {
            try {
                take(tags.get(i), starts.get(i));
            } catch (UnreadableStatement unreadable) {
                faults.add(unreadable);
            } catch (RuntimeException unexpected) {
                faults.add(starts.get(i), "field " + tags.get(i).getName() + " cannot be read");
            }
        }
        try {
            close("");
        } catch (UnreadableStatement unreadable) {
            faults.add(unreadable);
        }
        faults.refuse();
        return balanced();
    }

    private List<Tag> tags() throws UnreadableStatement {
        try {
            List<Tag> tags = SwiftParser.parseBlock4("{4:\r\n" + text + "-}").getTags();
            if (tags.size() == starts.size() && !tags.isEmpty()) {
                return tags;
            }
        } catch (RuntimeException unexpected) {
            // told below
        }
        throw new UnreadableStatement(first, "the fields of the message that begins here cannot be told apart");
    }

    private void take(Tag tag, int line) throws UnreadableStatement {
        String value = tag.getValue() == null ? "" : tag.getValue();
        switch (tag.getName()) {
            case "25", "25P" -> account = once(account, iban(value, line), "25", line);
            case "60F", "60M" -> opening = once(opening, balance(value, line, true), "60", line);
            case "61" -> {
                close("");
                if (!STATEMENT_LINE.matcher(value).matches()) {
                    throw new UnreadableStatement(line, "field 61 is not as SWIFT has it");
                }
                open = new Movement(new Field61(value), line, value);
            }
            case "86" -> close(value);
            case "62F", "62M" -> {
                close("");
                closing = once(closing, balance(value, line, false), "62", line);
            }
            default -> {
                // 20, 28C, 64, 65: nothing that counts
            }
        }
    }

    private static <T> T once(@Nullable T before, T now, String field, int line) throws UnreadableStatement {
        if (before != null) {
            throw new UnreadableStatement(line, "field " + field + " stands twice in one message");
        }
        return now;
    }

    private static String iban(String value, int line) throws UnreadableStatement {
        String iban = Values.iban(value);
        if (iban == null) {
            throw new UnreadableStatement(line, "the account is not one of Kazakhstan (IBAN)");
        }
        return iban;
    }

    private long balance(String value, int line, boolean first) throws UnreadableStatement {
        Field60F field = new Field60F(value);
        String told = Values.currency(field.getCurrency());
        if (first) {
            currency = told;
        } else if (!told.equals(currency)) {
            throw new UnreadableStatement(line, "the closing balance is of another currency than the opening one");
        }
        long amount = Values.amount(field.getAmountAsBigDecimal(), line);
        return "D".equals(field.getDCMark()) ? -amount : amount;
    }

    /** The movement that waited, with what field 86 says of it. */
    private void close(String told) throws UnreadableStatement {
        Movement waiting = open;
        open = null;
        if (waiting == null) {
            return;
        }
        Field61 field = waiting.field();
        String mark = String.valueOf(field.getDebitCreditMark()).toUpperCase(Locale.ROOT);
        Direction direction = switch (mark) {
            case "C", "RD" -> Direction.CREDIT;
            case "D", "RC" -> Direction.DEBIT;
            default -> throw new UnreadableStatement(waiting.line(), "the debit/credit mark of field 61 is unknown");
        };
        long amount = Values.amount(field.getAmountAsBigDecimal(), waiting.line());
        if (amount == 0) {
            throw new UnreadableStatement(waiting.line(), "the amount is zero");
        }
        LocalDate value = Values.date("20" + field.getValueDate(), waiting.line());
        String flat = Values.text(told);
        Matcher assigned = ASSIGN.matcher(flat);
        String purpose = assigned.find() ? Values.text(assigned.group(1)) : flat;
        Matcher named = NAME.matcher(flat);
        String name = named.find() ? Values.text(named.group(1)) : "";
        String own = String.valueOf(account);
        String other = Values.iban(flat.replace(own, ""));
        movements.add(new BankLine(own, Values.documentNumber(reference(field), waiting.value(), flat), value,
                booked(field.getEntryDate(), value, waiting.line()), amount, currency, direction, name,
                mark.startsWith("R") ? null : taxId(flat), other, purpose, waiting.line()));
    }

    /** The bank's own reference is unique; the owner's serves where there is none. */
    private static @Nullable String reference(Field61 field) {
        String bank = field.getReferenceOfTheAccountServicingInstitution();
        return bank == null || bank.isBlank() ? field.getReferenceForTheAccountOwner() : bank;
    }

    /** The payer's number as the bank tells it: not what stands in the payer's own words, which come after ASSIGN. */
    private static @Nullable String taxId(String text) {
        Matcher words = ASSIGN.matcher(text);
        if (!words.find()) {
            return null;
        }
        List<String> found = NUMBER.matcher(text.substring(0, words.start())).results().map(each -> each.group(1))
                .distinct().toList();
        return found.size() == 1 ? found.getFirst() : null;
    }

    /** MMDD of the year that is nearest to the value date. */
    private static LocalDate booked(@Nullable String entry, LocalDate value, int line) throws UnreadableStatement {
        if (entry == null || entry.isBlank()) {
            return value;
        }
        try {
            int month = Integer.parseInt(entry.substring(0, 2));
            int year = value.getYear();
            if (month == 12 && value.getMonthValue() == 1) {
                year--;
            } else if (month == 1 && value.getMonthValue() == 12) {
                year++;
            }
            return LocalDate.of(year, month, Integer.parseInt(entry.substring(2)));
        } catch (DateTimeException | NumberFormatException | IndexOutOfBoundsException broken) {
            throw new UnreadableStatement(line, "the entry date of field 61 is no date");
        }
    }

    private String balanced() throws UnreadableStatement {
        String own = account;
        if (own == null || opening == null || closing == null) {
            throw new UnreadableStatement(first,
                    "the message that begins here lacks field 25, 60 or 62: the file is cut off");
        }
        long sum = opening;
        for (BankLine line : movements) {
            sum += line.isReceipt() ? line.amount() : -line.amount();
        }
        if (sum != closing) {
            throw new UnreadableStatement(first,
                    "the movements of the message that begins here do not lead from its opening balance to its closing one");
        }
        return own;
    }
}

package kz.centerpro.hub.statement;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The exchange format of 1C, versions 1.x and the 2.0 of Kazakhstan. Dialects differ in the case of keys (Kazpost
 * writes the sections in capitals), in where the sum stands (Kaspi, ЦентрКредит: СуммаПриход, СуммаРасход), in the
 * decimal mark, in how the account is called (ИИК, Счет, РасчСчет), in totals by day (Halyk) and in purposes of several
 * lines (Kazpost).
 */
final class ClientBankReader {

    static final String HEADER = "1CClientBankExchange";

    private static final Charset WINDOWS = Charset.forName("windows-1251");
    private static final Charset DOS = Charset.forName("IBM866");
    private static final List<Charset> ENCODINGS = List.of(StandardCharsets.UTF_8, WINDOWS, DOS);
    private static final Pattern KEY = Pattern.compile("[А-ЯЁA-Z][А-ЯЁA-Z0-9_]{2,60}");
    private static final Pattern VERSION = Pattern.compile("[12]\\.\\d{1,2}");
    private static final String PURPOSE = "НАЗНАЧЕНИЕПЛАТЕЖА";

    private final String[] lines;
    private final Faults faults = new Faults();
    private final SortedSet<String> accounts = new TreeSet<>();
    private final List<ClientBankDocument> documents = new ArrayList<>();
    private final Totals totals = new Totals();
    private @Nullable ClientBankDocument document;
    private boolean inAccount;
    private boolean ended;

    private ClientBankReader(String[] lines) {
        this.lines = lines;
    }

    static BankStatement read(byte[] file) throws UnreadableStatement {
        String text = text(file);
        return new ClientBankReader(StatementReader.lines(text)).statement();
    }

    /** By the encoding in which the keys can be read; the one that the header names has to be the same. */
    private static String text(byte[] file) throws UnreadableStatement {
        for (Charset encoding : ENCODINGS) {
            String text = StatementReader.hasMark(file) && !encoding.equals(StandardCharsets.UTF_8)
                    ? null
                    : StatementReader.decoded(file, encoding);
            if (text != null && upper(text).contains("РАСЧСЧЕТ=")) {
                checkNamed(text, encoding);
                return text;
            }
        }
        throw new UnreadableStatement(0, "no key РасчСчет= in UTF-8, Windows-1251 or DOS (866)");
    }

    private static void checkNamed(String text, Charset encoding) throws UnreadableStatement {
        int line = 0;
        for (String each : text.split("\r\n|\n|\r", 20)) {
            line++;
            if (upper(each).strip().startsWith("КОДИРОВКА=")) {
                String named = upper(each.substring(each.indexOf('=') + 1)).strip();
                Charset meant = switch (named) {
                    case "WINDOWS", "WIN", "WINDOWS-1251", "CP1251", "ANSI" -> WINDOWS;
                    case "DOS", "CP866", "866", "OEM" -> DOS;
                    case "UTF-8", "UTF8" -> StandardCharsets.UTF_8;
                    default -> throw new UnreadableStatement(line, "unknown encoding " + Values.shown(named));
                };
                if (!meant.equals(encoding)) {
                    throw new UnreadableStatement(line,
                            "the file says " + Values.shown(named) + " but is written in " + encoding.name());
                }
                return;
            }
        }
    }

    private static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }

    private BankStatement statement() throws UnreadableStatement {
        for (int i = 1; i < lines.length; i++) {
            take(lines[i].strip(), i + 1);
        }
        if (document != null) {
            faults.add(document.line(), "the document that begins here has no end: the file is cut off");
        }
        faults.refuse();
        List<BankLine> movements = new ArrayList<>();
        for (ClientBankDocument each : documents) {
            try {
                movements.add(each.movement(accounts));
            } catch (UnreadableStatement unreadable) {
                faults.add(unreadable);
            }
        }
        faults.refuse();
        totals.check(movements, ended, lines.length);
        return BankStatement.of(BankStatement.Format.CLIENT_BANK_EXCHANGE, accounts, movements);
    }

    private void take(String line, int number) {
        if (line.isEmpty()) {
            return;
        }
        if (ended) {
            faults.add(number, "something stands after КонецФайла");
            return;
        }
        int equals = line.indexOf('=');
        String key = upper(equals < 0 ? line : line.substring(0, equals)).strip();
        String value = equals < 0 ? "" : line.substring(equals + 1).strip();
        switch (key) {
            case "СЕКЦИЯДОКУМЕНТ" -> open(number);
            case "КОНЕЦДОКУМЕНТА" -> close(number);
            case "КОНЕЦФАЙЛА" -> end(number);
            default -> {
                if (document != null) {
                    field(document, key, value, line, equals, number);
                } else {
                    header(key, value, equals, number);
                }
            }
        }
    }

    private void open(int number) {
        if (document != null || inAccount) {
            faults.add(number, "a document begins inside another section");
        }
        document = new ClientBankDocument(number);
    }

    private void close(int number) {
        if (document == null) {
            faults.add(number, "КонецДокумента without a beginning");
        } else if (documents.size() >= StatementReader.LINES_MAX) {
            faults.add(number, "more than " + StatementReader.LINES_MAX + " documents: import it in parts");
        } else {
            documents.add(document);
        }
        document = null;
    }

    private void end(int number) {
        if (document == null) {
            ended = true;
        } else {
            faults.add(number, "КонецФайла inside a document");
        }
    }

    /** What is no key goes on with the purpose, if that came last. */
    private void field(ClientBankDocument open, String key, String value, String line, int equals, int number) {
        if (equals > 0 && KEY.matcher(key).matches()) {
            if (!open.put(key, value)) {
                faults.add(number, Values.shown(key) + " stands twice in one document");
            }
        } else if (!open.goOn(PURPOSE, line)) {
            faults.add(number, "'" + Values.shown(line) + "' is neither a key nor a part of the purpose");
        }
    }

    private void header(String key, String value, int equals, int number) {
        switch (key) {
            case "СЕКЦИЯРАСЧСЧЕТ" -> inAccount = true;
            case "КОНЕЦРАСЧСЧЕТ" -> inAccount = false;
            case "ВЕРСИЯФОРМАТА" -> {
                if (!VERSION.matcher(value).matches()) {
                    faults.add(number, "version '" + Values.shown(value) + "' of the format is not known");
                }
            }
            case "РАСЧСЧЕТ" -> account(value, number);
            case "ВСЕГОПОСТУПИЛО" -> total(value, number);
            default -> {
                if (key.equals(upper(HEADER))) {
                    return;
                }
                if (equals < 0 || !KEY.matcher(key).matches()) {
                    faults.add(number, "'" + Values.shown(key) + "' is not a key of this format");
                }
            }
        }
    }

    private void account(String value, int number) {
        String iban = Values.iban(value);
        if (iban == null) {
            faults.add(number, "'" + Values.shown(value) + "' is not an account of Kazakhstan (IBAN)");
        } else {
            accounts.add(iban);
            totals.account = iban;
        }
    }

    private void total(String value, int number) {
        try {
            if (!value.isEmpty()) {
                totals.add(Values.amount(value, number), number);
            }
        } catch (UnreadableStatement unreadable) {
            faults.add(unreadable);
        }
    }

    /** What the bank says came in; sections of one account add up. */
    private static final class Totals {

        private final java.util.Map<String, Long> received = new java.util.TreeMap<>();
        private String account = "";
        private int line;

        void add(long amount, int number) {
            received.merge(account, amount, Long::sum);
            line = number;
        }

        /**
         * More than the bank counted cannot have come: somebody's words were taken for a document. A file without its
         * last line is whole only when the sums say so.
         */
        void check(List<BankLine> movements, boolean ended, int lines) throws UnreadableStatement {
            boolean exact = !received.isEmpty();
            for (var total : received.entrySet()) {
                long sum = movements.stream().filter(BankLine::isReceipt)
                        .filter(each -> each.account().equals(total.getKey())).mapToLong(BankLine::amount).sum();
                exact &= sum == total.getValue();
                if (sum > total.getValue()) {
                    throw new UnreadableStatement(line, "the documents of " + total.getKey()
                            + " come to more than ВсегоПоступило says");
                }
            }
            if (!ended && !exact) {
                throw new UnreadableStatement(lines, "КонецФайла is missing: the file is cut off");
            }
        }
    }
}

package kz.centerpro.hub.statement;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import kz.centerpro.hub.statement.BankLine.Direction;
import org.jspecify.annotations.Nullable;

/** The fields of one document of a 1C file, by their keys in capitals. */
final class ClientBankDocument {

    private static final int PURPOSE_PARTS = 6;

    private final int line;
    private final Map<String, String> fields = new HashMap<>();
    private String last = "";

    ClientBankDocument(int line) {
        this.line = line;
    }

    int line() {
        return line;
    }

    /** False when the key was there with another value. */
    boolean put(String key, String value) {
        last = key;
        String before = fields.putIfAbsent(key, value);
        return before == null || before.equals(value);
    }

    /** One more line of {@code key}; false when that was not the last one. */
    boolean goOn(String key, String more) {
        if (!last.equals(key)) {
            return false;
        }
        fields.merge(key, more, (before, next) -> Values.text(before + " " + next));
        return true;
    }

    BankLine movement(SortedSet<String> own) throws UnreadableStatement {
        String payerAccount = account("ПЛАТЕЛЬЩИК");
        String payeeAccount = account("ПОЛУЧАТЕЛЬ");
        long in = sum("СУММАПРИХОД");
        long out = sum("СУММАРАСХОД");
        long either = sum("СУММА");
        Direction direction = direction(in, out, own, payerAccount, payeeAccount);
        long amount = Math.max(in, out) > 0 ? Math.max(in, out) : either;
        if (amount == 0) {
            throw new UnreadableStatement(line, "the document has no sum");
        }
        if (either > 0 && either != amount) {
            throw new UnreadableStatement(line, "Сумма is not the same as СуммаПриход or СуммаРасход");
        }
        boolean receipt = direction == Direction.CREDIT;
        String account = ownAccount(receipt ? payeeAccount : payerAccount, own);
        LocalDate booked = date(receipt ? "ДАТАПОСТУПИЛО" : "ДАТАСПИСАНО", "ДАТАОПЕРАЦИИ", "ДАТАДОКУМЕНТА");
        LocalDate value = has("ДАТАВАЛЮТИРОВАНИЯ") ? date("ДАТАВАЛЮТИРОВАНИЯ") : booked;
        String name = Values.text(first("ПЛАТЕЛЬЩИКНАИМЕНОВАНИЕ", "ПЛАТЕЛЬЩИК1", "ПЛАТЕЛЬЩИК"));
        String purpose = purpose();
        return new BankLine(account,
                Values.documentNumber(fields.get("НОМЕРДОКУМЕНТА"), name, String.valueOf(payerAccount), purpose), value,
                booked, amount, Values.currency(fields.get("ВАЛЮТА")), direction, name,
                Values.taxId(first("ПЛАТЕЛЬЩИКБИН_ИИН", "ПЛАТЕЛЬЩИКИИН_БИН", "ПЛАТЕЛЬЩИКБИНИИН", "ПЛАТЕЛЬЩИКБИН",
                        "ПЛАТЕЛЬЩИКИИН", "ПЛАТЕЛЬЩИКИНН")),
                payerAccount, purpose, line);
    }

    private Direction direction(long in, long out, SortedSet<String> own, @Nullable String payer,
            @Nullable String payee) throws UnreadableStatement {
        boolean came = in > 0 || (out == 0 && has("ДАТАПОСТУПИЛО") && !has("ДАТАСПИСАНО"));
        boolean left = out > 0 || (in == 0 && has("ДАТАСПИСАНО") && !has("ДАТАПОСТУПИЛО"));
        if (in > 0 && out > 0) {
            throw new UnreadableStatement(line, "both СуммаПриход and СуммаРасход are given");
        }
        if (!came && !left) {
            came = payee != null && own.contains(payee);
            left = payer != null && own.contains(payer);
        }
        if (came == left) {
            throw new UnreadableStatement(line, "it cannot be told whether the money came or left");
        }
        return came ? Direction.CREDIT : Direction.DEBIT;
    }

    private String ownAccount(@Nullable String told, SortedSet<String> own) throws UnreadableStatement {
        if (told == null && own.size() == 1) {
            return own.getFirst();
        }
        if (told == null || !own.contains(told)) {
            throw new UnreadableStatement(line, "the document is not of an account that the file names in РасчСчет");
        }
        return told;
    }

    private @Nullable String account(String side) {
        String text = first(side + "ИИК", side + "СЧЕТ", side + "РАСЧСЧЕТ");
        return text == null ? null : Values.iban(text);
    }

    private long sum(String key) throws UnreadableStatement {
        String text = fields.get(key);
        return text == null || text.isBlank() ? 0 : Values.amount(text, line);
    }

    private LocalDate date(String... keys) throws UnreadableStatement {
        String text = first(keys);
        if (text == null) {
            throw new UnreadableStatement(line, "the document has no date");
        }
        return Values.date(text, line);
    }

    /** Version 1.03 may cut it into up to six keys. */
    private String purpose() {
        if (has("НАЗНАЧЕНИЕПЛАТЕЖА")) {
            return Values.text(fields.get("НАЗНАЧЕНИЕПЛАТЕЖА"));
        }
        StringBuilder purpose = new StringBuilder();
        for (int part = 1; part <= PURPOSE_PARTS; part++) {
            purpose.append(fields.getOrDefault("НАЗНАЧЕНИЕПЛАТЕЖА" + part, "")).append(' ');
        }
        return Values.text(purpose.toString());
    }

    private boolean has(String key) {
        return !fields.getOrDefault(key, "").isBlank();
    }

    private @Nullable String first(String... keys) {
        for (String key : keys) {
            if (has(key)) {
                return fields.get(key);
            }
        }
        return null;
    }
}

package kz.centerpro.hub.statement;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kz.centerpro.hub.statement.BankLine.Direction;
import org.jspecify.annotations.Nullable;

/**
 * BankToCustomerStatement of ISO 20022, camt.053.001.02 and later: the fields that are needed stand under the same
 * names in all of them, but that a party has {@code Pty} around it since version 3.
 */
final class Camt053Reader {

    private final Faults faults = new Faults();
    private final SortedSet<String> accounts = new TreeSet<>();
    private final List<BankLine> lines = new ArrayList<>();

    private Camt053Reader() {}

    static BankStatement read(byte[] file) throws UnreadableStatement {
        XmlTree root = XmlTree.read(file);
        XmlTree message = root.name().equals("BkToCstmrStmt") ? root : root.find("BkToCstmrStmt");
        if (message == null || message.all("Stmt").findAny().isEmpty()) {
            throw new UnreadableStatement(root.line(),
                    "the XML is not a camt.053: Document/BkToCstmrStmt/Stmt is missing");
        }
        Camt053Reader reader = new Camt053Reader();
        for (XmlTree statement : message.all("Stmt").toList()) {
            try {
                reader.statement(statement);
            } catch (UnreadableStatement unreadable) {
                reader.faults.add(unreadable);
            }
        }
        reader.faults.refuse();
        return BankStatement.of(BankStatement.Format.CAMT_053, reader.accounts, reader.lines);
    }

    private void statement(XmlTree statement) throws UnreadableStatement {
        String told = Stream.of(statement.textAt("Acct", "Id", "IBAN"), statement.textAt("Acct", "Id", "Othr", "Id"))
                .filter(Objects::nonNull).findFirst().orElse("");
        String account = Values.iban(told);
        if (account == null) {
            throw new UnreadableStatement(statement.line(), "the account is not one of Kazakhstan (IBAN)");
        }
        accounts.add(account);
        for (XmlTree entry : statement.all("Ntry").toList()) {
            try {
                entry(entry, account);
            } catch (UnreadableStatement unreadable) {
                faults.add(unreadable);
            }
        }
    }

    /** Only what is booked: what is pending may not come. */
    private void entry(XmlTree entry, String account) throws UnreadableStatement {
        String status = entry.find("Sts", "Cd") == null ? entry.textAt("Sts") : entry.textAt("Sts", "Cd");
        if (status != null && !status.equals("BOOK")) {
            return;
        }
        List<XmlTree> parts = entry.all("NtryDtls", "TxDtls").toList();
        if (parts.size() > 1) {
            split(entry, parts, account);
        } else {
            add(line(entry, parts.isEmpty() ? entry : parts.getFirst(), amount(entry, entry.find("Amt")), account));
        }
    }

    /** One booking of several payments: each counts, and together they are the booking. */
    private void split(XmlTree entry, List<XmlTree> parts, String account) throws UnreadableStatement {
        long whole = amount(entry, entry.find("Amt"));
        long sum = 0;
        List<BankLine> split = new ArrayList<>();
        for (XmlTree part : parts) {
            XmlTree told = part.find("Amt") == null ? part.find("AmtDtls", "TxAmt", "Amt") : part.find("Amt");
            long amount = amount(part, told);
            sum += amount;
            split.add(line(entry, part, amount, account));
        }
        if (sum != whole) {
            throw new UnreadableStatement(entry.line(), "the payments of the booking do not come to its amount");
        }
        for (BankLine each : split) {
            add(each);
        }
    }

    private void add(BankLine line) throws UnreadableStatement {
        if (lines.size() >= StatementReader.LINES_MAX) {
            throw new UnreadableStatement(line.line(),
                    "more than " + StatementReader.LINES_MAX + " bookings: import it in parts");
        }
        lines.add(line);
    }

    private static long amount(XmlTree at, @Nullable XmlTree amount) throws UnreadableStatement {
        if (amount == null) {
            throw new UnreadableStatement(at.line(), "the amount is missing");
        }
        long hundredths = Values.amount(amount.text(), amount.line());
        if (hundredths == 0) {
            throw new UnreadableStatement(amount.line(), "the amount is zero");
        }
        return hundredths;
    }

    private static BankLine line(XmlTree entry, XmlTree part, long amount, String account) throws UnreadableStatement {
        Direction direction = direction(entry);
        LocalDate booked = date(entry, "BookgDt");
        LocalDate value = entry.find("ValDt") == null ? booked : date(entry, "ValDt");
        XmlTree party = part.find("RltdPties", "Dbtr", "Pty") == null
                ? part.find("RltdPties", "Dbtr")
                : part.find("RltdPties", "Dbtr", "Pty");
        String payerAccount = part.textAt("RltdPties", "DbtrAcct", "Id", "IBAN");
        String purpose = Values
                .text(Stream.concat(part.all("RmtInf", "Ustrd"), part.all("RmtInf", "Strd", "AddtlRmtInf"))
                        .map(XmlTree::text).collect(Collectors.joining(" ")));
        if (purpose.isEmpty()) {
            purpose = Values.text(part.textAt("AddtlTxInf") == null
                    ? entry.textAt("AddtlNtryInf")
                    : part.textAt("AddtlTxInf"));
        }
        String name = Values.text(party == null ? null : party.textAt("Nm"));
        boolean reversal = "true".equals(entry.textAt("RvslInd"));
        return new BankLine(account, Values.documentNumber(reference(entry, part), name, purpose), value, booked,
                amount,
                currency(entry), direction, name, reversal || party == null ? null : taxId(party), payerAccount,
                purpose,
                part.line());
    }

    private static Direction direction(XmlTree entry) throws UnreadableStatement {
        String told = entry.textAt("CdtDbtInd");
        if ("CRDT".equals(told)) {
            return Direction.CREDIT;
        }
        if ("DBIT".equals(told)) {
            return Direction.DEBIT;
        }
        throw new UnreadableStatement(entry.line(), "CdtDbtInd is neither CRDT nor DBIT");
    }

    private static String currency(XmlTree entry) {
        XmlTree amount = entry.find("Amt");
        return Values.currency(amount == null ? null : amount.attribute("Ccy"));
    }

    /** What the bank calls the payment; of a booking with several, each its own. */
    private static @Nullable String reference(XmlTree entry, XmlTree part) {
        boolean alone = entry.all("NtryDtls", "TxDtls").limit(2).count() < 2;
        return Stream.of(part.textAt("Refs", "AcctSvcrRef"), alone ? entry.textAt("AcctSvcrRef") : null,
                part.textAt("Refs", "TxId"), alone ? entry.textAt("NtryRef") : null, part.textAt("Refs", "EndToEndId"))
                .filter(Objects::nonNull).filter(text -> !text.equals("NOTPROVIDED")).findFirst().orElse(null);
    }

    private static @Nullable String taxId(XmlTree party) {
        List<String> found = Stream.of("OrgId", "PrvtId").flatMap(kind -> party.all("Id", kind, "Othr", "Id"))
                .map(XmlTree::text).map(Values::taxId).filter(Objects::nonNull).distinct().toList();
        return found.size() == 1 ? found.getFirst() : null;
    }

    private static LocalDate date(XmlTree entry, String of) throws UnreadableStatement {
        String text = entry.textAt(of, "Dt") == null ? entry.textAt(of, "DtTm") : entry.textAt(of, "Dt");
        if (text == null) {
            throw new UnreadableStatement(entry.line(), of + " is missing");
        }
        return Values.date(text, entry.line());
    }
}

package kz.centerpro.hub.statement;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A statement that was read whole.
 *
 * @param accounts
 *            every account that the file speaks of, also those without movements
 */
public record BankStatement(Format format, SortedSet<String> accounts, List<BankLine> lines) {

    public BankStatement {
        lines = List.copyOf(lines);
    }

    /** What a file can be. */
    public enum Format {
        CLIENT_BANK_EXCHANGE, MT940, CAMT_053
    }

    /** Accounts as they stand in the lines, and those given. */
    static BankStatement of(Format format, SortedSet<String> accounts, List<BankLine> lines) {
        SortedSet<String> all = lines.stream().map(BankLine::account).collect(Collectors.toCollection(TreeSet::new));
        all.addAll(accounts);
        return new BankStatement(format, all, lines);
    }
}

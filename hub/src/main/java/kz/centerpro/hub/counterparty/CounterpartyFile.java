package kz.centerpro.hub.counterparty;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import kz.centerpro.contracts.party.CounterpartyImport;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.hub.participant.TaxNumber;
import org.jspecify.annotations.Nullable;

/**
 * A list as a file: a line each with the number, the alias, the groups (with commas or bars between them) and the
 * country, in this order or under a heading that names them. Pure.
 */
public record CounterpartyFile(List<Row> rows, List<CounterpartyImport.Fault> faults) {

    static final int BYTES_MAX = 1024 * 1024;

    private enum Column {
        TAX_ID, ALIAS, GROUPS, COUNTRY, OTHER
    }

    /** Words of headings in the three languages. */
    private static final Map<String, Column> HEADINGS = Map.ofEntries(Map.entry("taxid", Column.TAX_ID),
            Map.entry("tax id", Column.TAX_ID), Map.entry("iin", Column.TAX_ID), Map.entry("bin", Column.TAX_ID),
            Map.entry("bin/iin", Column.TAX_ID), Map.entry("иин", Column.TAX_ID), Map.entry("бин", Column.TAX_ID),
            Map.entry("бин/иин", Column.TAX_ID), Map.entry("иин/бин", Column.TAX_ID), Map.entry("бсн", Column.TAX_ID),
            Map.entry("жсн", Column.TAX_ID), Map.entry("бсн/жсн", Column.TAX_ID), Map.entry("alias", Column.ALIAS),
            Map.entry("name", Column.ALIAS), Map.entry("название", Column.ALIAS),
            Map.entry("наименование", Column.ALIAS), Map.entry("атауы", Column.ALIAS),
            Map.entry("groups", Column.GROUPS), Map.entry("group", Column.GROUPS), Map.entry("группы", Column.GROUPS),
            Map.entry("группа", Column.GROUPS), Map.entry("топтар", Column.GROUPS), Map.entry("топ", Column.GROUPS),
            Map.entry("country", Column.COUNTRY), Map.entry("страна", Column.COUNTRY),
            Map.entry("ел", Column.COUNTRY));

    /** A line that can be read; whether its check digit is right is asked of those who are not here. */
    public record Row(int line, TaxNumber key, @Nullable String alias, @Nullable List<String> groups) {}

    /** Faults of single lines are told with the rows; a file that is none, or too long, is refused. */
    public static CounterpartyFile read(byte[] bytes, int rowsMax) {
        List<CsvText.Line> lines = CsvText.read(text(bytes), rowsMax + 1);
        List<Column> columns = lines.isEmpty() ? List.of() : heading(lines.getFirst().cells());
        List<CsvText.Line> body = columns.isEmpty() || lines.isEmpty() ? lines : lines.subList(1, lines.size());
        if (body.size() > rowsMax) {
            throw Refusal.of(ProblemType.TOO_LARGE, "A file has at most " + rowsMax + " rows: send it in parts.");
        }
        List<Column> order = columns.isEmpty() ? List.of(Column.values()) : columns;
        List<Row> rows = new ArrayList<>();
        List<CounterpartyImport.Fault> faults = new ArrayList<>();
        Set<TaxNumber> seen = new HashSet<>();
        for (CsvText.Line line : body) {
            try {
                Row row = row(line, order);
                if (seen.add(row.key)) {
                    rows.add(row);
                } else {
                    faults.add(fault(line.number(), "repeated", "This number is in the file before."));
                }
            } catch (Refusal refusal) {
                faults.add(fault(line.number(), code(refusal), refusal.detail()));
            }
        }
        return new CounterpartyFile(rows, faults);
    }

    private static Row row(CsvText.Line line, List<Column> order) {
        String country = cell(line, order, Column.COUNTRY);
        TaxNumber key = EntryPolicy.key(country.isEmpty() ? "KZ" : country, cell(line, order, Column.TAX_ID));
        String alias = cell(line, order, Column.ALIAS);
        String groups = cell(line, order, Column.GROUPS);
        return new Row(line.number(), key, alias.isEmpty() ? null : EntryPolicy.alias(alias),
                groups.isEmpty() ? null : EntryPolicy.groups(List.of(groups.split("[,|]"))));
    }

    private static String cell(CsvText.Line line, List<Column> order, Column column) {
        int at = order.indexOf(column);
        return at < 0 || at >= line.cells().size() ? "" : line.cells().get(at);
    }

    /** Empty when the first line is no heading; it needs the number's column. */
    private static List<Column> heading(List<String> cells) {
        List<Column> columns = cells.stream()
                .map(cell -> HEADINGS.getOrDefault(cell.toLowerCase(Locale.ROOT), Column.OTHER)).toList();
        return columns.contains(Column.TAX_ID) ? columns : List.of();
    }

    private static String code(Refusal refusal) {
        return switch (refusal.type()) {
            case TAX_ID_INVALID -> "tax_id_invalid";
            default -> "country".equals(refusal.extensions().get("field")) ? "country_invalid" : "too_long";
        };
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException _) {
            throw Refusal.of(ProblemType.MALFORMED_REQUEST, "The file is not UTF-8: save it as CSV UTF-8.");
        }
    }

    private static CounterpartyImport.Fault fault(int line, String code, String detail) {
        return new CounterpartyImport.Fault(line, code, detail);
    }

    static CounterpartyImport.Fault wrongDigit(int line) {
        return fault(line, "tax_id_invalid", "The check digit of this IIN or BIN is wrong.");
    }

    static List<CounterpartyImport.Fault> inOrder(List<CounterpartyImport.Fault> faults) {
        return faults.stream().sorted(Comparator.comparingInt(CounterpartyImport.Fault::row)).toList();
    }
}

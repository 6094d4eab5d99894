package kz.centerpro.hub.counterparty;

import java.util.ArrayList;
import java.util.List;

/**
 * Text in columns as spreadsheets write it (RFC 4180; commas, semicolons or tabs, whichever the first line has most
 * of). Quotes that are not closed end with the text. Pure.
 */
final class CsvText {

    private static final char[] SEPARATORS = {';', ',', '\t'};

    private CsvText() {}

    /** A record and the line that it begins on, from 1. */
    record Line(int number, List<String> cells) {}

    /**
     * @param linesMax
     *            reading ends after one more, so that the caller sees that there are too many
     */
    static List<Line> read(String text, int linesMax) {
        String whole = text.startsWith("\uFEFF") ? text.substring(1) : text;
        char separator = separator(whole);
        List<Line> lines = new ArrayList<>();
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        int line = 1;
        int begun = 1;
        for (int i = 0; i < whole.length() && lines.size() <= linesMax; i++) {
            char c = whole.charAt(i);
            line += c == '\n' ? 1 : 0;
            if (quoted) {
                if (c != '"') {
                    cell.append(c);
                } else if (i + 1 < whole.length() && whole.charAt(i + 1) == '"') {
                    cell.append('"');
                    i++;
                } else {
                    quoted = false;
                }
            } else if (c == '"' && isBlank(cell)) {
                cell.setLength(0);
                quoted = true;
            } else if (c == separator) {
                cells.add(taken(cell));
            } else if (c == '\n') {
                cells.add(taken(cell));
                add(lines, begun, cells);
                begun = line;
            } else if (c != '\r') {
                cell.append(c);
            }
        }
        cells.add(taken(cell));
        add(lines, begun, cells);
        return lines;
    }

    /** Ends at the first letter: a cell full of quotes is not read again for each of them. */
    private static boolean isBlank(StringBuilder cell) {
        return cell.chars().allMatch(Character::isWhitespace);
    }

    private static String taken(StringBuilder cell) {
        String text = cell.toString().strip();
        cell.setLength(0);
        return text;
    }

    /** Empty lines count and are left out. */
    private static void add(List<Line> lines, int number, List<String> cells) {
        if (cells.stream().anyMatch(cell -> !cell.isEmpty())) {
            lines.add(new Line(number, List.copyOf(cells)));
        }
        cells.clear();
    }

    private static char separator(String text) {
        int end = text.indexOf('\n');
        String first = end < 0 ? text : text.substring(0, end);
        char best = SEPARATORS[0];
        long most = 0;
        for (char each : SEPARATORS) {
            long count = first.chars().filter(c -> c == each).count();
            if (count > most) {
                best = each;
                most = count;
            }
        }
        return best;
    }
}

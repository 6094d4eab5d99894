package kz.centerpro.hub.statement;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Customer Statement Messages, MT940, one or many in a file: in SWIFT's blocks, or block 4 alone with a line of one
 * hyphen after each, as banks hand them out.
 */
final class Mt940Reader {

    private final Faults faults = new Faults();
    private final SortedSet<String> accounts = new TreeSet<>();
    private final List<BankLine> movements = new ArrayList<>();

    private Mt940Reader() {}

    static BankStatement read(byte[] file) throws UnreadableStatement {
        String text = StatementReader.decoded(file, StandardCharsets.UTF_8);
        if (text == null) {
            text = StatementReader.decoded(file, Charset.forName("windows-1251"));
        }
        if (text == null) {
            throw new UnreadableStatement(0, "the file is neither UTF-8 nor Windows-1251");
        }
        Mt940Reader reader = new Mt940Reader();
        reader.messages(StatementReader.lines(text));
        reader.faults.refuse();
        return BankStatement.of(BankStatement.Format.MT940, reader.accounts, reader.movements);
    }

    private void messages(String[] lines) throws UnreadableStatement {
        Mt940Message message = null;
        int messages = 0;
        for (int i = 0; i < lines.length; i++) {
            String line = begun(lines[i]);
            if (message == null && line != null && line.startsWith(":")) {
                message = new Mt940Message(i + 1);
                messages++;
            }
            if (message != null && line != null && !line.startsWith("-")) {
                message.add(line);
            } else if (message != null) {
                taken(message);
                message = null;
            } else if (line == null || !(line.isBlank() || line.startsWith("-") || line.startsWith("{"))) {
                faults.add(i + 1, "'" + Values.shown(lines[i]) + "' stands outside a message");
            }
        }
        if (message != null) {
            taken(message);
        }
        if (messages == 0) {
            faults.add(0, "there is no message");
        }
    }

    /** The line without the blocks before block 4; null for a line that ends a message. */
    private static @Nullable String begun(String line) {
        int block = line.indexOf("{4:");
        String text = block < 0 ? line : line.substring(block + 3);
        return text.startsWith("-}") ? "-" : text;
    }

    private void taken(Mt940Message message) throws UnreadableStatement {
        try {
            accounts.add(message.read());
            for (BankLine line : message.movements()) {
                if (movements.size() >= StatementReader.LINES_MAX) {
                    throw new UnreadableStatement(line.line(),
                            "more than " + StatementReader.LINES_MAX + " movements: import it in parts");
                }
                movements.add(line);
            }
        } catch (UnreadableStatement unreadable) {
            faults.add(unreadable);
        }
    }
}

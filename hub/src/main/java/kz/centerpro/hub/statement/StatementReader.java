package kz.centerpro.hub.statement;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The room's facade: a file as a bank gives it becomes a statement, or it is unreadable. */
public final class StatementReader {

    public static final int FILE_BYTES_MAX = 4 * 1024 * 1024;
    /** Movements of one file. */
    public static final int LINES_MAX = 5_000;
    static final int LINE_LENGTH_MAX = 8 * 1024;

    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private StatementReader() {}

    /** The format is told by how the file begins. */
    public static BankStatement read(byte[] file) throws UnreadableStatement {
        if (file.length == 0) {
            throw new UnreadableStatement(0, "the file is empty");
        }
        if (file.length > FILE_BYTES_MAX) {
            throw new UnreadableStatement(0, "the file has more than " + FILE_BYTES_MAX + " bytes: import it in parts");
        }
        int start = startsWith(file, 0, MARK) ? MARK.length : 0;
        while (start < file.length && file[start] <= ' ' && file[start] >= 0) {
            start++;
        }
        if (startsWith(file, start, ClientBankReader.HEADER.getBytes(StandardCharsets.US_ASCII))) {
            return ClientBankReader.read(file);
        }
        if (start < file.length && file[start] == '<') {
            return Camt053Reader.read(file);
        }
        if (start < file.length && (file[start] == ':' || file[start] == '{')) {
            return Mt940Reader.read(file);
        }
        throw new UnreadableStatement(1, "this is neither 1CClientBankExchange, nor MT940, nor camt.053");
    }

    static boolean hasMark(byte[] file) {
        return startsWith(file, 0, MARK);
    }

    private static boolean startsWith(byte[] file, int at, byte[] beginning) {
        if (file.length - at < beginning.length) {
            return false;
        }
        for (int i = 0; i < beginning.length; i++) {
            if (file[at + i] != beginning[i]) {
                return false;
            }
        }
        return true;
    }

    /** The file in that encoding without its mark; null when it has a byte that the encoding does not know. */
    static @Nullable String decoded(byte[] file, Charset charset) {
        int start = hasMark(file) ? MARK.length : 0;
        try {
            return charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(file, start, file.length - start)).toString();
        } catch (CharacterCodingException other) {
            return null;
        }
    }

    /** The lines, refused when one is too long. */
    static String[] lines(String text) throws UnreadableStatement {
        String[] lines = text.split("\r\n|\n|\r", -1);
        Faults faults = new Faults();
        for (int i = 0; i < lines.length; i++) {
            if (lines[i].length() > LINE_LENGTH_MAX) {
                faults.add(i + 1, "the line has more than " + LINE_LENGTH_MAX + " characters");
            }
        }
        faults.refuse();
        return lines;
    }
}

package kz.centerpro.door;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts bytes into lines as they arrive; a line that is too long is told and passed over. Belongs to one request. */
final class LineSplitter {

    private final int bytesMax;
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private boolean tooLong;
    private long number;

    LineSplitter(int bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** The lines that these bytes complete, without their line ends; blank ones count and are left out. */
    List<BodyLine> feed(byte[] bytes) {
        List<BodyLine> lines = new ArrayList<>();
        int from = 0;
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] == '\n') {
                take(bytes, from, at);
                complete(lines);
                from = at + 1;
            }
        }
        take(bytes, from, bytes.length);
        return lines;
    }

    /** A last line without a line end. */
    List<BodyLine> end() {
        List<BodyLine> lines = new ArrayList<>();
        complete(lines);
        return lines;
    }

    private void take(byte[] bytes, int from, int to) {
        tooLong |= to - from > bytesMax - begun.size();
        if (tooLong) {
            begun.reset();
        } else {
            begun.write(bytes, from, to - from);
        }
    }

    private void complete(List<BodyLine> lines) {
        number++;
        byte[] line = stripped(begun.toByteArray());
        if (tooLong) {
            lines.add(new BodyLine(number, null));
        } else if (line.length > 0) {
            lines.add(new BodyLine(number, line));
        }
        begun.reset();
        tooLong = false;
    }

    private static byte[] stripped(byte[] line) {
        int end = line.length;
        while (end > 0 && line[end - 1] <= ' ' && line[end - 1] >= 0) {
            end--;
        }
        return end == line.length ? line : Arrays.copyOf(line, end);
    }

}

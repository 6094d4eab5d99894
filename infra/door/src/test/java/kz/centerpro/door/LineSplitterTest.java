package kz.centerpro.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineSplitterTest {

    @Test
    void findsTheSameLinesWhereverTheyAreSplit() {
        byte[] body = "one\r\n\n  two \nthree is too long\nfour\n\nlast".getBytes(StandardCharsets.UTF_8);
        List<String> whole = lines(body, body.length);
        assertThat(whole).containsExactly("1:one", "3:  two", "4:too long", "5:four", "7:last");
        for (int size = 1; size < body.length; size++) {
            assertThat(lines(body, size)).as("in pieces of %s", size).isEqualTo(whole);
        }
    }

    @Test
    void takesALineOfExactlyItsBound() {
        assertThat(lines("0123456789\n".getBytes(StandardCharsets.UTF_8), 3)).containsExactly("1:0123456789");
        assertThat(lines("0123456789x\n".getBytes(StandardCharsets.UTF_8), 3)).containsExactly("1:too long");
    }

    @Test
    void anEmptyBodyHasNoLines() {
        assertThat(lines(new byte[0], 1)).isEmpty();
    }

    private static List<String> lines(byte[] body, int pieces) {
        LineSplitter splitter = new LineSplitter(10);
        List<BodyLine> lines = new ArrayList<>();
        for (int at = 0; at < body.length; at += pieces) {
            lines.addAll(splitter.feed(Arrays.copyOfRange(body, at, Math.min(body.length, at + pieces))));
        }
        lines.addAll(splitter.end());
        return lines.stream().map(line -> {
            byte[] bytes = line.bytes();
            return line.number() + ":" + (bytes == null ? "too long" : new String(bytes, StandardCharsets.UTF_8));
        }).toList();
    }
}

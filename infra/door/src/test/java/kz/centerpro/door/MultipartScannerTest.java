package kz.centerpro.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import org.junit.jupiter.api.Test;

class MultipartScannerTest {

    private static final String BOUNDARY = "b1c2";

    @Test
    void findsTheSamePartsWhereverTheBodyIsSplitInTwo() {
        byte[] body = body(Map.of("a", "one\r\n--b1c", "b", "", "content", "\r\n--b1c\r\n--b1cx\r\r\n-\r\n--b1\r"));
        Map<String, String> whole = parts(List.of(body));
        assertThat(whole).containsEntry("content", "\r\n--b1c\r\n--b1cx\r\r\n-\r\n--b1\r").containsEntry("b", "");
        for (int cut = 0; cut <= body.length; cut++) {
            assertThat(parts(List.of(Arrays.copyOf(body, cut), Arrays.copyOfRange(body, cut, body.length))))
                    .as("cut at %s", cut).isEqualTo(whole);
        }
    }

    @Test
    void findsTheSamePartsByteByByte() {
        byte[] body = body(Map.of("a", "x\r\n--b1c\r\n\r\n", "b", "--b1c2", "c", "\r\n"));
        List<byte[]> bytes = IntStream.range(0, body.length).mapToObj(i -> new byte[]{body[i]}).toList();
        assertThat(parts(bytes)).isEqualTo(parts(List.of(body))).containsEntry("b", "--b1c2").containsEntry("c",
                "\r\n");
    }

    @Test
    void findsTheSamePartsInRandomBytesOfTheDelimitersLettersSplitAtRandom() {
        Random random = new Random(11);
        String letters = "\r\n--b1cx";
        for (int round = 0; round < 2_000; round++) {
            Map<String, String> sent = new LinkedHashMap<>();
            for (int part = 0; part < 3; part++) {
                StringBuilder content = new StringBuilder();
                random.ints(random.nextInt(60), 0, letters.length()).forEach(i -> content.append(letters.charAt(i)));
                sent.put("p" + part, content.toString());
            }
            byte[] body = body(sent);
            List<byte[]> pieces = new ArrayList<>();
            for (int at = 0; at < body.length;) {
                int length = Math.min(body.length - at, 1 + random.nextInt(20));
                pieces.add(Arrays.copyOfRange(body, at, at + length));
                at += length;
            }
            assertThat(parts(pieces)).isEqualTo(sent);
        }
    }

    @Test
    void passesOverWhatStandsBeforeAndAfterAndWhiteSpaceBehindTheBoundary() {
        String body = """
                preamble
                --b1c2 \t
                content-disposition: form-data; name="имя"; filename="ф.pdf"
                Content-Type: text/plain

                x
                --b1c2--
                epilogue
                --b1c2
                """.replace("\n", "\r\n");
        assertThat(parts(List.of(bytes(body)))).isEqualTo(Map.of("имя", "x"));
    }

    @Test
    void refusesABodyThatEndsEarlyAnywhere() {
        byte[] body = body(Map.of("a", "text"));
        int closing = new String(body, StandardCharsets.UTF_8).lastIndexOf("--") + 2;
        for (int end = 0; end < closing; end++) {
            int length = end;
            assertThatThrownBy(() -> parts(List.of(Arrays.copyOf(body, length)))).as("end at %s", end)
                    .isInstanceOfSatisfying(Refusal.class,
                            refusal -> assertThat(refusal.type()).isEqualTo(ProblemType.MALFORMED_REQUEST));
        }
        assertThat(parts(List.of(Arrays.copyOf(body, closing)))).hasSize(1);
    }

    @Test
    void refusesWhatIsOutOfBounds() {
        refused("--b1c2\r\n" + "x".repeat(MultipartScanner.HEADERS_MAX + 5), "headers");
        refused("--b1c2\r\nX: " + "x".repeat(MultipartScanner.HEADERS_MAX) + "\r\n\r\n", "headers");
        refused("x".repeat(MultipartScanner.PADDING_MAX + 10) + "\r\n--b1c2--", "outside");
        refused("--b1c2--" + "x".repeat(MultipartScanner.PADDING_MAX + 1), "outside");
        refused("--b1c2" + " ".repeat(MultipartScanner.PADDING_MAX + 1) + "\r\n", "outside");
        refused("--b1c2\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n".repeat(33) + "--b1c2--", "parts");
    }

    @Test
    void refusesHeadersWithoutAName() {
        refused("--b1c2\r\n\r\nx\r\n--b1c2--", "Content-Disposition");
        refused("--b1c2\r\nContent-Type: text/plain\r\n\r\nx\r\n--b1c2--", "Content-Disposition");
        refused("--b1c2\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b1c2--", "name");
        refused("--b1c2\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nx\r\n--b1c2--", "form-data");
        refused("--b1c2\r\nContent-Disposition: ;;\"\r\n\r\nx\r\n--b1c2--", "Content-Disposition");
    }

    @Test
    void refusesALineThatBeginsWithTheBoundaryAndGoesOn() {
        refused("--b1c2\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--b1c2345\r\n--b1c2--", "goes on");
    }

    @Test
    void refusesAnImpossibleBoundary() {
        assertThatThrownBy(() -> new MultipartScanner("")).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> new MultipartScanner("x".repeat(71))).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> new MultipartScanner("a\rb")).isInstanceOf(Refusal.class);
    }

    private static void refused(String body, String reason) {
        assertThatThrownBy(() -> parts(List.of(bytes(body)))).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.type()).isEqualTo(ProblemType.MALFORMED_REQUEST);
            assertThat(refusal.detail()).contains(reason);
        });
    }

    private static Map<String, String> parts(List<byte[]> pieces) {
        MultipartScanner scanner = new MultipartScanner(BOUNDARY);
        Map<String, String> parts = new LinkedHashMap<>();
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        List<String> names = new ArrayList<>();
        for (byte[] piece : pieces) {
            for (MultipartScanner.Found found : scanner.feed(piece)) {
                switch (found) {
                    case MultipartScanner.Opened opened -> names.add(opened.name());
                    case MultipartScanner.Data data -> content.write(data.bytes(), data.offset(), data.length());
                    case MultipartScanner.Closed closed -> {
                        parts.put(names.getLast(), content.toString(StandardCharsets.UTF_8));
                        content.reset();
                    }
                }
            }
        }
        scanner.end();
        return parts;
    }

    private static byte[] body(Map<String, String> parts) {
        StringBuilder body = new StringBuilder();
        parts.forEach((name, content) -> body.append("--").append(BOUNDARY)
                .append("\r\nContent-Disposition: form-data; name=\"").append(name).append("\"\r\n\r\n").append(content)
                .append("\r\n"));
        return bytes(body.append("--").append(BOUNDARY).append("--\r\n").toString());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package kz.centerpro.hub.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import kz.centerpro.contracts.party.SignatureRegime;
import kz.centerpro.hub.certificate.Indication;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.TrustSnapshot;
import kz.centerpro.hub.certificate.VerificationPolicy;
import kz.centerpro.hub.pkitest.TestAuthority;
import kz.centerpro.hub.pkitest.TestCms;
import kz.centerpro.hub.pkitest.TestKey;
import kz.centerpro.hub.pkitest.TestPdf;
import kz.centerpro.hub.signature.ContentDigests;
import kz.centerpro.hub.signature.SignatureDesk;
import kz.centerpro.hub.signature.SignatureFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever the bytes, there is a verdict or a {@link MalformedSignature}, and no mutation of what was signed passes.
 */
class HostilePdfTest {

    private static final Instant NOW = Instant.parse("2026-06-01T10:00:00Z");
    private static final SignatureFormat FORMAT = new PdfFormat();
    private static final SignatureDesk DESK = new SignatureDesk(SignatureDesk.BYTES_MAX,
            VerificationPolicy.documents(), java.util.List.of(FORMAT));

    private static final String CONTENTS = contents();

    private final TestAuthority root;
    private final TrustSnapshot trust;

    HostilePdfTest() throws Exception {
        root = TestAuthority.root("Root", TestKey.ec());
        trust = TrustSnapshot.builder(1).anchor(root.certificate(), SignatureRegime.ES).crl(root.crl(NOW)).build();
    }

    private static String contents() {
        try {
            return HexFormat.of().formatHex(
                    TestCms.by(TestAuthority.root("Root", TestKey.ec()).signer("CN=Mallory", TestKey.ec())).detached()
                            .build());
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private boolean passes(byte[] pdf) {
        try {
            return DESK.examine(DESK.read(pdf), ContentDigests.none(), trust, NOW).status() == Indication.PASSED;
        } catch (MalformedSignature malformed) {
            assertThat(malformed.getMessage()).isNotBlank();
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource({"true,1", "true,2", "false,3", "false,4"})
    void passesNoMutationOfWhatWasSigned(boolean packed, long seed) throws Exception {
        byte[] first = TestPdf.signed(TestPdf.plain(packed), root.signer("CN=Alice", TestKey.ec()));
        byte[] whole = TestPdf.signed(first, root.signer("CN=Bob", TestKey.ec()));
        assertThat(passes(whole)).isTrue();
        String text = new String(whole, StandardCharsets.ISO_8859_1);
        int one = text.indexOf("/Contents <");
        int oneEnd = text.indexOf('>', one);
        int two = text.indexOf("/Contents <", first.length);
        int twoEnd = text.indexOf('>', two);
        Random random = new Random(seed);
        for (int i = 0; i < 400; i++) {
            byte[] mutant = whole.clone();
            int at = random.nextInt(mutant.length);
            mutant[at] = (byte) random.nextInt(256);
            boolean inContents = (at > one && at < oneEnd) || (at > two && at < twoEnd);
            if (passes(mutant) && !Arrays.equals(mutant, whole)) {
                // Hexadecimal digits of either case, and zeros behind the CMS, are the same signature.
                assertThat(inContents).as("offset %d of seed %d", at, seed).isTrue();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"true,5", "false,6"})
    void survivesCutsSplicesAndRuns(boolean packed, long seed) throws Exception {
        byte[] whole = TestPdf.stamped(TestPdf.signed(TestPdf.plain(packed), root.signer("CN=Alice", TestKey.ec())),
                root.timestamper(TestKey.ec()), NOW.minusSeconds(60));
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            byte[] mutant = whole.clone();
            int at = random.nextInt(mutant.length);
            int length = Math.min(random.nextInt(200), mutant.length - at);
            switch (random.nextInt(3)) {
                case 0 -> mutant = Arrays.copyOf(mutant, at);
                case 1 -> System.arraycopy(whole, random.nextInt(whole.length - length), mutant, at, length);
                default -> Arrays.fill(mutant, at, at + length, (byte) random.nextInt(256));
            }
            if (!Arrays.equals(mutant, whole) && passes(mutant)) {
                String text = new String(whole, StandardCharsets.ISO_8859_1);
                assertThat(at).as("seed %d", seed).isGreaterThan(text.indexOf("/Contents <"));
            }
        }
    }

    private static byte[] file(String body, int at) {
        return ("%PDF-1.7\n" + body + "\nstartxref\n" + at + "\n%%EOF\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void refuses(byte[] pdf, String told) {
        assertThatThrownBy(() -> FORMAT.read(pdf, SignatureDesk.BYTES_MAX)).isInstanceOf(MalformedSignature.class)
                .hasMessageContaining(told);
    }

    @Test
    void refusesABombInACrossReferenceStream() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed, new Deflater(9))) {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 200; i++) {
                deflater.write(zeros);
            }
        }
        String data = packed.toString(StandardCharsets.ISO_8859_1);
        refuses(file("1 0 obj\n<</Type/XRef/Size 2/Root 1 0 R/W[1 2 1]/Filter/FlateDecode/Length " + data.length()
                + ">>\nstream\n" + data + "\nendstream\nendobj", 9), "unpacks to too many bytes");
    }

    @Test
    void refusesCirclesAndEndlessThings() {
        refuses(file("xref\n0 0\ntrailer\n<</Root 1 0 R/Prev 9>>", 9), "circle");
        refuses(file("xref\n0 1\n0000000000 00000 f \ntrailer\n<</Root 1 0 R/XRefStm 9>>", 9), "hybrid");
        refuses(file("xref\n1 1\n0000000009 00000 n \ntrailer\n" + "[".repeat(100_000), 9), "nested");
        refuses(file("xref\n1 1\n0000000009 00000 n \ntrailer\n" + "<</A".repeat(100_000), 9), "nested");
        refuses(file("xref\n1 1\n0000000009 00000 n \ntrailer\n[" + "0 ".repeat(600_000) + "]", 9), "too many");
        refuses(file("xref\n0 2000000000\ntrailer\n<<>>", 9), "unreadable");
        refuses(file("1 0 obj\n<</Type/XRef/Size 999999999/W[0 1 0]/Length 0>>\nstream\n\nendstream\nendobj", 9),
                "too early");
        refuses(file("xref\n1 1\n0000000009 00000 n \ntrailer\n<</Root 1 0 R>>", 0x7fffffff), "outside");
        refuses(file("xref\n1 1\n0000000009 00000 n \ntrailer\n<</Root 1 0 R>>", 9), "number");
        StringBuilder rows = new StringBuilder("xref\n0 210000\n");
        for (int i = 0; i < 210_000; i++) {
            rows.append("0000000009 00000 n \n");
        }
        refuses(file(rows + "trailer\n<</Root 1 0 R>>", 9), "objects");
    }

    @Test
    void boundsTheWorkThatOneLargeObjectCauses() {
        StringBuilder text = new StringBuilder("%PDF-1.7\n1 0 obj<</Type/Catalog/AcroForm<</Fields[");
        for (int i = 0; i < 9_000; i++) {
            text.append("<</FT/Sig/V 2 0 R>>");
        }
        text.append("]>>>>\nendobj\n");
        int second = text.length();
        text.append("2 0 obj(").append("x".repeat(4_000_000)).append(")endobj\n");
        int table = text.length();
        text.append("xref\n1 2\n0000000009 00000 n \n%010d 00000 n \n".formatted(second))
                .append("trailer\n<</Root 1 0 R>>\nstartxref\n").append(table).append("\n%%EOF\n");
        refuses(text.toString().getBytes(StandardCharsets.ISO_8859_1), "no contents");
        String field = text.toString().replace("(" + "x".repeat(4_000_000) + ")",
                "<</Contents(" + "x".repeat(4_000_000 - 30) + ")/A/AAAAAAAA>>   ");
        assertThatThrownBy(() -> FORMAT.read(field.getBytes(StandardCharsets.ISO_8859_1), SignatureDesk.BYTES_MAX))
                .isInstanceOf(MalformedSignature.class);
    }

    /** Each of many revisions has a signature field, and all of the file would be compared for each. */
    @Test
    void boundsTheWorkThatManyRevisionsCause() {
        StringBuilder text = new StringBuilder("%PDF-1.7\n");
        StringBuilder rows = new StringBuilder("xref\n100 60000\n");
        for (int i = 0; i < 60_000; i++) {
            rows.append("%010d 00000 n \n".formatted(text.length()));
            text.append(100 + i).append(" 0 obj[0 0 0]endobj\n");
        }
        int previous = text.length();
        text.append(rows).append("trailer\n<<>>\nstartxref\n").append(previous).append("\n%%EOF\n");
        StringBuilder fields = new StringBuilder();
        for (int i = 0; i < 31; i++) {
            int number = 10 + 2 * i;
            fields.append(' ').append(number).append(" 0 R");
            previous = revision(text, previous, fields.toString(), number);
        }
        refuses(text.toString().getBytes(StandardCharsets.ISO_8859_1), "values to look at");
    }

    private static int revision(StringBuilder text, int previous, String fields, int number) {
        String row = " 1\n%010d 00000 n \n";
        StringBuilder table = new StringBuilder("xref\n1").append(row.formatted(text.length()));
        text.append("1 0 obj<</Type/Catalog/AcroForm<</Fields[").append(fields).append("]>>>>endobj\n");
        table.append(number).append(row.formatted(text.length()));
        text.append(number).append(" 0 obj<</FT/Sig/Rect[0 0 0 0]/V ").append(number + 1).append(" 0 R>>endobj\n");
        table.append(number + 1).append(row.formatted(text.length()));
        text.append(number + 1).append(" 0 obj<</SubFilter/adbe.pkcs7.detached/ByteRange[0 ");
        String contents = "<" + CONTENTS + ">";
        int gap = text.length() + "00000000 00000000 00000000]/Contents".length();
        int section = gap + contents.length() + ">>endobj\n".length();
        String end = ">>endobj\n" + table + "trailer\n<</Root 1 0 R/Prev " + previous + ">>\nstartxref\n" + section
                + "\n%%EOF\n";
        text.append("%08d %08d %08d]/Contents".formatted(gap, gap + contents.length(), end.length())).append(contents)
                .append(end);
        return section;
    }

    @Test
    void refusesMoreThanItsBytes() {
        assertThatThrownBy(() -> FORMAT.read(file("", 9), 20)).isInstanceOf(MalformedSignature.class)
                .hasMessageContaining("more than 20 bytes");
    }
}

package kz.centerpro.hub.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import kz.centerpro.hub.pkitest.LargeList;
import kz.centerpro.hub.pkitest.TestAuthority;
import kz.centerpro.hub.pkitest.TestKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A list as large as the national authority's, in the heap that it is allowed. */
class LargeListTest {

    private static final int ENTRIES = 540_000;
    private static final Instant NOW = Instant.parse("2026-06-01T10:00:00Z");

    private final TestAuthority authority;

    @TempDir
    Path folder = Path.of("");

    LargeListTest() throws Exception {
        authority = TestAuthority.root("Large", TestKey.ec());
    }

    /** What the forked JVM runs: reads, checks and searches the list; answers by what it prints. */
    static final class Reader {

        private Reader() {}

        public static void main(String[] files) throws Exception {
            RevocationList list;
            try (InputStream in = Files.newInputStream(Path.of(files[0]))) {
                list = RevocationList.fromStream(in, RevocationList.BYTES_MAX);
            }
            boolean signed = list.isSignedBy(ParsedCertificate.fromDer(Files.readAllBytes(Path.of(files[1]))));
            int found = 0;
            for (int i = 0; i < list.size(); i += 1000) {
                found += list.find(new BigInteger(LargeList.serial(i))) == null ? 0 : 1;
            }
            boolean stranger = list.find(new BigInteger(LargeList.serial(ENTRIES))) != null;
            System.out.println(list.size() + " " + signed + " " + found + " " + stranger + " " + list.sha256);
        }
    }

    @Test
    void readsTwentyMegabytesInThirtyTwoOfHeap() throws Exception {
        Path list = folder.resolve("large.crl");
        Path certificate = folder.resolve("issuer.cer");
        LargeList.write(list, authority, ENTRIES, 7, NOW);
        Files.write(certificate, authority.certificate());
        assertThat(Files.size(list)).isGreaterThan(20L * 1024 * 1024);

        Process reader = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), Reader.class.getName(),
                list.toString(), certificate.toString()).redirectErrorStream(true).start();
        String said = new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(reader.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(said.strip()).isEqualTo(
                ENTRIES + " true " + ENTRIES / 1000 + " false " + Der.sha256(Files.readAllBytes(list)));
    }

    @Test
    void refusesWhatWasCutOffChangedOrGrown() throws Exception {
        Path file = folder.resolve("list.crl");
        LargeList.write(file, authority, 5000, 1, NOW);
        byte[] whole = Files.readAllBytes(file);
        ParsedCertificate issuer = ParsedCertificate.fromDer(authority.certificate());
        assertThat(RevocationList.fromAny(whole).isSignedBy(issuer)).isTrue();
        for (int length : List.of(0, 1, 5, 100, whole.length / 2, whole.length - 1)) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(cut)).isInstanceOf(MalformedSignature.class);
        }
        assertThatThrownBy(() -> read(Arrays.copyOf(whole, whole.length + 1))).isInstanceOf(MalformedSignature.class);
        assertThatThrownBy(() -> RevocationList.fromStream(new java.io.ByteArrayInputStream(whole), whole.length - 1L))
                .isInstanceOf(MalformedSignature.class);
        byte[] changed = whole.clone();
        String text = new String(whole, StandardCharsets.ISO_8859_1);
        changed[text.indexOf(new String(LargeList.serial(2500), StandardCharsets.ISO_8859_1)) + 10] ^= 1;
        assertThat(read(changed).isSignedBy(issuer)).isFalse();
    }

    @Test
    void readsTheSameFromAStreamThatGivesLittleAtATime() throws Exception {
        Path file = folder.resolve("list.crl");
        LargeList.write(file, authority, 20_000, 1, NOW);
        byte[] whole = Files.readAllBytes(file);
        InputStream trickle = new java.io.ByteArrayInputStream(whole) {
            @Override
            public synchronized int read(byte[] bytes, int offset, int length) {
                return super.read(bytes, offset, Math.min(length, 997));
            }
        };
        RevocationList list = RevocationList.fromStream(trickle, whole.length);
        assertThat(list.sha256).isEqualTo(Der.sha256(whole));
        assertThat(list.size()).isEqualTo(20_000);
        assertThat(list.number).isEqualTo(BigInteger.ONE);
        assertThat(list.isSignedBy(ParsedCertificate.fromDer(authority.certificate()))).isTrue();
        for (int i = 0; i < 20_000; i++) {
            Revocation found = list.find(new BigInteger(LargeList.serial(i)));
            assertThat(found).isEqualTo(new Revocation(NOW.minusSeconds(86_400), "unspecified"));
        }
    }

    private static RevocationList read(byte[] bytes) throws IOException, MalformedSignature {
        return RevocationList.fromStream(new java.io.ByteArrayInputStream(bytes), RevocationList.BYTES_MAX);
    }
}

package kz.centerpro.hub.docflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

class ZipStreamTest {

    @Test
    void whatWasPutInComesOut() throws IOException {
        ZipStream zip = new ZipStream();
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        sent.writeBytes(zip.open("1 Шарт №5.pdf"));
        sent.writeBytes(zip.add(new byte[300_000]));
        sent.writeBytes(zip.add("end".getBytes(StandardCharsets.UTF_8)));
        sent.writeBytes(zip.close());
        sent.writeBytes(zip.open("1 Шарт №5.pdf"));
        sent.writeBytes(zip.close());
        sent.writeBytes(zip.end());

        Map<String, Integer> found = new LinkedHashMap<>();
        try (ZipInputStream read = new ZipInputStream(new ByteArrayInputStream(sent.toByteArray()))) {
            for (ZipEntry entry = read.getNextEntry(); entry != null; entry = read.getNextEntry()) {
                found.put(entry.getName(), read.readAllBytes().length);
            }
        }
        assertThat(found).containsExactly(Map.entry("1 Шарт №5.pdf", 300_003), Map.entry("2-1 Шарт №5.pdf", 0));
    }

    @Test
    void aNameIsNeverAPath() {
        assertThat(ZipStream.plain("../../etc/passwd")).isEqualTo("_._.._etc_passwd");
        assertThat(ZipStream.plain("C:\\a\u0000b.txt")).isEqualTo("C__a_b.txt");
        assertThat(ZipStream.plain("ш".repeat(400) + ".pdf")).hasSize(120).endsWith("ш.pdf");
    }
}

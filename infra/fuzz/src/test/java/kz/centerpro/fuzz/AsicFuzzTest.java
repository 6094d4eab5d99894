package kz.centerpro.fuzz;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import kz.centerpro.hub.certificate.MalformedSignature;

/**
 * ASiC containers. A changed bit spoils the check sum of a packed file, so the same input is tried as the container and
 * as each kind of file in a sound one.
 */
final class AsicFuzzTest extends FuzzTarget {

    private final Format format = new Format();

    @DictionaryEntries({"PK\u0001\u0002", "PK\u0003\u0004", "PK\u0005\u0006", "META-INF/signature.p7s",
            "META-INF/signatures.xml", "META-INF/ASiCManifest.xml", "mimetype",
            "<asic:DataObjectReference URI=\"a.txt\"",
            "<asic:SigReference URI=\"META-INF/signature001.p7s\"/>", "../", "%2e%2e%2f", "Rootfile=\"true\""})
    @FuzzTest
    void endsInAValueOrARefusal(byte[] input) {
        tries(input, bytes -> {
            refusalAside(bytes);
            refusalAside(container("META-INF/ASiCManifest001.xml", bytes));
            format.read(container("META-INF/signatures.xml", bytes));
        });
    }

    /** The next kind is tried as well. */
    private void refusalAside(byte[] container) {
        try {
            format.read(container);
        } catch (MalformedSignature refusal) {
            return;
        }
    }

    private static byte[] container(String name, byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            put(zip, "a.txt", "договор".getBytes(StandardCharsets.UTF_8));
            put(zip, "META-INF/signature001.p7s", resource("CmsFuzzTestInputs/endsInAValueOrARefusal/detached"));
            put(zip, name, content);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
    }
}

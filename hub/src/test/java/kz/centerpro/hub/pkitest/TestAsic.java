package kz.centerpro.hub.pkitest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import kz.centerpro.hub.certificate.DigestAlgorithm;

/** Makes ASiC containers; anything about them can be made wrong by putting other files in. */
public final class TestAsic {

    public static final String SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256";
    private static final String TYPE = "application/vnd.etsi.asic-";

    private final Map<String, byte[]> files = new LinkedHashMap<>();

    private TestAsic() {}

    public static TestAsic extended() {
        return new TestAsic().file("mimetype", TYPE + "e+zip");
    }

    public static TestAsic simple() {
        return new TestAsic().file("mimetype", TYPE + "s+zip");
    }

    public static TestAsic untyped() {
        return new TestAsic();
    }

    public TestAsic file(String name, String content) {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    public TestAsic file(String name, byte[] content) {
        files.put(name, content);
        return this;
    }

    /** A manifest over files that are in already. */
    public byte[] manifest(String signature, String algorithm, DigestAlgorithm digest, String... names) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<asic:ASiCManifest "
                + "xmlns:asic=\"http://uri.etsi.org/02918/v1.2.1#\" xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">"
                + "<asic:SigReference URI=\"" + signature + "\" MimeType=\"application/pkcs7-signature\"/>");
        for (String name : names) {
            xml.append("<asic:DataObjectReference URI=\"").append(name.replace(" ", "%20"))
                    .append("\"><ds:DigestMethod Algorithm=\"").append(algorithm).append("\"/><ds:DigestValue>")
                    .append(Base64.getEncoder().encodeToString(digest.digest(files.getOrDefault(name, new byte[0]))))
                    .append("</ds:DigestValue></asic:DataObjectReference>");
        }
        return xml.append("</asic:ASiCManifest>").toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Signs a manifest over those files. */
    public TestAsic signed(int number, TestAuthority.Holder holder, String... names) throws IOException {
        String signature = "META-INF/signature00" + number + ".p7s";
        byte[] manifest = manifest(signature, SHA256, DigestAlgorithm.SHA_256, names);
        return file("META-INF/ASiCManifest00" + number + ".xml", manifest).file(signature,
                TestCms.by(holder).over(manifest).detached().build());
    }

    /** The mimetype stored, the rest deflated. */
    public byte[] build() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setTimeLocal(LocalDateTime.of(2026, 6, 1, 10, 0));
                if (file.getKey().equals("mimetype")) {
                    CRC32 crc = new CRC32();
                    crc.update(file.getValue());
                    entry.setMethod(ZipEntry.STORED);
                    entry.setSize(file.getValue().length);
                    entry.setCrc(crc.getValue());
                }
                zip.putNextEntry(entry);
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}

package kz.centerpro.hub.trust;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.RevocationList;

/** Reads a revocation list from a file: DER in one pass, PEM and base64 as a whole. Blocking. */
final class ListFile {

    private static final int SEQUENCE = 0x30;
    private static final int LONG_FORM = 0x80;

    private ListFile() {}

    static RevocationList read(Path file) throws IOException, MalformedSignature {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(2);
            // A text that begins with '0' has a character after it; DER of this size has a length in the long form.
            boolean binary = head.length == 2 && head[0] == SEQUENCE && (head[1] & LONG_FORM) != 0;
            if (!binary) {
                return RevocationList.fromAny(whole(file));
            }
        }
        try (InputStream in = Files.newInputStream(file)) {
            return RevocationList.fromStream(in, PkiClient.CRL_BYTES_MAX);
        }
    }

    private static byte[] whole(Path file) throws IOException {
        if (Files.size(file) > PkiClient.CRL_BYTES_MAX) {
            throw new IOException("revocation list of " + Files.size(file) + " bytes");
        }
        return Files.readAllBytes(file);
    }
}

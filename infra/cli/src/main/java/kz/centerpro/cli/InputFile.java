package kz.centerpro.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.StreamingDigest;
import kz.centerpro.hub.signature.CmsStream;
import kz.centerpro.hub.signature.ContentDigests;
import kz.centerpro.hub.signature.SignatureDesk;

/** Files that a person names: read, or told in plain words why not. */
final class InputFile {

    private static final int CHUNK = 256 * 1024;
    /** Enough of a file to tell PDF, ZIP and XML by. */
    private static final int HEAD = 8;

    private InputFile() {}

    static byte[] bytes(Path file, int bytesMax) {
        try {
            if (Files.isDirectory(file)) {
                throw CommandFailure.unreadable(file + " is a folder, not a file");
            }
            if (Files.size(file) > bytesMax) {
                throw CommandFailure.unreadable(file + " has more than " + bytesMax + " bytes");
            }
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw failure(file, unreadable);
        }
    }

    /** Digests of a file of any length. */
    static ContentDigests digests(Path file, Set<DigestAlgorithm> algorithms) {
        Map<DigestAlgorithm, StreamingDigest> running = new EnumMap<>(DigestAlgorithm.class);
        algorithms.forEach(algorithm -> running.put(algorithm, algorithm.newDigest()));
        try (InputStream in = Files.newInputStream(file)) {
            byte[] chunk = new byte[CHUNK];
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                int length = count;
                running.values().forEach(digest -> digest.update(chunk, 0, length));
            }
        } catch (IOException unreadable) {
            throw failure(file, unreadable);
        }
        Map<DigestAlgorithm, byte[]> values = new EnumMap<>(DigestAlgorithm.class);
        running.forEach((algorithm, digest) -> values.put(algorithm, digest.finish()));
        return ContentDigests.of(values);
    }

    /** True for a file that is better not read whole and is no PDF, no ZIP container and no XML. */
    static boolean isLargeCms(Path file) {
        try {
            if (Files.isDirectory(file) || Files.size(file) <= SignatureDesk.BYTES_MAX) {
                return false;
            }
            try (InputStream in = Files.newInputStream(file)) {
                String head = new String(in.readNBytes(HEAD), StandardCharsets.ISO_8859_1);
                return !head.contains("%PDF-") && !head.startsWith("PK")
                        && !head.replace("\u00ef\u00bb\u00bf", "").stripLeading().startsWith("<");
            }
        } catch (IOException unreadable) {
            throw failure(file, unreadable);
        }
    }

    /** A CMS whose content, if it is inside, was hashed while it passed. */
    static CmsStream.Streamed streamed(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return CmsStream.read(in, OutputStream.nullOutputStream(), Long.MAX_VALUE);
        } catch (MalformedSignature malformed) {
            throw CommandFailure.unreadable(file + " is not a signature or a signed file that can be read here: "
                    + malformed.getMessage());
        } catch (IOException unreadable) {
            throw failure(file, unreadable);
        }
    }

    private static CommandFailure failure(Path file, IOException unreadable) {
        return CommandFailure.unreadable(unreadable instanceof NoSuchFileException
                ? "there is no file " + file
                : file + " cannot be read: " + unreadable.getMessage());
    }
}

package kz.centerpro.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import kz.centerpro.contracts.evidence.BundleFiles;
import kz.centerpro.contracts.evidence.EvidenceView;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.StreamingDigest;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A bundle of evidence on disk, see {@link BundleFiles}. Content of any size is hashed as it streams by. */
final class EvidenceBundle implements AutoCloseable {

    /** Of any file but the content. */
    private static final int BYTES_MAX = 16 * 1024 * 1024;
    private static final int FILES_MAX = 10_000;
    private static final int CHUNK = 256 * 1024;

    private final Path place;
    private final ZipFile zip;

    private EvidenceBundle(Path place, ZipFile zip) {
        this.place = place;
        this.zip = zip;
    }

    static EvidenceBundle open(Path place) {
        if (Files.isDirectory(place)) {
            throw CommandFailure.unreadable(place + " is a folder, not a bundle");
        }
        EvidenceBundle bundle;
        try {
            bundle = new EvidenceBundle(place, new ZipFile(place.toFile()));
        } catch (NoSuchFileException absent) {
            throw CommandFailure.unreadable("there is no file " + place);
        } catch (ZipException notOne) {
            throw CommandFailure.unreadable(place + " is no bundle of evidence: it is no zip file");
        } catch (IOException unreadable) {
            throw CommandFailure.unreadable(place + " cannot be read: " + unreadable.getMessage());
        }
        try {
            bundle.check();
        } catch (CommandFailure unusable) {
            bundle.close();
            throw unusable;
        }
        return bundle;
    }

    /** Two files of one name would let two readers see two bundles. */
    private void check() {
        Set<String> names = new HashSet<>();
        if (zip.size() > FILES_MAX || !zip.stream().map(ZipEntry::getName).allMatch(names::add)) {
            throw CommandFailure.unreadable(place + " is no bundle of evidence: too many files, or two of one name");
        }
    }

    EvidenceView evidence() {
        try {
            return JsonMapper.shared().readValue(needed(BundleFiles.EVIDENCE), EvidenceView.class);
        } catch (JacksonException | IllegalArgumentException | NullPointerException broken) {
            throw CommandFailure.unreadable(place + ": " + BundleFiles.EVIDENCE + " cannot be read");
        }
    }

    byte[] needed(String name) {
        return bytes(name).orElseThrow(
                () -> CommandFailure.unreadable(place + " is no bundle of evidence: it has no " + name));
    }

    Optional<byte[]> bytes(String name) {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            return Optional.empty();
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(BYTES_MAX + 1);
            if (bytes.length > BYTES_MAX) {
                throw CommandFailure.unreadable(place + ": " + name + " has more than " + BYTES_MAX + " bytes");
            }
            return Optional.of(bytes);
        } catch (IOException broken) {
            throw damaged(name);
        }
    }

    /** Names of the files in a folder of the bundle, in order. */
    List<String> under(String folder) {
        return zip.stream().map(ZipEntry::getName)
                .filter(name -> name.startsWith(folder) && name.length() > folder.length()).sorted().toList();
    }

    Map<DigestAlgorithm, byte[]> digests(String name, Set<DigestAlgorithm> algorithms) {
        Map<DigestAlgorithm, StreamingDigest> running = new EnumMap<>(DigestAlgorithm.class);
        algorithms.forEach(algorithm -> running.put(algorithm, algorithm.newDigest()));
        try (InputStream in = zip.getInputStream(zip.getEntry(name))) {
            byte[] chunk = new byte[CHUNK];
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                int length = count;
                running.values().forEach(digest -> digest.update(chunk, 0, length));
            }
        } catch (IOException broken) {
            throw damaged(name);
        }
        Map<DigestAlgorithm, byte[]> values = new EnumMap<>(DigestAlgorithm.class);
        running.forEach((algorithm, digest) -> values.put(algorithm, digest.finish()));
        return values;
    }

    /** Bytes that do not even unpack are not those that were packed. */
    private CommandFailure damaged(String name) {
        return CommandFailure.refused(place + ": " + name + " is damaged");
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException harmless) {
            // It was read; nothing is lost.
        }
    }
}

package kz.centerpro.hub.trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import kz.centerpro.contracts.party.SignatureRegime;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.TrustSnapshot;

/** Reads anchors and lists from the configured files and folders. Blocking: at start and on the io bulkhead only. */
final class TrustFiles {

    private static final Set<String> CERTIFICATES = Set.of("cer", "crt", "der", "pem");
    private static final Set<String> LISTS = Set.of("crl");
    private static final Set<String> TRUSTED = Set.of("xml", "xtsl");

    private final TrustProperties settings;
    private final TrustedLists trusted;

    TrustFiles(TrustProperties settings) {
        this.settings = settings;
        this.trusted = new TrustedLists();
    }

    /**
     * @throws IOException
     *             naming the file that is not what it should be
     */
    TrustSnapshot.Builder read(long version, Instant now) throws IOException {
        TrustSnapshot.Builder builder = TrustSnapshot.builder(version);
        for (Path file : files(settings.edsAnchors(), CERTIFICATES)) {
            add(file, bytes -> builder.anchor(bytes, SignatureRegime.EDS));
        }
        for (Path file : files(settings.esAnchors(), CERTIFICATES)) {
            add(file, bytes -> builder.anchor(bytes, SignatureRegime.ES));
        }
        trusted.read(files(settings.trustedLists(), TRUSTED), files(settings.trustedListSigners(), CERTIFICATES), now)
                .forEach(listed -> builder.listed(listed.certificate(), listed.granted()));
        for (Path file : files(settings.tsaAnchors(), CERTIFICATES)) {
            add(file, builder::tsaAnchor);
        }
        for (Path file : files(settings.intermediates(), CERTIFICATES)) {
            add(file, builder::intermediate);
        }
        for (Path file : files(settings.crlFiles(), LISTS)) {
            addList(file, builder);
        }
        return builder;
    }

    /** What a change of the lists can be seen by: paths, sizes and times, and that a trusted list has ended. */
    String listsFingerprint(Instant now) throws IOException {
        StringBuilder seen = new StringBuilder("lists ").append(trusted.ended(now));
        List<Path> lists = new ArrayList<>(files(settings.crlFiles(), LISTS));
        // One that is gone must not keep the others from being read again.
        files(settings.trustedLists(), TRUSTED).stream().filter(Files::exists).forEach(lists::add);
        for (Path file : lists) {
            seen.append(file).append(Files.size(file)).append(Files.getLastModifiedTime(file));
        }
        return seen.toString();
    }

    private static void add(Path file, Reading reading) throws IOException {
        try {
            reading.read(Files.readAllBytes(file));
        } catch (MalformedSignature broken) {
            throw new IOException(
                    "not a certificate: " + file.getFileName() + ": " + broken.getMessage(), broken);
        }
    }

    private static void addList(Path file, TrustSnapshot.Builder builder) throws IOException {
        try {
            builder.list(ListFile.read(file));
        } catch (MalformedSignature broken) {
            throw new IOException("not a revocation list: " + file.getFileName() + ": " + broken.getMessage(), broken);
        }
    }

    private static List<Path> files(List<Path> places, Set<String> endings) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path place : places) {
            if (Files.isDirectory(place)) {
                try (Stream<Path> inside = Files.list(place)) {
                    inside.filter(file -> endings.contains(ending(file))).sorted().forEach(files::add);
                }
            } else {
                files.add(place);
            }
        }
        return files;
    }

    private static String ending(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private interface Reading {
        TrustSnapshot.Builder read(byte[] bytes) throws MalformedSignature;
    }
}

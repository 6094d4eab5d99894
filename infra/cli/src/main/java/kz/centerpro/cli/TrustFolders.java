package kz.centerpro.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kz.centerpro.contracts.party.SignatureRegime;
import kz.centerpro.hub.certificate.CertificateReader;
import kz.centerpro.hub.certificate.CertificateSummary;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.TrustSnapshot;

/**
 * Certificates and revocation lists from files and folders, searched with all that is below them. A self-signed
 * certificate becomes an anchor, any other one helps to build paths.
 */
final class TrustFolders {

    private static final Set<String> CERTIFICATES = Set.of("cer", "crt", "der", "pem");
    private static final Set<String> LISTS = Set.of("crl", "der", "pem");
    private static final Pattern PEM = Pattern.compile("-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----",
            Pattern.DOTALL);
    private static final int BYTES_MAX = 64 * 1024 * 1024;

    private final TrustSnapshot.Builder trust = TrustSnapshot.builder(1);
    private int anchors;

    /** A file that is named must hold a certificate; in a folder, files that hold none are passed over. */
    void certificates(Path place) {
        each(place, CERTIFICATES, this::certificate, "a certificate");
    }

    void lists(Path place) {
        each(place, LISTS, trust::crl, "a certificate revocation list");
    }

    int anchors() {
        return anchors;
    }

    TrustSnapshot snapshot() {
        return trust.build();
    }

    private interface Reading {
        Object read(byte[] bytes) throws MalformedSignature;
    }

    private static void each(Path place, Set<String> endings, Reading reading, String what) {
        boolean folder = Files.isDirectory(place);
        for (Path file : folder ? below(place, endings) : List.of(place)) {
            byte[] bytes = InputFile.bytes(file, BYTES_MAX);
            try {
                reading.read(bytes);
            } catch (MalformedSignature notOne) {
                if (!folder) {
                    throw CommandFailure.unreadable(file + " is not " + what + ": " + notOne.getMessage());
                }
            }
        }
    }

    private static List<Path> below(Path folder, Set<String> endings) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).filter(file -> endings.contains(ending(file))).sorted().toList();
        } catch (IOException | java.io.UncheckedIOException unreadable) {
            throw CommandFailure.unreadable("the folder " + folder + " cannot be read: " + unreadable.getMessage());
        }
    }

    private static String ending(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(java.util.Locale.ROOT);
    }

    private Object certificate(byte[] bytes) throws MalformedSignature {
        List<byte[]> all = bundled(bytes);
        for (byte[] one : all) {
            add(one);
        }
        return all;
    }

    private void add(byte[] bytes) throws MalformedSignature {
        CertificateSummary summary = CertificateReader.summarise(bytes);
        if (summary.subject().equals(summary.issuer())) {
            boolean kazakh = "KZ".equals(CertificateReader.identify(bytes).country());
            trust.anchor(bytes, kazakh ? SignatureRegime.EDS : SignatureRegime.ES);
            anchors++;
        } else {
            trust.intermediate(bytes);
        }
    }

    private static List<byte[]> bundled(byte[] bytes) {
        if (bytes.length == 0 || bytes[0] == 0x30) {
            return List.of(bytes);
        }
        List<byte[]> parts = new ArrayList<>();
        Matcher matcher = PEM.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
        while (matcher.find()) {
            parts.add(matcher.group().getBytes(StandardCharsets.ISO_8859_1));
        }
        return parts.isEmpty() ? List.of(bytes) : parts;
    }
}

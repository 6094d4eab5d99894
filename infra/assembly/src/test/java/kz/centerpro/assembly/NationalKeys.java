package kz.centerpro.assembly;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CRLReason;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.sandbox.trustcentre.ClientSigner;
import kz.centerpro.testkit.SharedFolder;
import org.jspecify.annotations.Nullable;

/** The published test keys of НУЦ РК, and what its own revocation list says of them, read by the JDK. */
final class NationalKeys {

    static final String LIST = "kz-pki/crl/ncanodego_nca_gost2022_test_2026-08.crl";
    private static final String PASSWORD = "Qwerty12";

    private NationalKeys() {}

    /** One key file; {@code revoked} is null when the list does not know it. */
    record Key(String name, ClientSigner signer, @Nullable Listed revoked) {

        @Override
        public String toString() {
            return name;
        }
    }

    /** The words of RFC 5280, and the time as the wire writes it. */
    record Listed(String reason, String since) {}

    static Key key(String name) {
        return open(SharedFolder.require("kz-pki/p12/" + name + ".p12"));
    }

    static List<Key> all() {
        try (Stream<Path> files = Files.walk(SharedFolder.require("kz-pki/p12"))) {
            return files.filter(file -> file.toString().endsWith(".p12")).sorted().map(NationalKeys::open).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Until when the list speaks. */
    static Instant listUntil() {
        return list().getNextUpdate().toInstant();
    }

    private static Key open(Path file) {
        String name = SharedFolder.path().resolve("kz-pki/p12").relativize(file).toString();
        ClientSigner signer = ClientSigner.open(file, PASSWORD);
        X509CRLEntry entry = list().getRevokedCertificate(signer.certificate().getSerialNumber());
        return new Key(name, signer, entry == null
                ? null
                : new Listed(word(entry.getRevocationReason()),
                        WireTime.format(entry.getRevocationDate().toInstant())));
    }

    /** {@code CERTIFICATE_HOLD} is {@code certificateHold}. */
    private static String word(@Nullable CRLReason reason) {
        StringBuilder word = new StringBuilder();
        for (String part : String.valueOf(reason).toLowerCase(Locale.ROOT).split("_", -1)) {
            word.append(word.isEmpty() ? part : part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1));
        }
        return word.toString();
    }

    private static X509CRL list() {
        try (InputStream bytes = Files.newInputStream(SharedFolder.require(LIST))) {
            return (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(bytes);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (GeneralSecurityException malformed) {
            throw new IllegalStateException(malformed);
        }
    }
}

package kz.centerpro.assembly;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.text.ParseException;
import java.util.Base64;

/**
 * Development secrets: made once, kept in files that only their owner may read, beside the data that they protect. In
 * production each comes from configuration.
 */
final class Secrets {

    private static final int KEY_BYTES = 32;

    private final Path folder;
    private final SecureRandom random = new SecureRandom();

    Secrets(Path folder) {
        this.folder = folder;
    }

    /** A JSON Web Key that signs access tokens. */
    Path accessKey() {
        return kept("access-key.json", () -> {
            try {
                return new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate().toJSONString();
            } catch (JOSEException absent) {
                throw new IllegalStateException("every JDK makes P-256 keys", absent);
            }
        });
    }

    /** The master key of content. */
    Path masterKeys() {
        return kept("master-keys.txt", () -> "development-1:" + Base64.getEncoder().encodeToString(bytes()));
    }

    /** What the secrets of webhooks are derived from. */
    String webhookKey() {
        return read(kept("webhook-key.txt", () -> Base64.getEncoder().encodeToString(bytes())));
    }

    /** The key by which push services know a development server. */
    ECKey pushKey() {
        try {
            return ECKey.parse(read(kept("push-key.json", () -> {
                try {
                    return new ECKeyGenerator(Curve.P_256).generate().toJSONString();
                } catch (JOSEException absent) {
                    throw new IllegalStateException("every JDK makes P-256 keys", absent);
                }
            })));
        } catch (ParseException broken) {
            throw new IllegalStateException("push-key.json is no JSON Web Key: delete it", broken);
        }
    }

    /** A password of a database role. */
    String password(String role) {
        return read(kept(role + "-password.txt",
                () -> Base64.getUrlEncoder().withoutPadding().encodeToString(bytes())));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private byte[] bytes() {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        return bytes;
    }

    private Path kept(String name, Made made) {
        Path file = folder.resolve(name);
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(folder);
                Path fresh = Files.createTempFile(folder, name, "",
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(fresh, made.text());
                Files.move(fresh, file);
            }
            return file;
        } catch (IOException unwritable) {
            throw new UncheckedIOException("cannot keep " + name + " in " + folder, unwritable);
        }
    }

    private interface Made {
        String text();
    }
}

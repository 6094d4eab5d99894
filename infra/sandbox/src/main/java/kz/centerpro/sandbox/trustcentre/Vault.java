package kz.centerpro.sandbox.trustcentre;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import kz.centerpro.sandbox.FolderLock;
import kz.centerpro.sandbox.FreePorts;
import kz.centerpro.sandbox.SandboxException;

/** The folder of a trust centre: keys, certificates, people, revocations. Made once, read at every later start. */
final class Vault implements AutoCloseable {

    private final Path dir;
    private final FolderLock lock;
    private final int port;
    private final CertificateMaker maker;
    private final Map<KeyKind, Hierarchy> hierarchies;
    private final Map<String, Person> people = new ConcurrentHashMap<>();
    private final Revocations revocations;

    private Vault(Path dir, FolderLock lock, int port, CertificateMaker maker, Map<KeyKind, Hierarchy> hierarchies,
            Revocations revocations) {
        this.dir = dir;
        this.lock = lock;
        this.port = port;
        this.maker = maker;
        this.hierarchies = hierarchies;
        this.revocations = revocations;
    }

    static Vault open(Path folder, int wantedPort, Clock clock) {
        try {
            Path dir = Files.createDirectories(folder.toAbsolutePath()).toRealPath();
            FolderLock lock = FolderLock.take(dir);
            try {
                return open(dir, lock, wantedPort, clock);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new SandboxException("The folder " + folder + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static Vault open(Path dir, FolderLock lock, int wantedPort, Clock clock) throws IOException {
        Path made = dir.resolve("made");
        boolean fresh = !Files.exists(made);
        // Certificates name the port, so the first one is kept while it is free.
        int port = fresh ? FreePorts.prefer(wantedPort) : Integer.parseInt(Files.readString(made).strip());
        var maker = new CertificateMaker(clock, new TrustCentreUrls(port));
        if (fresh) {
            for (String part : List.of("ca", "keys", "people")) {
                clear(Files.createDirectories(dir.resolve(part)));
            }
        }
        Map<KeyKind, Hierarchy> hierarchies = new EnumMap<>(KeyKind.class);
        for (KeyKind kind : KeyKind.values()) {
            hierarchies.put(kind, fresh ? make(dir, kind, maker) : load(dir, kind));
        }
        var vault = new Vault(dir, lock, port, maker, hierarchies, Revocations.load(dir.resolve("revocations")));
        for (PersonProfile profile : DevelopmentPeople.profiles()) {
            vault.issue(profile);
        }
        if (fresh) {
            Files.writeString(dir.resolve("README.txt"), README);
            Files.writeString(made, Integer.toString(port));
        }
        return vault;
    }

    // A making that was cut short has been of use to nobody yet.
    private static void clear(Path part) throws IOException {
        try (Stream<Path> files = Files.list(part)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    int port() {
        return port;
    }

    Hierarchy hierarchy(KeyKind kind) {
        Hierarchy hierarchy = hierarchies.get(kind);
        if (hierarchy == null) {
            throw new IllegalStateException("no hierarchy " + kind);
        }
        return hierarchy;
    }

    List<Hierarchy> hierarchies() {
        return List.copyOf(hierarchies.values());
    }

    Map<String, Person> people() {
        return Map.copyOf(people);
    }

    Revocations revocations() {
        return revocations;
    }

    Path caFolder() {
        return dir.resolve("ca");
    }

    /** Gives out a certificate, or the one that the person has from an earlier run. */
    Person issue(PersonProfile profile) {
        return people.computeIfAbsent(profile.id(), id -> {
            Path file = dir.resolve("people").resolve(id + ".p12");
            if (!Files.exists(file)) {
                Hierarchy hierarchy = hierarchy(profile.kind());
                Pkcs12File.write(file, TrustCentre.PASSWORD,
                        maker.person(profile, hierarchy.intermediate(), hierarchy.root().certificate()));
            }
            return new Person(profile, file, ClientSigner.open(file, TrustCentre.PASSWORD));
        });
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new SandboxException("The folder " + dir + " was not released: " + e.getMessage(), e);
        }
    }

    void delete() throws IOException {
        try (Stream<Path> walk = Files.walk(dir)) {
            for (Path file : walk.sorted((a, b) -> b.getNameCount() - a.getNameCount()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static Hierarchy make(Path dir, KeyKind kind, CertificateMaker maker) throws IOException {
        Credential root = maker.root(kind);
        Credential intermediate = maker.intermediate(kind, root);
        var made = new Hierarchy(kind, root, intermediate, maker.ocspResponder(kind, intermediate),
                kind == KeyKind.EC ? null : maker.timeStamper(kind, intermediate));
        Pkcs12File.write(key(dir, kind, "root"), TrustCentre.PASSWORD, root);
        Pkcs12File.write(key(dir, kind, "intermediate"), TrustCentre.PASSWORD, intermediate);
        Pkcs12File.write(key(dir, kind, "ocsp"), TrustCentre.PASSWORD, made.ocsp());
        if (made.tsa() != null) {
            Pkcs12File.write(key(dir, kind, "tsa"), TrustCentre.PASSWORD, made.tsa());
        }
        Files.write(dir.resolve("ca").resolve(kind.slug() + "-root.cer"), root.certificate().getEncoded());
        Files.write(dir.resolve("ca").resolve(kind.slug() + ".cer"), intermediate.certificate().getEncoded());
        return made;
    }

    private static Hierarchy load(Path dir, KeyKind kind) {
        return new Hierarchy(kind, Pkcs12File.read(key(dir, kind, "root"), TrustCentre.PASSWORD),
                Pkcs12File.read(key(dir, kind, "intermediate"), TrustCentre.PASSWORD),
                Pkcs12File.read(key(dir, kind, "ocsp"), TrustCentre.PASSWORD),
                kind == KeyKind.EC ? null : Pkcs12File.read(key(dir, kind, "tsa"), TrustCentre.PASSWORD));
    }

    private static Path key(Path dir, KeyKind kind, String name) {
        return dir.resolve("keys").resolve(kind.slug() + "-" + name + ".p12");
    }

    private static final String README = """
            DEVELOPMENT SIMULATOR of a trust centre. Nothing here has legal force; trust none of it in production.

            ca/      certificates of the roots (*-root.cer) and intermediates (*.cer), DER
            keys/    the simulator's own keys
            people/  key files (PKCS#12) of invented people
            Every password is: %s
            """.formatted(TrustCentre.PASSWORD);
}

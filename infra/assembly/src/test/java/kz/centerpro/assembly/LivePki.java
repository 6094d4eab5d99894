package kz.centerpro.assembly;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.sandbox.FreePorts;
import kz.centerpro.testkit.SharedFolder;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.tsp.TimeStampResp;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.SignerInformationStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * Somebody else's authority on 127.0.0.1, all of it OpenSSL: certificates, OCSP, time-stamps and a revocation list,
 * made and served by the scripts of the shared folder. Its certificates name nothing but a common name.
 */
final class LivePki implements AutoCloseable {

    /** The port that the certificates name. */
    static final int NAMED_PORT = 8899;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Path folder;
    private final int port;
    private @Nullable Process server;

    private LivePki(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** Made and answering, or the test is skipped with a message that says what was missing. */
    static LivePki start() {
        Path script = SharedFolder.require("live-pki/run.sh");
        require("bash", "--version");
        require("openssl", "version");
        require("python3", "--version");
        Path parent = OwnCenter.folder("live-pki-");
        Path folder = parent.resolve("pki");
        run(parent, "bash", script.toString(), folder.toString());
        LivePki pki = new LivePki(folder, FreePorts.prefer(NAMED_PORT));
        pki.answer();
        return pki;
    }

    private static void require(String... command) {
        try {
            new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException absent) {
            Assumptions.abort("SKIPPED: there is no " + command[0] + " command on this machine");
        }
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + port);
    }

    boolean answersWhereCertificatesSay() {
        return port == NAMED_PORT;
    }

    Path authority() {
        return folder.resolve("ca.pem");
    }

    /** Starts the child process that answers for the authority. */
    void answer() {
        try {
            server = new ProcessBuilder("python3", SharedFolder.require("live-pki/pki_http.py").toString(),
                    folder.toString(), String.valueOf(port)).redirectErrorStream(true)
                    .redirectOutput(folder.resolve("server.log").toFile()).start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        await().atMost(PATIENCE).ignoreExceptions().until(() -> http("GET", "/ca.der", new byte[0]).length > 0);
    }

    /** Kills the child process: nobody listens any more. */
    void fallSilent() {
        Process running = server;
        if (running == null) {
            return;
        }
        running.destroyForcibly();
        try {
            if (!running.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("the authority's process does not end");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
        server = null;
    }

    /** A new person with a key and a certificate of this authority. */
    Person issue(String name) {
        openssl("req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", name + ".key", "-out", name + ".csr",
                "-subj", "/CN=" + name, "-config", "ca.cnf");
        certify(name);
        return person(name);
    }

    /** A certificate that says of its holder whatever it likes, as this authority may. */
    Person issue(String name, String subject, String extendedKeyUsages) {
        try {
            Files.writeString(folder.resolve(name + ".cnf"), """
                    [leaf]
                    basicConstraints=CA:FALSE
                    keyUsage=critical,digitalSignature,nonRepudiation
                    extendedKeyUsage=%s
                    authorityKeyIdentifier=keyid
                    authorityInfoAccess=OCSP;URI:http://127.0.0.1:%d/ocsp
                    """.formatted(extendedKeyUsages, port));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        openssl("req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", name + ".key", "-out", name + ".csr",
                "-subj", subject, "-config", "ca.cnf");
        openssl("ca", "-batch", "-config", "ca.cnf", "-preserveDN", "-extfile", name + ".cnf", "-extensions", "leaf",
                "-in", name + ".csr", "-out", name + ".pem", "-notext");
        return person(name);
    }

    /** A further certificate on the key that {@code person} has, as at a renewal. */
    Person renew(Person person, String name) {
        openssl("req", "-new", "-key", person.key, "-out", name + ".csr", "-subj", "/CN=" + person.name, "-config",
                "ca.cnf");
        certify(name);
        return new Person(name, name + ".pem", person.key);
    }

    private void certify(String name) {
        openssl("ca", "-batch", "-config", "ca.cnf", "-extensions", "leaf", "-in", name + ".csr", "-out",
                name + ".pem", "-notext");
    }

    /** Somebody whose certificate is signed by nobody known. */
    Person stranger(String name) {
        openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", name + ".key", "-out", name + ".pem",
                "-subj", "/CN=good", "-days", "30", "-config", "ca.cnf", "-extensions", "leaf");
        return person(name);
    }

    /** One of those that the script makes. */
    Person person(String name) {
        return new Person(name, name + ".pem", name + ".key");
    }

    void revoke(Person person, String reason) {
        openssl("ca", "-config", "ca.cnf", "-revoke", person.certificate, "-crl_reason", reason);
    }

    /** Signs by {@code openssl cms -sign}; the form is given by {@code options}. */
    byte[] sign(Person person, byte[] content, String... options) {
        String name = UUID.randomUUID().toString();
        try {
            Path in = Files.write(folder.resolve(name + ".in"), content);
            Path out = folder.resolve(name + ".cms");
            List<String> command = new ArrayList<>(List.of("cms", "-sign", "-in", in.toString(), "-signer",
                    person.certificate, "-inkey", person.key, "-out", out.toString()));
            command.addAll(Arrays.asList(options));
            openssl(command.toArray(String[]::new));
            return Files.readAllBytes(out);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Detached DER over the bytes as they are. */
    byte[] sign(Person person, byte[] content) {
        return sign(person, content, "-binary", "-outform", "DER");
    }

    /** The same container with a time-stamp of this authority on its one signature (CAdES-T). */
    byte[] stamped(byte[] cms) {
        try {
            CMSSignedData data = new CMSSignedData(cms);
            SignerInformation signer = data.getSignerInfos().iterator().next();
            String digest = HexFormat.of().formatHex(DigestAlgorithm.SHA_256.digest(signer.getSignature()));
            Path query = folder.resolve(UUID.randomUUID() + ".tsq");
            openssl("ts", "-query", "-digest", digest, "-sha256", "-cert", "-out", query.toString());
            TimeStampResp response = TimeStampResp.getInstance(http("POST", "/tsa", Files.readAllBytes(query)));
            ASN1EncodableVector unsigned = new ASN1EncodableVector();
            unsigned.add(new Attribute(PKCSObjectIdentifiers.id_aa_signatureTimeStampToken,
                    new DERSet(response.getTimeStampToken())));
            SignerInformation stamped = SignerInformation.replaceUnsignedAttributes(signer,
                    new AttributeTable(unsigned));
            return CMSSignedData.replaceSigners(data, new SignerInformationStore(stamped)).getEncoded();
        } catch (IOException | CMSException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private byte[] http(String method, String path, byte[] body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(base().resolve(path)).timeout(PATIENCE)
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body)).build();
        try {
            HttpResponse<byte[]> response = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IOException(path + " answered " + response.statusCode());
            }
            return response.body();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException(stopped);
        }
    }

    private void openssl(String... arguments) {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(Arrays.asList(arguments));
        run(folder, command.toArray(String[]::new));
    }

    private static void run(Path folder, String... command) {
        try {
            Path output = Files.createTempFile(folder, "run-", ".log");
            Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                    .redirectOutput(output.toFile()).start();
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(String.join(" ", command) + " does not end");
            }
            if (process.exitValue() != 0) {
                throw new IllegalStateException(
                        String.join(" ", command) + ": " + Files.readString(output, StandardCharsets.UTF_8));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    @Override
    public void close() {
        fallSilent();
    }

    /** File names of a certificate and its key. */
    record Person(String name, String certificate, String key) {}
}

package kz.centerpro.sandbox.trustcentre;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.cert.X509CertificateHolder;
import org.junit.jupiter.api.Assumptions;

/** The openssl command line as a judge that shares no code with us. */
record Openssl(Path dir) {

    static Openssl require(Path dir) throws IOException {
        try {
            Process process = new ProcessBuilder("openssl", "version").redirectErrorStream(true).start();
            String version = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Assumptions.assumeTrue(version.startsWith("OpenSSL 3"), "SKIPPED: openssl here is " + version);
        } catch (IOException e) {
            Assumptions.abort("SKIPPED: there is no openssl command on this machine");
        }
        return new Openssl(dir);
    }

    Path pem(String name, X509CertificateHolder... certificates) throws IOException {
        var text = new StringBuilder();
        for (X509CertificateHolder certificate : certificates) {
            text.append("-----BEGIN CERTIFICATE-----\n")
                    .append(Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(certificate.getEncoded()))
                    .append("\n-----END CERTIFICATE-----\n");
        }
        return Files.writeString(dir.resolve(name), text);
    }

    Path file(String name, byte[] bytes) throws IOException {
        return Files.write(dir.resolve(name), bytes);
    }

    /** Runs `openssl …` and returns its whole output with the exit code as the last line. */
    String run(Object... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        Arrays.stream(arguments).map(String::valueOf).forEach(command::add);
        Process process = new ProcessBuilder(command).directory(dir.toFile()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor(30, TimeUnit.SECONDS);
        return output + "\nexit " + process.exitValue();
    }
}

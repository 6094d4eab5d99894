package kz.centerpro.sandbox.trustcentre;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RSA and ECDSA parts judged by openssl. GOST is judged in {@link GostTrustCentreIT}: openssl does not know it. */
class OpensslJudgesTrustCentreIT {

    private static final byte[] DOCUMENT = "Накладная № 7, құны 40 000 ₸".getBytes(StandardCharsets.UTF_8);
    private static TrustCentre centre;

    @TempDir
    Path dir;
    private Openssl openssl;

    @BeforeAll
    static void start() {
        centre = TrustCentre.startTemporary(Clock.systemUTC());
    }

    @AfterAll
    static void stop() {
        centre.close();
    }

    @BeforeEach
    void findJudge() throws IOException {
        openssl = Openssl.require(dir);
    }

    private record Papers(Person person, Path root, Path intermediate, Path leaf) {}

    private Papers papers(KeyKind kind, String id) throws IOException {
        Person person = centre.person(id);
        return new Papers(person, openssl.pem("root.pem", centre.root(kind)),
                openssl.pem("intermediate.pem", centre.intermediate(kind)),
                openssl.pem("leaf.pem", person.certificate()));
    }

    @ParameterizedTest
    @CsvSource({"RSA,employee-b", "RSA,entrepreneur", "EC,non-resident", "EC,non-resident-head"})
    void acceptsChainsWithRevocationLists(KeyKind kind, String id) throws Exception {
        Papers papers = papers(kind, id);
        Path crl = openssl.file("leaf.crl", get(centre.urls().crl(kind)));
        Path rootCrl = openssl.file("root.crl", get(centre.urls().rootCrl(kind)));
        assertThat(openssl.run("crl", "-inform", "DER", "-in", crl, "-CAfile", papers.intermediate(), "-noout"))
                .contains("verify OK");
        openssl.run("crl", "-inform", "DER", "-in", crl, "-out", "leaf-crl.pem");
        openssl.run("crl", "-inform", "DER", "-in", rootCrl, "-out", "root-crl.pem");
        assertThat(openssl.run("verify", "-x509_strict", "-crl_check_all", "-CRLfile", "leaf-crl.pem", "-CRLfile",
                "root-crl.pem", "-CAfile", papers.root(),
                "-untrusted", papers.intermediate(), papers.leaf())).contains("leaf.pem: OK").endsWith("exit 0");
    }

    @ParameterizedTest
    @CsvSource({"RSA,employee-b,-sha1", "RSA,employee-b,-sha256", "EC,non-resident,-sha256"})
    void acceptsOcspAnswersOfEachKind(KeyKind kind, String id, String digest) throws Exception {
        Papers papers = papers(kind, id);
        Person person = papers.person();
        assertThat(ocsp(papers, digest, "-cert", papers.leaf())).contains("Response verify OK", "leaf.pem: good")
                .doesNotContain("WARNING: no nonce");
        centre.hold(person.serial());
        try {
            assertThat(ocsp(papers, digest, "-cert", papers.leaf())).contains("Response verify OK", "leaf.pem: revoked",
                    "certificateHold");
        } finally {
            centre.release(person.serial());
        }
        assertThat(ocsp(papers, digest, "-serial", "0x1234")).contains("Response verify OK", "unknown");
    }

    private String ocsp(Papers papers, String digest, Object... what) throws Exception {
        Object[] first = {"ocsp", digest, "-issuer", papers.intermediate(), "-url", centre.urls().ocsp(), "-CAfile",
                papers.root(),
                "-verify_other", papers.intermediate()};
        Object[] all = new Object[first.length + what.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(what, 0, all, first.length, what.length);
        return openssl.run(all);
    }

    @ParameterizedTest
    @CsvSource({"RSA,employee-b", "EC,non-resident"})
    void acceptsIntermediateAnsweredForByTheRoot(KeyKind kind, String id) throws Exception {
        Papers papers = papers(kind, id);
        assertThat(openssl.run("ocsp", "-issuer", papers.root(), "-cert", papers.intermediate(), "-url",
                centre.urls().ocsp(kind),
                "-CAfile", papers.root())).contains("Response verify OK", "intermediate.pem: good");
    }

    @ParameterizedTest
    @CsvSource({"RSA,employee-b"})
    void acceptsTimeStamps(KeyKind kind, String id) throws Exception {
        Papers papers = papers(kind, id);
        Path data = openssl.file("data", DOCUMENT);
        assertThat(openssl.run("ts", "-query", "-data", data, "-sha256", "-cert", "-out", "query")).endsWith("exit 0");
        byte[] response = post(centre.urls().tsa(kind), Files.readAllBytes(dir.resolve("query")));
        openssl.file("response", response);
        assertThat(openssl.run("ts", "-verify", "-queryfile", "query", "-in", "response", "-CAfile", papers.root(),
                "-untrusted",
                papers.intermediate())).contains("Verification: OK");
        assertThat(openssl.run("ts", "-reply", "-in", "response", "-text")).contains("Granted", "1.2.398.3.3.2.6.2");
    }

    @ParameterizedTest
    @CsvSource({"RSA,employee-b,true", "RSA,employee-b,false", "EC,non-resident,true", "EC,non-resident,false"})
    void acceptsSignedDocuments(KeyKind kind, String id, boolean attached) throws Exception {
        Papers papers = papers(kind, id);
        Person person = papers.person();
        byte[] cms = person.signer().withTimeStamps(centre.urls().tsa(KeyKind.RSA)).sign(DOCUMENT, attached);
        Path signature = openssl.file("signature.der", cms);
        Path content = openssl.file("content", DOCUMENT);
        Path authorities = openssl.pem("authorities.pem", centre.root(kind), centre.intermediate(kind));
        Object[] command = {"cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", signature, "-CAfile",
                authorities, "-purpose", "any", "-out", "out", attached ? "-binary" : "-content",
                attached ? "-binary" : content};
        assertThat(openssl.run(command)).contains("erification successful");
        assertThat(Files.readAllBytes(dir.resolve("out"))).isEqualTo(DOCUMENT);
    }

    @ParameterizedTest
    @CsvSource({"RSA,employee-b", "EC,non-resident"})
    void refusesSignatureOverOtherContent(KeyKind kind, String id) throws Exception {
        Person person = papers(kind, id).person();
        Path authorities = openssl.pem("authorities.pem", centre.root(kind), centre.intermediate(kind));
        Path signature = openssl.file("signature.der", person.signer().sign(DOCUMENT, false));
        Path content = openssl.file("content", "another document".getBytes(StandardCharsets.UTF_8));
        assertThat(openssl.run("cms", "-verify", "-binary", "-inform", "DER", "-in", signature, "-CAfile", authorities,
                "-purpose", "any", "-content", content, "-out", "out")).contains("erification failure");
    }

    @ParameterizedTest
    @CsvSource({"RSA,entrepreneur", "EC,non-resident-head"})
    void refusesRevokedCertificateByTheList(KeyKind kind, String id) throws Exception {
        Papers papers = papers(kind, id);
        centre.revoke(papers.person().serial(), TrustCentre.REASON_KEY_COMPROMISE);
        try {
            Path crl = openssl.file("leaf.crl", get(centre.urls().crl(kind)));
            openssl.run("crl", "-inform", "DER", "-in", crl, "-out", "leaf-crl.pem");
            assertThat(openssl.run("verify", "-crl_check", "-CRLfile", "leaf-crl.pem", "-CAfile", papers.root(),
                    "-untrusted", papers.intermediate(), papers.leaf())).contains("certificate revoked");
        } finally {
            centre.release(papers.person().serial());
        }
    }

    @ParameterizedTest
    @CsvSource({"RSA,employee-b", "EC,non-resident"})
    void opensKeyFilesOfPeople(KeyKind kind, String id) throws Exception {
        Papers papers = papers(kind, id);
        Person person = papers.person();
        assertThat(openssl.run("pkcs12", "-legacy", "-in", person.file(), "-passin", "pass:" + TrustCentre.PASSWORD,
                "-nodes", "-noenc", "-info")).contains("BEGIN PRIVATE KEY", "BEGIN CERTIFICATE").endsWith("exit 0");
    }

    static byte[] get(URI uri) throws Exception {
        return send(HttpRequest.newBuilder(uri).build());
    }

    static byte[] post(URI uri, byte[] body) throws Exception {
        return send(HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofByteArray(body)).build());
    }

    private static byte[] send(HttpRequest request) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            assertThat(response.statusCode()).isEqualTo(200);
            return response.body();
        }
    }
}

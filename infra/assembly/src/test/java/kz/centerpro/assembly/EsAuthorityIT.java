package kz.centerpro.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.Test;

/**
 * The operator's own authority (clauses 1.7, 7.1.2): a key made by its holder, a request, a decision of the staff, a
 * document signed and delivered, a revocation, a document refused. What it publishes is read by Bouncy Castle's own
 * OCSP and CRL classes.
 */
class EsAuthorityIT {

    private static final byte[] CONTENT = "Vertrag Nr. 7".getBytes(StandardCharsets.UTF_8);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final String base = TestCenter.center().http();
    private final Party staff = signedIn(TestCenter.person(operator()));

    @Test
    void aNonResidentGetsACertificateSignsSendsAndIsRefusedAfterItsRevocation() throws Exception {
        KeyPair key = key("EC", 256);
        Party anybody = new Party(base, bytes -> bytes);
        Party.Answer made = anybody.call("POST", "/v1/es-applications", application(csr(key), "DE")).expect(201);
        assertThat(made.text("status")).isEqualTo("PENDING");
        String id = made.text("id");
        String secret = made.text("secret");
        assertThat(anybody.get("/v1/es-applications/" + id).expect(404).text("code")).isEqualTo("not_found");
        assertThat(staff.get("/v1/admin/es-applications").expect(200).body().toString()).contains(id)
                .doesNotContain(secret);

        Party.Answer issued = staff.call("POST", "/v1/admin/es-applications/" + id + "/approval", Map.of())
                .expect(200);
        assertThat(issued.text("status")).isEqualTo("ISSUED");
        assertThat(staff.call("POST", "/v1/admin/es-applications/" + id + "/approval", Map.of()).expect(409)
                .text("code")).isEqualTo("illegal_transition");
        X509CertificateHolder certificate = certificate(issued.body().path("certificate").path("pem").asString());
        assertThat(certificate.getSubject().toString()).contains("CN=Erika Mustermann").contains("C=DE");
        X509CertificateHolder authority = new X509CertificateHolder(bytes("/v1/es-authority/certificate"));
        assertThat(certificate.isSignatureValid(new JcaContentVerifierProviderBuilder().build(authority))).isTrue();
        assertThat(status(certificate, authority)).isNull(); // good, in the words of Bouncy Castle

        Party erika = new Party(base, content -> signed(content, key.getPrivate(), certificate))
                .join(registration());
        Party bob = TestCenter.companyB();
        assertThat(erika.send(Party.metadata(bob, null), erika.sign(CONTENT), CONTENT, null).expect(201)
                .text("number")).hasSize(20);

        String serial = issued.body().path("certificate").path("serial").asString();
        Party stranger = new Party(base, bytes -> bytes);
        stranger.call("POST", "/v1/es-certificates/" + serial + "/revocation", Map.of()).expect(404);
        Party.Answer revoked = erika.call("POST", "/v1/es-certificates/" + serial + "/revocation",
                Map.of("reason", "keyCompromise")).expect(200);
        assertThat(revoked.text("status")).isEqualTo("REVOKED");
        assertThat(status(certificate, authority)).isInstanceOf(RevokedStatus.class);
        X509CRLHolder list = new X509CRLHolder(bytes("/v1/es-authority/crl"));
        assertThat(list.isSignatureValid(new JcaContentVerifierProviderBuilder().build(authority))).isTrue();
        assertThat(list.getRevokedCertificate(certificate.getSerialNumber())).isNotNull();
        // An answer that was fetched before the revocation serves for center.trust.evidence-age, 15 seconds.
        await().atMost(Duration.ofSeconds(40)).pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(erika
                        .send(Party.metadata(bob, null), erika.sign(CONTENT), CONTENT, UUID.randomUUID().toString())
                        .expect(201, 422).text("code")).isEqualTo("certificate_revoked"));
    }

    @Test
    void refusesWhatIsNoProofOfAKeyAndTakesEachKeyOnce() throws Exception {
        Party anybody = new Party(base, bytes -> bytes);
        KeyPair key = key("RSA", 2048);
        KeyPair other = key("EC", 256);
        refused(anybody, application("nonsense", "DE"), "csr");
        refused(anybody, application(pem("PRIVATE KEY", key.getPrivate().getEncoded()), "DE"), "csr");
        refused(anybody, application(csr(key("RSA", 1024)), "DE"), "csr");
        refused(anybody, application(csr(key.getPublic().getEncoded(), "EC", other.getPrivate()), "DE"), "csr");
        refused(anybody, application(csr(key), "KZ"), "country");
        anybody.call("POST", "/v1/es-applications", application(csr(key), "TR")).expect(201);
        refused(anybody, application(csr(key), "TR"), "csr");
    }

    @Test
    void tellsTheApplicantWhyHeWasRejected() throws Exception {
        Party anybody = new Party(base, bytes -> bytes);
        Party.Answer made = anybody.call("POST", "/v1/es-applications", application(csr(key("EC", 256)), "FR"))
                .expect(201);
        String path = "/v1/admin/es-applications/" + made.text("id") + "/rejection";
        anybody.call("POST", path, Map.of("reason", "x")).expect(401);
        staff.call("POST", path, Map.of()).expect(422);
        staff.call("POST", path, Map.of("reason", "The passport is not legible.")).expect(200);
        HttpResponse<String> shown = CLIENT.send(HttpRequest
                .newBuilder(URI.create(base + "/v1/es-applications/" + made.text("id")))
                .header("Application-Secret", made.text("secret")).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(shown.statusCode()).isEqualTo(200);
        assertThat(shown.body()).contains("REJECTED", "The passport is not legible.");
    }

    @Test
    void saysUnknownOfWhatItNeverIssuedAndAnswersNonsense() throws Exception {
        X509CertificateHolder authority = new X509CertificateHolder(bytes("/v1/es-authority/certificate"));
        assertThat(status(authority, authority)).isInstanceOf(org.bouncycastle.cert.ocsp.UnknownStatus.class);
        assertThat(new OCSPResp(ocsp(new byte[]{1, 2, 3})).getStatus()).isEqualTo(OCSPResp.MALFORMED_REQUEST);
        byte[] byPath = bytes("/v1/es-authority/ocsp/" + Base64.getEncoder().encodeToString(question(authority,
                authority)).replace("+", "%2B").replace("=", "%3D"));
        assertThat(new OCSPResp(byPath).getStatus()).isEqualTo(OCSPResp.SUCCESSFUL);
    }

    private static void refused(Party anybody, Map<String, Object> application, String field) {
        Party.Answer answer = anybody.call("POST", "/v1/es-applications", application).expect(422);
        assertThat(answer.text("field")).as(answer.body().toString()).isEqualTo(field);
    }

    private static String operator() {
        return TestCenter.trustCentre().people().stream().map(person -> person.id())
                .filter(id -> id.contains("operator")).findFirst().orElseThrow();
    }

    private static Party signedIn(Party party) {
        party.signIn().expect(200);
        return party;
    }

    private static Map<String, Object> registration() {
        return Map.of("kind", "INDIVIDUAL", "country", "DE", "taxId", "DE-" + UUID.randomUUID().toString()
                .substring(0, 8), "name", "Erika Mustermann");
    }

    private static Map<String, Object> application(String csr, String country) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("csr", csr);
        body.put("name", "Erika Mustermann");
        body.put("country", country);
        body.put("taxId", "12 345 678 901");
        body.put("email", "erika@example.test");
        return body;
    }

    private static KeyPair key(String algorithm, int bits) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    private static String csr(KeyPair key) throws Exception {
        return csr(key.getPublic().getEncoded(), key.getPrivate().getAlgorithm(), key.getPrivate());
    }

    private static String csr(byte[] publicKey, String algorithm, PrivateKey key) throws Exception {
        byte[] der = new PKCS10CertificationRequestBuilder(new X500Name("CN=Whatever"),
                org.bouncycastle.asn1.x509.SubjectPublicKeyInfo.getInstance(publicKey))
                .build(new JcaContentSignerBuilder(algorithm.equals("EC") ? "SHA256withECDSA" : "SHA256withRSA")
                        .build(key))
                .getEncoded();
        return pem("CERTIFICATE REQUEST", der);
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(der)
                + "\n-----END " + label + "-----\n";
    }

    private static X509CertificateHolder certificate(String pem) throws IOException {
        return new X509CertificateHolder(Base64.getMimeDecoder()
                .decode(pem.replaceAll("-----[A-Z ]+-----", "")));
    }

    private static byte[] signed(byte[] content, PrivateKey key, X509CertificateHolder certificate) {
        try {
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(new JcaSignerInfoGeneratorBuilder(
                    new JcaDigestCalculatorProviderBuilder().build())
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(key), certificate));
            generator.addCertificates(new JcaCertStore(List.of(new JcaX509CertificateConverter()
                    .getCertificate(certificate))));
            return generator.generate(new CMSProcessableByteArray(content), false).getEncoded();
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    private byte[] question(X509CertificateHolder about, X509CertificateHolder authority) throws Exception {
        return new OCSPReqBuilder().addRequest(new CertificateID(new BcDigestCalculatorProvider()
                .get(CertificateID.HASH_SHA1), authority, about.getSerialNumber())).build().getEncoded();
    }

    private CertificateStatus status(X509CertificateHolder about, X509CertificateHolder authority) throws Exception {
        BasicOCSPResp basic = (BasicOCSPResp) new OCSPResp(ocsp(question(about, authority))).getResponseObject();
        assertThat(basic.isSignatureValid(new JcaContentVerifierProviderBuilder().build(authority))).isTrue();
        return basic.getResponses()[0].getCertStatus();
    }

    private byte[] ocsp(byte[] question) throws Exception {
        return CLIENT.send(HttpRequest.newBuilder(URI.create(base + "/v1/es-authority/ocsp"))
                .header("Content-Type", "application/ocsp-request")
                .POST(HttpRequest.BodyPublishers.ofByteArray(question)).build(),
                HttpResponse.BodyHandlers.ofByteArray()).body();
    }

    private byte[] bytes(String path) throws Exception {
        return CLIENT.send(HttpRequest.newBuilder(URI.create(base + path)).build(),
                HttpResponse.BodyHandlers.ofByteArray()).body();
    }
}

package kz.centerpro.sandbox.ncalayer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import kz.centerpro.sandbox.LoopbackCertificate;
import kz.centerpro.sandbox.trustcentre.TrustCentre;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The protocol, spoken by a plain WebSocket client that trusts the simulator's certificate and no other. */
class NcaLayerSimulatorIT {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String STREEBOG_512 = "1.2.398.3.10.1.3.3";
    private static TrustCentre centre;
    private static NcaLayerSimulator layer;
    private static HttpClient http;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        centre = TrustCentre.startTemporary(Clock.systemUTC());
        layer = NcaLayerSimulator.start(centre, folder, 0);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("layer", LoopbackCertificate.kept(folder).certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        http = HttpClient.newBuilder().sslContext(tls).build();
    }

    @AfterAll
    static void stop() {
        http.close();
        layer.close();
        centre.close();
    }

    @Test
    void greetsBeatsAndSignsAWholeArrayWithAGostKey() throws Exception {
        layer.signAs("head-a");
        int before = layer.asked().size();
        try (Socket socket = Socket.open()) {
            assertThat(socket.heard().at("/result/version").asString()).isEqualTo("1.4");
            socket.say("--heartbeat--");
            assertThat(socket.text()).isEqualTo("--heartbeat--");
            JsonNode answer = socket.ask(sign(List.of("first", "second"), Map.of()));
            assertThat(answer.path("status").asBoolean()).isTrue();
            List<String> contents = List.of("first", "second");
            for (int i = 0; i < 2; i++) {
                CMSSignedData cms = detached(answer.at("/body/result/" + i).asString(), contents.get(i));
                assertThat(cms.getSignerInfos().getSigners()).singleElement()
                        .satisfies(signer -> assertThat(signer.getDigestAlgOID()).isEqualTo(STREEBOG_512));
                assertThat(cms.isDetachedSignature()).isTrue();
                assertThat(messageDigest(cms))
                        .isEqualTo(centre.person("head-a").signer().digestOf(bytes(contents.get(i))));
            }
            assertThat(layer.asked()).hasSize(before + 1).last().satisfies(asked -> {
                assertThat(asked.documents()).isEqualTo(2);
                assertThat(asked.locale()).isEqualTo("kk");
            });
        }
    }

    @Test
    void signsADigestThatIsKnown() throws Exception {
        layer.signAs("head-b");
        byte[] digest = centre.person("head-b").signer().digestOf(bytes("large"));
        try (Socket socket = Socket.open()) {
            socket.heard();
            Map<String, Object> request = sign(List.of(), Map.of("digested", true));
            args(request).put("data", Base64.getEncoder().encodeToString(digest));
            assertThat(messageDigest(detached(socket.ask(request).at("/body/result/0").asString(), "large")))
                    .isEqualTo(digest);
        }
    }

    @Test
    void stampsWhenAskedAndKeepsOtherPeoplesKeysToItself() throws Exception {
        layer.signAs("employee-b");
        try (Socket socket = Socket.open()) {
            socket.heard();
            CMSSignedData stamped = detached(
                    socket.ask(sign(List.of("x"), Map.of("tsaProfile", Map.of()))).at("/body/result/0").asString(),
                    "x");
            assertThat(stamped.getSignerInfos().getSigners().iterator().next().getUnsignedAttributes()).isNotNull();
            Map<String, Object> head = sign(List.of("x"), Map.of());
            args(head).put("signerParams", Map.of("extKeyUsageOids", List.of("1.2.398.3.3.4.1.2.1")));
            assertThat(socket.ask(head).path("body").isEmpty()).isTrue();
        }
    }

    @Test
    void isCancelledFailsAndGoesAway() throws Exception {
        layer.signAs("head-a");
        try (Socket socket = Socket.open()) {
            socket.heard();
            layer.cancelNext();
            JsonNode cancelled = socket.ask(sign(List.of("x"), Map.of()));
            assertThat(cancelled.path("status").asBoolean()).isTrue();
            assertThat(cancelled.path("body").isEmpty()).isTrue();
            layer.failNext();
            assertThat(socket.ask(sign(List.of("x"), Map.of())).path("code").asString()).isEqualTo("SIGNING_FAILURE");
            assertThat(socket.ask(Map.of("module", "kz.gov.pki.knca.commonUtils", "method", "getActiveTokens"))
                    .path("code").asString()).isEqualTo("MODULE_NOT_FOUND");
            assertThat(socket.ask(sign(List.of("x"), Map.of())).at("/body/result")).hasSize(1);
        }
        layer.stopListening();
        try {
            assertThatThrownBy(Socket::open).hasCauseInstanceOf(java.net.ConnectException.class);
        } finally {
            layer.listenAgain();
        }
        try (Socket socket = Socket.open()) {
            assertThat(socket.heard().has("result")).isTrue();
        }
    }

    private static Map<String, Object> sign(List<String> contents, Map<String, Object> how) {
        Map<String, Object> params = new LinkedHashMap<>(
                Map.of("decode", true, "encapsulate", false, "digested", false));
        params.putAll(how);
        Map<String, Object> args = new LinkedHashMap<>(Map.of("format", "cms", "data",
                contents.stream().map(text -> Base64.getEncoder().encodeToString(bytes(text))).toList(),
                "signingParams", params, "signerParams", Map.of("extKeyUsageOids", List.of(), "chain", List.of()),
                "locale", "kk"));
        return new LinkedHashMap<>(Map.of("module", "kz.gov.pki.knca.basics", "method", "sign", "args", args));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> args(Map<String, Object> request) {
        return (Map<String, Object>) Objects.requireNonNull(request.get("args"));
    }

    private static CMSSignedData detached(String pem, String content) throws Exception {
        assertThat(pem).startsWith("-----BEGIN CMS-----\r\n").endsWith("-----END CMS-----\r\n");
        String base64 = pem.replaceAll("-----[A-Z ]+-----|\\s", "");
        return new CMSSignedData(new CMSProcessableByteArray(bytes(content)), Base64.getDecoder().decode(base64));
    }

    private static byte[] messageDigest(CMSSignedData cms) {
        return org.bouncycastle.asn1.ASN1OctetString.getInstance(cms.getSignerInfos().getSigners().iterator().next()
                .getSignedAttributes().get(org.bouncycastle.asn1.cms.CMSAttributes.messageDigest).getAttrValues()
                .getObjectAt(0)).getOctets();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** One connection; texts come in their order. */
    private record Socket(WebSocket socket, BlockingQueue<String> texts) implements AutoCloseable {

        static Socket open() {
            BlockingQueue<String> texts = new LinkedBlockingQueue<>();
            List<CharSequence> parts = new ArrayList<>();
            WebSocket socket = http.newWebSocketBuilder().buildAsync(layer.uri(), new WebSocket.Listener() {
                @Override
                public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
                    parts.add(data.toString());
                    if (last) {
                        texts.add(String.join("", parts));
                        parts.clear();
                    }
                    from.request(1);
                    return CompletableFuture.completedStage(last);
                }
            }).join();
            return new Socket(socket, texts);
        }

        void say(String text) {
            socket.sendText(text, true).join();
        }

        String text() throws InterruptedException {
            return String.valueOf(texts.poll(10, TimeUnit.SECONDS));
        }

        JsonNode heard() throws InterruptedException {
            return JSON.readTree(text());
        }

        JsonNode ask(Map<String, Object> request) throws InterruptedException {
            say(JSON.writeValueAsString(request));
            return heard();
        }

        @Override
        public void close() {
            socket.abort();
        }
    }
}

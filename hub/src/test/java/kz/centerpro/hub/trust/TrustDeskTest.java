package kz.centerpro.hub.trust;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import kz.centerpro.contracts.party.SignatureRegime;
import kz.centerpro.hub.certificate.Indication;
import kz.centerpro.hub.certificate.OcspCodec;
import kz.centerpro.hub.certificate.RevocationList;
import kz.centerpro.hub.certificate.TrustSnapshot;
import kz.centerpro.hub.certificate.VerificationPolicy;
import kz.centerpro.hub.kernel.Bulkhead;
import kz.centerpro.hub.kernel.HubMeters;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.hub.pkitest.LargeList;
import kz.centerpro.hub.pkitest.TestAuthority;
import kz.centerpro.hub.pkitest.TestCms;
import kz.centerpro.hub.pkitest.TestKey;
import kz.centerpro.hub.pkitest.TestList;
import kz.centerpro.hub.signature.SignatureDesk;
import kz.centerpro.hub.signature.Verdict;
import kz.centerpro.testkit.ManualClock;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.asn1.ocsp.OCSPResponseStatus;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.test.StepVerifier;

/** The network side of signatures against a responder and a list server that misbehave in every way. */
class TrustDeskTest {

    private static final Instant NOW = Instant.parse("2026-06-01T10:00:00Z");
    private static final Instant BEFORE = NOW.minus(Duration.ofDays(2));
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final byte[] TRY_LATER = answer(OCSPResponseStatus.TRY_LATER);

    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger listsServed = new AtomicInteger();
    private final List<byte[]> refusals = new ArrayList<>();
    private boolean answers = true;
    private final ManualClock clock = ManualClock.at(NOW);
    private final Map<String, byte[]> served = new ConcurrentHashMap<>();
    private final DisposableServer server;
    private static final HubMeters METERS = new HubMeters(new SimpleMeterRegistry());
    private final Bulkhead verify = new Bulkhead("verify", 2, 64);
    private final Bulkhead io = new Bulkhead("io", 1, 64);
    private final TestAuthority root;
    private final TestAuthority.Holder alice;
    private final TrustDesk desk;
    private final RenewalLoop renewing;
    private final ListKeeper lists;

    @TempDir
    Path folder = Path.of("");

    TrustDeskTest() throws Exception {
        root = TestAuthority.root("Root", TestKey.ec());
        server = HttpServer.create().host("127.0.0.1").port(0).route(routes -> routes
                .post("/ocsp", (request, response) -> response.sendByteArray(
                        request.receive().aggregate().asByteArray().map(this::responded)))
                .get("/{name}", (request, response) -> {
                    byte[] list = served.get(String.valueOf(request.param("name")));
                    listsServed.incrementAndGet();
                    return list == null ? response.sendNotFound() : response.sendByteArray(Mono.just(list));
                })).bindNow();
        alice = root.issue("CN=Alice", TestKey.ec(), TestAuthority.START, TestAuthority.END,
                TestAuthority.usage(0xc0), TestAuthority.responder(address("ocsp").toString()),
                TestList.points(address("complete.crl").toString()),
                TestList.freshestPoint(address("delta.crl").toString()));
        TrustProperties settings = new TrustProperties(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
                List.of(), List.of(),
                null, true, Duration.ofSeconds(5), Duration.ofMinutes(30), Duration.ofMinutes(15), true);
        SignatureDesk signatures = new SignatureDesk(SignatureDesk.BYTES_MAX, VerificationPolicy.documents());
        PkiClient client = new PkiClient(settings.timeout(), true, METERS);
        lists = new ListKeeper(client, io);
        desk = new TrustDesk(signatures, signatures,
                new OcspCodec(VerificationPolicy.documents(), OcspCodec.NonceRule.REQUIRED), client, settings, lists,
                verify, clock, new Ids(clock),
                TrustSnapshot.builder(1).anchor(root.certificate(), SignatureRegime.ES).build(), METERS);
        renewing = new RenewalLoop(desk);
        renewing.start();
    }

    @AfterEach
    void stops() {
        renewing.stop();
        server.disposeNow();
        verify.destroy();
        io.destroy();
    }

    private URI address(String name) {
        return URI.create("http://127.0.0.1:" + server.port() + "/" + name);
    }

    private static byte[] answer(int status) {
        try {
            return new OCSPResponse(new OCSPResponseStatus(status), null).getEncoded();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private byte[] responded(byte[] request) {
        asked.incrementAndGet();
        if (!refusals.isEmpty()) {
            return refusals.removeFirst();
        }
        try {
            byte[] nonce = new OCSPReq(request).getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce).getExtnValue()
                    .getOctets();
            byte[] echoed = org.bouncycastle.asn1.ASN1OctetString.getInstance(nonce).getOctets();
            return answers
                    ? root.ocsp(alice, CertificateStatus.GOOD, clock.instant(), echoed, root.self())
                    : answer(OCSPResponseStatus.UNAUTHORIZED);
        } catch (IOException | OCSPException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void until(BooleanSupplier reached) {
        StepVerifier.create(Flux.interval(Duration.ofMillis(20)).filter(_ -> reached.getAsBoolean()).next())
                .expectNextCount(1).expectComplete().verify(SOON);
    }

    private Verdict examined() throws Exception {
        byte[] signature = TestCms.by(alice).build();
        Verdict verdict = desk.examineText(signature, TestCms.CONTENT).block(SOON);
        return java.util.Objects.requireNonNull(verdict);
    }

    @Test
    void asksAResponderThatIsBusyOnceMore() throws Exception {
        refusals.add(TRY_LATER);
        assertThat(examined().status()).isEqualTo(Indication.PASSED);
        assertThat(asked).hasValue(2);
        assertThat(listsServed).hasValue(0);
        assertThat(examined().status()).isEqualTo(Indication.PASSED);
        assertThat(asked).hasValue(2);
    }

    @Test
    void turnsToTheListAndItsDeltaWhenTheResponderStaysBusy() throws Exception {
        served.put("complete.crl", TestList.of(root, BEFORE).number(5).build());
        refusals.addAll(List.of(TRY_LATER, TRY_LATER));
        assertThat(examined().status()).isEqualTo(Indication.PASSED);
        assertThat(asked).hasValue(2);
        assertThat(listsServed).hasValue(2);
    }

    @Test
    void hearsFromTheDeltaWhatTheListDoesNotKnowYet() throws Exception {
        served.put("complete.crl", TestList.of(root, BEFORE).number(5).build());
        served.put("delta.crl", TestList.of(root, NOW.minusSeconds(60)).number(6).since(5)
                .revoke(alice.serial(), NOW.minusSeconds(120), CRLReason.keyCompromise).build());
        answers = false;
        Verdict verdict = examined();
        assertThat(verdict.status()).isEqualTo(Indication.FAILED);
        assertThat(verdict.signatures().getFirst().subIndication()).isEqualTo("REVOKED");
        assertThat(asked).hasValue(1);
    }

    @Test
    void staysUndecidedWhenNobodyAnswersAsItShould() throws Exception {
        byte[] elsewhere = root.ocsp(alice, CertificateStatus.GOOD, NOW, new byte[]{1}, root.self());
        TestAuthority stranger = TestAuthority.root("Root", TestKey.ec());
        served.put("complete.crl", TestList.of(stranger, BEFORE).number(5).build());
        refusals.add(elsewhere);
        assertThat(examined().status()).isEqualTo(Indication.INDETERMINATE);
        assertThat(asked).hasValue(1);
    }

    @Test
    void asksOnceForManyDocumentsOfOneSigner() throws Exception {
        byte[] signature = TestCms.by(alice).build();
        StepVerifier.create(Flux.range(0, 16).flatMap(i -> desk.examineText(signature, TestCms.CONTENT), 16)
                .map(Verdict::status).distinct()).expectNext(Indication.PASSED).expectComplete().verify(SOON);
        assertThat(asked.get()).isBetween(1, 8); // whoever came after the first answer finds it
    }

    /** 15 minutes is the life of an answer here. */
    @Test
    void fetchesTheNextAnswerWhileTheLastOneServes() throws Exception {
        assertThat(examined().status()).isEqualTo(Indication.PASSED);
        clock.advance(Duration.ofMinutes(8));
        assertThat(examined().status()).isEqualTo(Indication.PASSED);
        assertThat(asked).hasValue(1);
        clock.advance(Duration.ofMinutes(2));
        TrustSnapshot before = desk.snapshot();
        assertThat(examined().status()).isEqualTo(Indication.PASSED);
        until(() -> desk.snapshot() != before);
        answers = false; // what serves now has to be the second answer
        clock.advance(Duration.ofMinutes(10));
        assertThat(examined().status()).isEqualTo(Indication.PASSED);
        assertThat(asked.get()).isBetween(2, 3); // and that one is renewed in turn
    }

    @Test
    void aRenewalThatFailsHarmsNobody() throws Exception {
        assertThat(examined().status()).isEqualTo(Indication.PASSED);
        clock.advance(Duration.ofMinutes(10));
        answers = false;
        assertThat(examined().status()).isEqualTo(Indication.PASSED);
        until(() -> asked.get() == 2);
        assertThat(examined().status()).isEqualTo(Indication.PASSED);
        assertThat(asked).hasValue(2);
    }

    @Test
    void aBrokenDownloadNeverReplacesAGoodList() throws Exception {
        RefreshPlan plan = new RefreshPlan(Duration.ofMinutes(30), () -> 1.0);
        plan.add(address("kept.crl"));
        TrustLoop loop = new TrustLoop(desk, new TrustFiles(new TrustProperties(List.of(), List.of(), List.of(),
                List.of(), List.of(), List.of(), List.of(), List.of(), null, true, SOON, SOON, SOON, true)), lists,
                plan, io,
                Clock.fixed(NOW, ZoneOffset.UTC));
        Path large = folder.resolve("large.crl");
        LargeList.write(large, root, 60_000, 5, BEFORE);
        byte[] good = Files.readAllBytes(large);
        served.put("kept.crl", good);
        long before = temporaries();
        refresh(loop);
        assertThat(kept()).isEqualTo("5 60000");

        byte[] flipped = good.clone();
        flipped[good.length - 1] ^= 1;
        List<byte[]> broken = List.of(new byte[0], "<html>502</html>".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                java.util.Arrays.copyOf(good, good.length / 2), java.util.Arrays.copyOf(good, good.length + 1), flipped,
                TestList.of(root, BEFORE).number(4).build(),
                TestList.of(root, BEFORE.minusSeconds(1)).number(6).build(),
                TestList.of(TestAuthority.root("Root", TestKey.ec()), NOW).number(7).build(),
                new byte[]{0x30, (byte) 0x84,
                        0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff});
        for (byte[] download : broken) {
            again(plan);
            served.put("kept.crl", download);
            refresh(loop);
            assertThat(kept()).isEqualTo("5 60000");
        }
        again(plan);
        served.remove("kept.crl");
        refresh(loop);
        assertThat(kept()).isEqualTo("5 60000");

        again(plan);
        served.put("kept.crl", TestList.of(root, NOW).number(8).freshest(address("changes.crl").toString()).build());
        served.put("changes.crl", TestList.of(root, NOW).number(9).since(8)
                .revoke(alice.serial(), BEFORE, CRLReason.keyCompromise).build());
        refresh(loop);
        assertThat(kept()).isEqualTo("8 0");
        refresh(loop);
        assertThat(kept()).isEqualTo("8 0, 9 1");
        assertThat(examined().signatures().getFirst().subIndication()).isEqualTo("REVOKED");
        assertThat(listsServed).hasValue(broken.size() + 4);
        assertThat(temporaries()).isEqualTo(before);
    }

    private void again(RefreshPlan plan) {
        plan.fetched(address("kept.crl"), NOW.minus(Duration.ofHours(1)), BEFORE, null);
    }

    private static void refresh(TrustLoop loop) {
        StepVerifier.create(loop.refresh()).expectComplete().verify(SOON);
    }

    private String kept() {
        return desk.snapshot().lists().stream().map(list -> list.number + " " + list.size()).sorted()
                .collect(java.util.stream.Collectors.joining(", "));
    }

    private static long temporaries() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().matches("list-.*\\.crl")).count();
        }
    }

    @Test
    void readsItsFilesAnewWithoutForgettingWhatItFetched() throws Exception {
        assertThat(examined().status()).isEqualTo(Indication.PASSED);
        var list = RevocationList.fromAny(TestList.of(root, BEFORE).number(5).build());
        assertThat(desk.offer(list).block(SOON)).isEmpty();
        var filed = RevocationList.fromAny(
                TestList.of(root, BEFORE).number(5).limited(true, false, null, false).build());
        desk.reset(TrustSnapshot.builder(2).anchor(root.certificate(), SignatureRegime.ES).list(filed).build());
        assertThat(desk.snapshot().lists()).containsExactlyInAnyOrder(list, filed);
        desk.reset(TrustSnapshot.builder(3).anchor(root.certificate(), SignatureRegime.ES).build());
        assertThat(desk.snapshot().version()).isEqualTo(3);
        assertThat(desk.snapshot().lists()).containsExactly(list);
        assertThat(examined().status()).isEqualTo(Indication.PASSED);
        assertThat(asked).hasValue(1);
    }

    @Test
    void readsListsInEveryWrapping() throws Exception {
        byte[] der = TestList.of(root, BEFORE).number(5).build();
        String text = java.util.Base64.getMimeEncoder().encodeToString(der);
        for (byte[] file : List.of(der, text.getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                ("-----BEGIN X509 CRL-----\n" + text + "\n-----END X509 CRL-----\n")
                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII))) {
            Path path = folder.resolve("list.crl");
            Files.write(path, file);
            assertThat(ListFile.read(path).number).isEqualTo(java.math.BigInteger.valueOf(5));
        }
    }
}

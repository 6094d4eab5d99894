package kz.centerpro.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import kz.centerpro.assembly.Center;
import kz.centerpro.sandbox.FreePorts;
import kz.centerpro.sandbox.trustcentre.KeyKind;
import kz.centerpro.sandbox.trustcentre.TrustCentre;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands against a whole hub, over its public doors. */
class LiveCommandsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path folder;

    private static Center center;
    private static TrustCentre people;
    private static String password;

    @BeforeAll
    static void starts() throws Exception {
        center = Center.start(folder.resolve("home"), "--logging.level.root=error",
                "--server.port=" + FreePorts.any(), "--management.server.port=" + FreePorts.any(),
                "--center.notification.rsocket.port=" + FreePorts.any(),
                "--center.development.trust-port=" + FreePorts.any());
        people = Objects.requireNonNull(center.trustCentre());
        password = Files.writeString(folder.resolve("password"), TrustCentre.PASSWORD + "\n").toString();
        Ran demo = demo();
        assertThat(demo.exit()).as(demo.err()).isEqualTo(Exit.GOOD);
    }

    @AfterAll
    static void ends() {
        center.close();
    }

    private static Ran demo() {
        return Ran.center("demo", "--url", center.http(), "--json", "--people",
                people.person("head-a").file().resolveSibling("").toString());
    }

    private static String key(String person) {
        return people.person(person).file().toString();
    }

    private static Ran send(String person, Path file, String... more) {
        List<String> all = new ArrayList<>(List.of("send", "--url", center.http(), "--as", key(person),
                "--password-file", password, "--json", "--to", Objects.requireNonNull(people.person("head-b").bin())));
        all.addAll(List.of(more));
        all.add(file.toString());
        return Ran.center(all.toArray(String[]::new));
    }

    @Test
    void runsATimedJobForAnInstantAsStaffAlone() {
        Ran issued = job("operator", "issue-acts", "--as-of", "2029-01-10");
        assertThat(issued.exit()).as(issued.err()).isEqualTo(Exit.GOOD);
        assertThat(issued.json().path("asOf").asString()).isEqualTo("2029-01-09T19:00:00.000Z");
        assertThat(job("operator", "recompute-ledger").exit()).isEqualTo(Exit.GOOD);
        Ran unknown = job("operator", "no-such-job");
        assertThat(unknown.exit()).isEqualTo(Exit.BAD);
        assertThat(unknown.err()).contains("rate-usage");
        assertThat(job("head-a", "issue-acts").exit()).isEqualTo(Exit.BAD);
    }

    private static Ran job(String person, String... job) {
        List<String> all = new ArrayList<>(List.of("jobs", "run", "--url", center.http(), "--as", key(person),
                "--password-file", password, "--json"));
        all.addAll(List.of(job));
        return Ran.center(all.toArray(String[]::new));
    }

    /** A command that runs beside the test. */
    private record Running(StringWriter out, StringWriter err, CompletableFuture<Integer> exit) {

        static Running watch(String... arguments) {
            StringWriter out = new StringWriter();
            StringWriter err = new StringWriter();
            String[] all = Stream.concat(Stream.of("watch", "--json"),
                    Stream.of(arguments)).toArray(String[]::new);
            return new Running(out, err, CompletableFuture.supplyAsync(
                    () -> kz.centerpro.cli.Center.run(new PrintWriter(out, true), new PrintWriter(err, true), all),
                    task -> Thread.ofPlatform().daemon().start(task)));
        }

        List<Long> sequences() {
            return out.toString().lines().map(line -> JsonMapper.shared().readTree(line))
                    .map(event -> Long.parseLong(event.path("sequence").asString())).toList();
        }
    }

    @Test
    void demoTellsTheWholeWalkAndMayBeRepeated() {
        Ran again = demo();

        assertThat(again.exit()).isEqualTo(Exit.GOOD);
        assertThat(again.json().path("number").asString()).matches("[0-9]{20}");
        assertThat(again.json().path("steps").toString()).contains("document.registered", "document.arrived",
                "document.delivered", "document.received", "document.read");
    }

    @Test
    void sendsOnceHoweverOftenItIsSaid() throws Exception {
        Path file = Files.writeString(folder.resolve("one.txt"), "one");

        Ran first = send("head-a", file, "--external-id", "one");
        Ran second = send("head-a", file, "--external-id", "one");

        assertThat(first.exit()).as(first.err()).isEqualTo(Exit.GOOD);
        assertThat(second.exit()).as(second.err()).isEqualTo(Exit.GOOD);
        assertThat(second.json().path("number").asString()).isEqualTo(first.json().path("number").asString());
        Ran third = Ran.center("send", "--url", center.http(), "--as", key("head-a"), "--password-file", password,
                "--to",
                Objects.requireNonNull(people.person("head-b").bin()), "--external-id", "one", file.toString());
        assertThat(third.out()).contains(first.json().path("number").asString(), "sent before");
    }

    @Test
    void sendsAttachedStampedAndReadyMadeSignatures() throws Exception {
        Path file = Files.writeString(folder.resolve("two.txt"), "two");
        Path cms = Files.write(folder.resolve("two.p7s"),
                people.person("head-a").signer().sign(Files.readAllBytes(file), false));

        Ran attached = send("signer-a", file, "--attached", "--stamp", people.urls().tsa(KeyKind.GOST).toString());
        Ran ready = send("head-a", file, "--signature", cms.toString());

        assertThat(attached.exit()).as(attached.err()).isEqualTo(Exit.GOOD);
        assertThat(attached.json().path("signers").path(0).path("role").asString()).isEqualTo("SIGN_RIGHT");
        assertThat(ready.exit()).as(ready.err()).isEqualTo(Exit.GOOD);
    }

    @Test
    void tellsWhyTheHubRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("three.txt"), "three");
        Path other = Files.write(folder.resolve("three.p7s"),
                people.person("head-a").signer().sign(new byte[1], false));

        Ran ran = send("head-a", file, "--signature", other.toString());

        assertThat(ran.exit()).isEqualTo(Exit.BAD);
        assertThat(ran.json().path("problem").path("code").asString()).isEqualTo("signature_invalid");
    }

    @Test
    void watchMissesNothingAcrossACut() throws Exception {
        JsonNode top = JsonMapper.shared().readTree(Ran.center("watch", "--url", center.http(), "--as", key("head-b"),
                "--password-file", password, "--limit", "1", "--json").out());
        assertThat(top.path("sequence").asString()).isEqualTo("1");
        try (CuttingProxy http = new CuttingProxy(URI.create(center.http()).getPort());
                CuttingProxy tcp = new CuttingProxy(center.rsocketPort())) {
            Running sse = watched("http://127.0.0.1:" + http.port());
            Running rsocket = watched(center.http(), "--rsocket", "--rsocket-address", "127.0.0.1:" + tcp.port());
            await().atMost(PATIENCE).until(() -> sse.sequences().size() >= 4 && rsocket.sequences().size() >= 4);

            for (int i = 0; i < 3; i++) {
                assertThat(send("head-a", Files.writeString(folder.resolve("w" + i), "w" + i)).exit()).isZero();
                await().atMost(PATIENCE).untilAsserted(() -> {
                    assertThat(http.isUsed()).as("over HTTP: %s %s", sse.exit, sse.err).isTrue();
                    assertThat(tcp.isUsed()).as("over RSocket: %s %s", rsocket.exit, rsocket.err).isTrue();
                });
                assertThat(http.cut()).isPositive();
                assertThat(tcp.cut()).isPositive();
            }
            for (int i = 3; i < 24; i++) {
                assertThat(send("head-a", Files.writeString(folder.resolve("w" + i), "w" + i)).exit()).isZero();
            }

            for (Running each : List.of(sse, rsocket)) {
                assertThat(each.exit.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(Exit.GOOD);
                assertThat(each.sequences())
                        .containsExactlyElementsOf(LongStream.rangeClosed(1, 20).boxed().toList());
            }
        }
    }

    private static Running watched(String url, String... more) {
        return Running.watch(Stream.concat(Stream.of("--url", url, "--as",
                key("head-b"), "--password-file", password, "--limit", "20"), Stream.of(more))
                .toArray(String[]::new));
    }
}

package kz.centerpro.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import kz.centerpro.client.Ask;
import kz.centerpro.client.BatchReply;
import kz.centerpro.client.BoxEvent;
import kz.centerpro.client.CenterClient;
import kz.centerpro.client.CursorExpired;
import kz.centerpro.client.StreamWatcher;
import kz.centerpro.client.Submission;
import kz.centerpro.client.Tokens;
import kz.centerpro.contracts.document.BatchLine;
import kz.centerpro.contracts.document.SubmissionAnswer;
import kz.centerpro.contracts.document.SubmissionMetadata;
import kz.centerpro.contracts.event.Cursor;
import kz.centerpro.contracts.event.Hello;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/**
 * The Java client against the running server, over connections that are cut at random bytes: streams complete, in order
 * and without repeats on every door, documents done once.
 */
class ClientIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int DOCUMENTS = 40;
    private static final int FEW = 10;
    private static final long SEED = 20_261_122L;

    private final URI base = URI.create(TestCenter.center().http());

    @Test
    void everyStreamIsCompleteAndEveryDocumentIsDoneOnceOverCuts() throws Exception {
        Party alice = TestCenter.companyA();
        Party bob = TestCenter.companyB();
        String from = bob.get("/v1/documents?box=in&limit=1").expect(200).text("cursor");
        long first = sequenceAfter(from);
        try (RandomCuts http = new RandomCuts(base.getPort(), 14_000, SEED);
                RandomCuts tcp = new RandomCuts(TestCenter.center().rsocketPort(), 14_000, SEED + 1);
                RandomCuts answers = new RandomCuts(base.getPort(), 14_000, SEED + 2);
                CenterClient sender = client(answers.port(), alice);
                CenterClient reader = client(http.port(), bob)) {
            Mono<List<BatchReply>> sent = sender.submitAll(lines(alice, bob)).collectList();
            List<Flux<BoxEvent>> doors = List.of(reader.events(Ask.after(from), StreamWatcher.NONE),
                    reader.eventsOverRSocket("localhost", tcp.port(), Ask.after(from), StreamWatcher.NONE),
                    reader.eventsOverWebSocket(Ask.after(from), StreamWatcher.NONE));
            Mono<List<List<Long>>> heard = Flux.fromIterable(doors)
                    .flatMap(door -> door.map(BoxEvent::sequence).take(DOCUMENTS).collectList(), doors.size())
                    .collectList();
            var both = Objects.requireNonNull(Mono.zip(sent, heard).block(SOON));

            assertThat(both.getT1()).extracting(BatchReply::index)
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(0, DOCUMENTS).boxed().toList());
            assertThat(both.getT1()).extracting(reply -> Objects.requireNonNull(reply.answer()).number())
                    .doesNotHaveDuplicates().doesNotContainNull();
            List<Long> whole = LongStream.range(first, first + DOCUMENTS).boxed().toList();
            assertThat(both.getT2()).hasSize(3).allSatisfy(each -> assertThat(each).isEqualTo(whole));
            assertThat(http.cuts()).isGreaterThan(3);
            assertThat(tcp.cuts()).isGreaterThan(2);
            assertThat(answers.cuts()).isGreaterThan(1);
        }
        assertThat(bob.get("/v1/documents?box=in&limit=200").expect(200).body().path("items").values().stream()
                .filter(item -> item.path("title").asString().equals("client-" + SEED))).hasSize(DOCUMENTS);
    }

    /** Bob lets Alice read his events: hers and his in one stream, whole and in order, until he takes that back. */
    @Test
    void boxesOfTwoAreFollowedInOneStreamOverCutsUntilReadingIsWithdrawn() throws Exception {
        Party alice = TestCenter.companyA();
        Party bob = TestCenter.companyB();
        bob.call("PUT", "/v1/delegations/KZ/" + alice.taxId(), null).expect(200, 201);
        alice.signIn().expect(200); // the token carries his box from now on
        Ask both = Ask.after(Ask.TOP).ofBoxes(List.of(alice.box(), bob.box()));
        List<Long> withdrawn = new CopyOnWriteArrayList<>();
        CountDownLatch open = new CountDownLatch(3);
        StreamWatcher watcher = new StreamWatcher() {
            @Override
            public void opened(Hello hello) {
                open.countDown();
            }

            @Override
            public void withdrawn(long box) {
                withdrawn.add(box);
            }
        };
        try (RandomCuts http = new RandomCuts(base.getPort(), 14_000, SEED + 4);
                RandomCuts tcp = new RandomCuts(TestCenter.center().rsocketPort(), 14_000, SEED + 5);
                CenterClient reader = client(http.port(), alice);
                CenterClient sender = client(base.getPort(), alice)) {
            List<List<BoxEvent>> heard = List.of(new CopyOnWriteArrayList<>(), new CopyOnWriteArrayList<>(),
                    new CopyOnWriteArrayList<>());
            Disposable.Composite following = Disposables.composite(
                    reader.events(both, watcher).subscribe(heard.get(0)::add),
                    reader.eventsOverRSocket("localhost", tcp.port(), both, watcher).subscribe(heard.get(1)::add),
                    reader.eventsOverWebSocket(both, watcher).subscribe(heard.get(2)::add));
            assertThat(open.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
            sender.submitAll(lines(alice, bob).subList(0, FEW)).blockLast(SOON);
            long hers = 2L * FEW; // registered and delivered
            await().atMost(SOON).until(() -> heard.stream().allMatch(
                    each -> count(each, alice) >= hers && count(each, bob) >= FEW));
            for (List<BoxEvent> each : heard) {
                for (Party owner : List.of(alice, bob)) {
                    List<Long> seqs = each.stream().filter(event -> event.box() == owner.box())
                            .map(BoxEvent::sequence).toList();
                    assertThat(seqs).isEqualTo(LongStream.range(seqs.getFirst(), seqs.getFirst() + seqs.size()).boxed()
                            .toList());
                }
            }
            bob.call("DELETE", "/v1/delegations/KZ/" + alice.taxId(), null).expect(204);
            await().atMost(SOON).until(() -> withdrawn.equals(List.of(bob.box(), bob.box(), bob.box())));
            alice.send(bob, "После отзыва".getBytes(StandardCharsets.UTF_8)).expect(201);
            await().atMost(SOON).until(() -> heard.stream().allMatch(each -> count(each, alice) >= hers + 3));
            assertThat(heard).allSatisfy(each -> assertThat(each.getLast().box()).isEqualTo(alice.box()));
            following.dispose();
        }
    }

    private static long count(List<BoxEvent> heard, Party owner) {
        return heard.stream().filter(event -> event.box() == owner.box()).count();
    }

    @Test
    void aSubmissionIsDoneOnceHoweverOftenItsAnswerIsLost() throws Exception {
        Party alice = TestCenter.companyA();
        Party bob = TestCenter.companyB();
        byte[] content = "Счёт на оплату".getBytes(StandardCharsets.UTF_8);
        try (RandomCuts answers = new RandomCuts(base.getPort(), 1400, SEED + 3);
                CenterClient client = client(answers.port(), alice)) {
            SubmissionMetadata metadata = metadata(bob, "once-" + UUID.randomUUID());
            SubmissionAnswer answer = Objects.requireNonNull(
                    client.submit(Submission.detached(metadata, alice.sign(content), content)).block(SOON));
            assertThat(answer.status()).isEqualTo(SubmissionAnswer.REGISTERED);
            assertThat(alice.get("/v1/documents?box=out&limit=200").expect(200).body().path("items").values().stream()
                    .filter(item -> item.path("title").asString().equals(metadata.title()))).hasSize(1);
        }
    }

    @Test
    void aKeptCursorIsGoneOnFromAndAnExpiredOneIsTold() {
        Party bob = TestCenter.companyB();
        try (CenterClient client = client(base.getPort(), bob)) {
            List<BoxEvent> two = Objects.requireNonNull(
                    client.events(Ask.everything(), StreamWatcher.NONE).take(2).collectList().block(SOON));
            String name = "client-" + UUID.randomUUID();
            assertThat(Objects.requireNonNull(client.acknowledge(name, two.getFirst().cursor()).block(SOON)).name())
                    .isEqualTo(name);
            StepVerifier.create(client.events(Ask.consumer(name), StreamWatcher.NONE).take(1).map(BoxEvent::id))
                    .expectNext(two.getLast().id()).expectComplete().verify(SOON);
            String other = new Cursor(Cursor.decode(two.getFirst().cursor()).orElseThrow().epoch() + 1, 1).encode();
            StepVerifier.create(client.events(Ask.after(other), StreamWatcher.NONE))
                    .expectErrorSatisfies(told -> assertThat(told).isInstanceOfSatisfying(CursorExpired.class,
                            expired -> assertThat(Cursor.decode(expired.top())).isPresent()))
                    .verify(SOON);
        }
    }

    private CenterClient client(int port, Party party) {
        return new CenterClient(URI.create("http://localhost:" + port), Tokens.fixed(party.token()), SOON);
    }

    private static long sequenceAfter(String cursor) {
        return Cursor.decode(cursor).orElseThrow().seq() + 1;
    }

    private static List<BatchLine> lines(Party alice, Party bob) {
        return IntStream.range(0, DOCUMENTS).mapToObj(i -> {
            byte[] content = ("Накладная № " + i).getBytes(StandardCharsets.UTF_8);
            return new BatchLine(metadata(bob, "client-" + SEED), Party.base64(alice.sign(content)),
                    Party.base64(content), null);
        }).toList();
    }

    private static SubmissionMetadata metadata(Party to, String title) {
        return new SubmissionMetadata(null, title, null, "n.txt", null,
                List.of(new SubmissionMetadata.Recipient("KZ", to.taxId())), null);
    }
}

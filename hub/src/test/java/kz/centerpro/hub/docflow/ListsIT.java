package kz.centerpro.hub.docflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import kz.centerpro.contracts.document.DocumentPage;
import kz.centerpro.contracts.document.DocumentView;
import kz.centerpro.contracts.event.Cursor;
import kz.centerpro.hub.kernel.HubDatabase;
import kz.centerpro.hub.kernel.Tx;
import kz.centerpro.testkit.TestDatabase;
import kz.centerpro.testkit.TestServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Every filter of a list against the same filter of plain Java, and walks over all pages. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListsIT {

    private static final long BOX = 11;
    private static final long SENDER = 12;
    private static final long ROWS = 6000;
    private static final Duration SOON = Duration.ofSeconds(20);

    private final TestDatabase database = TestServers.freshDatabase();
    private final HubDatabase hub = new HubDatabase(database.r2dbcUrl(), TestDatabase.HUB_USER,
            TestDatabase.HUB_PASSWORD, 2);
    private final JsonMapper json = JsonMapper.shared();
    private final Lists lists = new Lists(new DocumentStore(new Tx(hub), new DocumentJson(json)),
            new ListStore(new Tx(hub), json));

    /**
     * Row n: signed when n % 1000 = 0, read when odd; asked to sign when n % 7 = 0; the day is n / 1000 after 1 May.
     */
    ListsIT() {
        database.execute("insert into hub.box (box_id, in_pos, out_pos) values (%d, %d, 0), (%d, 0, %d)"
                .formatted(BOX, ROWS, SENDER, ROWS));
        database.execute(
                """
                        insert into hub.inbox (box_id, number, pos, sender_box, content_id, event_id, size, meta, registered_at, delivered_at, read_at, answer)
                        select %d, '7' || lpad(n::text, 19, '0'), n, 5, gen_random_uuid(), gen_random_uuid(), 1,
                               jsonb_build_object('title', case when n %% 500 = 3 then 'Сирек ҚҰЖАТ' else 'Шарт № ' || n end, 'signers', '[]'::jsonb, 'warnings', '[]'::jsonb,
                                 'sender', jsonb_build_object('country', 'KZ', 'taxId', '90034000271' || n %% 3, 'name', 'ЖШС «Тұлпар-' || n %% 3 || '»'))
                                 || case when n %% 7 = 0 then '{"response":{"required":"SIGNATURE"}}'::jsonb else '{}' end,
                               now(), timestamptz '2026-05-01 00:00:00+05' + n / 1000 * interval '1 day', case when n %% 2 = 1 then now() end,
                               case when n %% 1000 = 0 then 'SIGNED' end
                          from generate_series(1, %d) n"""
                        .formatted(BOX, ROWS));
        database.execute(
                """
                        insert into hub.document (box_id, number, pos, submission_id, content_id, size, meta, registered_at)
                        select %d, '7' || lpad(n::text, 19, '0'), n, gen_random_uuid(), gen_random_uuid(), 1, jsonb_build_object('title', 'Акт ' || n,
                          'signers', '[]'::jsonb, 'warnings', '[]'::jsonb, 'sender', '{"country":"KZ","taxId":"1","name":"A"}'::jsonb), now()
                          from generate_series(1, %d) n"""
                        .formatted(SENDER, ROWS));
        database.execute(
                """
                        insert into hub.leg (box_id, number, ordinal, recipient_box, recipient)
                        select %d, '7' || lpad(n::text, 19, '0'), 1, 5, jsonb_build_object('country', 'KZ', 'taxId', '7700000000' || n %% 50, 'name', 'АО Қайнар')
                          from generate_series(1, %d) n"""
                        .formatted(SENDER, ROWS));
        database.execute("update hub.leg set state = 'DECLINED' where number = '7' || lpad('4000', 19, '0')");
    }

    @AfterAll
    void close() {
        hub.destroy();
    }

    private static ListQuery query(long below, List<String> statuses, @Nullable String q, @Nullable String party,
            boolean toSign) {
        return new ListQuery(BOX, "in", below, 200, statuses, SearchWords.query(BOX, "in", q, party, null), null, null,
                toSign);
    }

    private <T> T now(Mono<T> mono) {
        return Objects.requireNonNull(mono.toFuture().orTimeout(SOON.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)
                .join());
    }

    /** Pages down to the end are exactly the rows that the predicate takes. */
    private void walks(java.util.function.LongFunction<ListQuery> at, LongPredicate expected) {
        List<Long> found = new java.util.ArrayList<>();
        long below = Long.MAX_VALUE;
        List<Long> page;
        do {
            page = now(lists.page(at.apply(below))).items().stream().map(DocumentView::pos).toList();
            found.addAll(page);
            below = page.isEmpty() ? 0 : page.getLast();
        } while (!page.isEmpty());
        assertThat(found).isEqualTo(LongStream.iterate(ROWS, n -> n - 1).limit(ROWS).filter(expected).boxed().toList());
    }

    @Test
    void filtersByStatus() {
        walks(below -> query(below, List.of("SIGNED"), null, null, false), n -> n % 1000 == 0);
        walks(below -> query(below, List.of("SIGNED", "READ"), null, null, false), n -> n % 1000 == 0 || n % 2 == 1);
        walks(below -> query(below, List.of("DELIVERED", "RECEIVED"), null, null, false),
                n -> n % 1000 != 0 && n % 2 == 0);
        walks(below -> query(below, List.of(), null, null, true), n -> n % 7 == 0 && n % 1000 != 0);
        walks(below -> query(below, List.of("READ"), null, null, true), n -> n % 7 == 0 && n % 2 == 1);
    }

    @Test
    void findsWordsCommonAndRare() {
        walks(below -> query(below, List.of(), "сирек құж", null, false), n -> n % 500 == 3);
        walks(below -> query(below, List.of(), "кұжат", null, false), _ -> false); // к is not қ
        walks(below -> query(below, List.of("DELIVERED"), "ШАРТ тұлпар 1", null, false),
                n -> n % 500 != 3 && n % 2 == 0 && n % 1000 != 0 && (n % 3 == 1 || Long.toString(n).startsWith("1")));
        walks(below -> query(below, List.of(), null, "KZ:900340002712", false), n -> n % 3 == 2);
        walks(below -> query(below, List.of(), "7" + "0".repeat(15) + "4321", null, false), n -> n == 4321);
    }

    @Test
    void filtersByDayOfArrival() {
        LocalDate first = LocalDate.of(2026, 5, 2);
        LocalDate last = LocalDate.of(2026, 5, 4);
        walks(below -> new ListQuery(BOX, "in", below, 200, List.of(), null, first, last, false),
                n -> n / 1000 >= 1 && n / 1000 <= 3);
        walks(below -> new ListQuery(BOX, "in", below, 200, List.of("SIGNED"), null, null, last, false),
                n -> n % 1000 == 0 && n / 1000 <= 3);
        walks(below -> new ListQuery(BOX, "in", below, 200, List.of(),
                SearchWords.query(BOX, "in", "сирек", null, null),
                last.plusDays(10), null, false), _ -> false);
    }

    @Test
    void jumpsAnywhere() {
        DocumentPage page = now(lists.page(query(3001, List.of(), null, null, false)));

        assertThat(page.items().getFirst().pos()).isEqualTo(3000);
        assertThat(page.top()).isEqualTo(ROWS);
        assertThat(Cursor.decode(page.cursor())).isPresent();
    }

    @Test
    void aSenderFindsByRecipientAndByWhatFollowsFromItsLegs() {
        DocumentPage declined = now(lists.page(new ListQuery(SENDER, "out", Long.MAX_VALUE, 50, List.of("DECLINED"),
                null, null, null, false)));
        assertThat(declined.items()).extracting(DocumentView::pos).containsExactly(4000L);
        assertThat(declined.items().getFirst().status()).isEqualTo("DECLINED");

        DocumentPage theirs = now(lists.page(new ListQuery(SENDER, "out", Long.MAX_VALUE, 50, List.of(),
                SearchWords.query(SENDER, "out", "қайнар акт", "KZ:770000000017", null), null, null, false)));
        assertThat(theirs.items()).hasSize(50).allSatisfy(view -> assertThat(view.pos() % 50).isEqualTo(17));
    }

    @Test
    void aSenderFindsWhatIsOnItsWay() {
        database.execute("update hub.document set status = 'COMPLETED' where box_id = %d and pos not in (17, 5000)"
                .formatted(SENDER));
        database.execute(
                "insert into hub.outbox (box_id, message_id, kind, target_box, number, at, data) select box_id, "
                        + "gen_random_uuid(), 'DELIVER', 5, number, now(), '{}' from hub.document where pos in (17, 5000)");

        DocumentPage waiting = now(lists.page(new ListQuery(SENDER, "out", Long.MAX_VALUE, 50, List.of("REGISTERED"),
                null, null, null, false)));
        assertThat(waiting.items()).extracting(DocumentView::pos).containsExactly(5000L, 17L);
        assertThat(now(lists.page(new ListQuery(SENDER, "out", 4002, 2, List.of("COMPLETED", "REGISTERED", "DECLINED"),
                null, null, null, false))).items()).extracting(DocumentView::pos).containsExactly(4001L, 4000L);
    }

    @Test
    void countsWithoutCounting() {
        var counters = now(lists.counters(BOX, "in"));

        assertThat(counters.total()).isEqualTo(ROWS);
        assertThat(counters.byStatus()).containsEntry("SIGNED", ROWS / 1000).containsEntry("READ", ROWS / 2);
        assertThat(counters.toSign()).isEqualTo(LongStream.rangeClosed(1, ROWS)
                .filter(n -> n % 7 == 0 && n % 1000 != 0).count());
        assertThat(counters.unread()).isEqualTo(ROWS / 2 - ROWS / 1000);
        assertThat(now(lists.counters(99, "out")).total()).isZero();
        assertThat(now(lists.recount())).isEmpty();
    }
}

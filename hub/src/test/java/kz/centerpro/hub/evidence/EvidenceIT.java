package kz.centerpro.hub.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import kz.centerpro.contracts.evidence.EvidenceRecord;
import kz.centerpro.contracts.evidence.Frontier;
import kz.centerpro.contracts.evidence.MerkleTree;
import kz.centerpro.testkit.TestDatabase;
import kz.centerpro.testkit.TestServers;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Two nodes read the same boxes into one tree, over a real database. */
@NullUnmarked // a missing answer is a failed test
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EvidenceIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int DOCUMENTS = 400;

    private final TestDatabase database = TestServers.freshDatabase();
    private final EvidenceHub one = new EvidenceHub(database);
    private final EvidenceHub other = new EvidenceHub(database);
    private final JsonMapper json = JsonMapper.builder().build();

    @AfterAll
    void close() {
        one.close();
        other.close();
    }

    @Test
    void eachStepIsOneEntryWhoeverReadsAndWhateverIsReadAgain() {
        one.exchange(0, DOCUMENTS);
        both();
        one.exchange(DOCUMENTS, DOCUMENTS + 7);
        both();

        int expected = 3 * (DOCUMENTS + 7);
        List<LogStore.Entry> entries = entries();
        assertThat(entries).extracting(LogStore.Entry::index)
                .isEqualTo(IntStream.range(0, expected).mapToObj(i -> (long) i).toList());
        assertThat(database.value("select count(distinct event_id) from evidence.record")).isEqualTo("" + expected);
        List<EvidenceRecord> steps = one.log.entries(1, EvidenceHub.number(0)).block(SOON).stream()
                .map(entry -> json.readValue(entry.entry(), EvidenceRecord.class)).toList();
        assertThat(steps).extracting(EvidenceRecord::event).containsExactly("SubmissionAcceptance",
                "ContentConsignment", "ContentHandover");
        assertThat(steps).extracting(EvidenceRecord::recipient).containsExactly(null,
                new EvidenceRecord.Party("KZ", "T2"), new EvidenceRecord.Party("KZ", "T2"));
        assertThat(steps).extracting(EvidenceRecord::sender).containsOnly(new EvidenceRecord.Party("KZ", "T1"));
        assertThat(steps).extracting(EvidenceRecord::signatures)
                .containsOnly(List.of(EvidenceHub.sha256(EvidenceHub.signature(0))));
        assertThat(steps.getFirst().digest().value())
                .isEqualTo(EvidenceHub.sha256("0".getBytes(StandardCharsets.UTF_8)));

        List<byte[]> leaves = entries.stream().map(entry -> MerkleTree.leaf(entry.entry())).toList();
        Frontier edge = one.log.edge().block(SOON);
        assertThat(edge.size()).isEqualTo(expected);
        assertThat(edge.root()).isEqualTo(MerkleTree.root(leaves));
        for (long size : new long[]{expected, 1000, 256, 1}) {
            for (long index : new long[]{0, size / 2, size - 1}) {
                Map<Tile, byte[]> tiles = one.log.tiles(Tile.of(MerkleTree.inclusionNodes(index, size))).block(SOON);
                assertThat(MerkleTree.includes(leaves.get((int) index), index, size,
                        MerkleTree.inclusion(index, size, node -> Tile.hash(node, tiles)),
                        MerkleTree.root(leaves.subList(0, (int) size)))).as(index + " of " + size).isTrue();
            }
        }

        String retired = "select eventlog.retire_step(current_date + 2, now(), 100)";
        database.execute("delete from evidence.reader where box_id <> 3; update evidence.reader set seq = 0");
        assertThat(database.value(retired)).as("a day whose steps are not read").isEqualTo("idle");
        both();
        assertThat(database.value(retired)).isEqualTo("floors");
        assertThat(one.log.edge().block(SOON).size()).isEqualTo(expected);
        assertThat(one.log.behind(0, 100).block(SOON).behind()).isEmpty();

        // What is kept is only added to, also by who owns it; and the hub's role has no other way than the functions.
        assertThatThrownBy(() -> database.execute("update evidence.record set index = 0 where index = 1"))
                .hasStackTraceContaining("only added to");
        assertThat(database.value("select count(*) from information_schema.role_table_grants where grantee = "
                + "'center_hub' and table_schema = 'evidence' and privilege_type <> 'SELECT'")).isEqualTo("0");
        assertThat(database.value("select count(*) from pg_proc p join pg_namespace n on n.oid = p.pronamespace, "
                + "pg_roles r where n.nspname = 'evidence' and r.rolname in ('center_notification', 'center_billing') "
                + "and has_function_privilege(r.oid, p.oid, 'execute')")).isEqualTo("0");
    }

    private List<LogStore.Entry> entries() {
        return Objects.requireNonNull(one.log.entriesFrom(0, 100_000).collectList().block(SOON));
    }

    /** Both nodes read all boxes at once, as when both were rung. */
    private void both() {
        Flux.just(one, other, one, other)
                .flatMap(node -> Flux.just(1L, 2L, 3L, 4L).concatMap(box -> node.follower.followAll(box)).then(), 4)
                .then(Mono.empty()).block(SOON);
    }
}

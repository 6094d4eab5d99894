package kz.centerpro.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import kz.centerpro.contracts.event.Cursor;
import kz.centerpro.contracts.event.EventEnvelope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WakeMessageTest {

    private static final String DATA = "{\"title\": \"Шарт — «Қазақ»\", \"sum\": 1.50}";
    private static final String TIME = "2026-11-22T09:00:00.123Z";

    @Test
    void carriesTheEventsThatEndAtItsTop() {
        WakeMessage read = carried(message(41, 42));
        assertThat(read.box()).isEqualTo(3);
        assertThat(read.top()).isEqualTo(42);
        assertThat(read.first()).isEqualTo(41);
        assertThat(read.events()).containsExactly(
                EventEnvelope.of(id(41), 3, "kz.centerpro.a", "s41", TIME, new Cursor(7, 41), DATA),
                EventEnvelope.of(id(42), 3, "kz.centerpro.a", "s42", TIME, new Cursor(7, 42), DATA));
    }

    @Test
    void tellsAnEmptySubjectFromNone() {
        String records = record(id(1), "a", "", TIME, "{}") + record(id(2), "a", "=", TIME, "{}");
        assertThat(carried(WakeMessage.of(new BoxTop(3, 7, 2, records))).events()).extracting(EventEnvelope::subject)
                .containsExactly(null, "");
    }

    @Test
    void withoutEventsItIsTheBareHintOfEarlierReleases() {
        WakeMessage bare = WakeMessage.of(new BoxTop(123_456_789, 7, 42));
        assertThat(text(bare)).isEqualTo("123456789:42");
        assertThat(carried(bare).events()).isEmpty();
        assertThat(WakeMessage.channels()).hasSize(64).contains(WakeMessage.channel(64), WakeMessage.channel(127));
    }

    @Test
    void whatIsTooLargeIsABareHint() {
        String records = LongStream.rangeClosed(1, 20).mapToObj(seq -> record(id(seq), "a", "", TIME,
                "{\"pad\": \"" + "ы".repeat(500) + "\"}")).collect(Collectors.joining());
        assertThat(records.length()).isLessThan(WakeMessage.MOST); // in characters it would fit
        assertThat(text(WakeMessage.of(new BoxTop(3, 7, 20, records)))).isEqualTo("3:20");
        assertThat(WakeMessage.of(new BoxTop(3, 7, 1, record(1) + record(2))).count()).isZero(); // more than there are
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", "3", "3:", ":3", "x:1", "3:y", "-3:1", "9999999999999999999:1", "3:4x", "0:1",
            "3:0",
            "3:9999999999999999999", "3 :4"})
    void whatIsNoWakeUpIsNone(String text) {
        assertThat(WakeMessage.read(octets(text))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3:4:", "3:4:1", "3:4:1:", "3:4:1:7", "3:4:1:7:", "3:4:2:7R", "3:4:1:0R",
            "3:4:1:99999999999R",
            "3:4:1:2147483648R", "3:4:x", "3:4R", "3:4:1:7RRRRR", "3:4R1:7R"})
    void aHeadOfAnotherFormIsStillAHint(String text) {
        WakeMessage read = Objects.requireNonNull(WakeMessage.read(octets(text.replace('R', '\u001e'))));
        assertThat(read.top()).isEqualTo(4);
        assertThat(read.events()).isEmpty();
    }

    @Test
    void recordsThatAreNoEventsLeaveTheHint() {
        for (String bad : List.of("\u001e", "\u001ex", record("short", "a", "", TIME, "{}"),
                record(id(1), "", "", TIME, "{}"), record(id(1), "a b", "", TIME, "{}"),
                record(id(1), "a\nb", "", TIME, "{}"), record(id(1), "a", "s", TIME, "{}"),
                record(id(1), "a", "=s\n", TIME, "{}"), record(id(1), "a", "=" + "s".repeat(256), TIME, "{}"),
                record(id(1), "a", "", "2026-13-22T09:00:00.123Z", "{}"),
                record(id(1), "a", "", "2026-11-22T09:00:00Z", "{}"), record(id(1), "a", "", TIME, ""),
                record(id(1), "a", "", TIME, "[]"), record(id(1), "a", "", TIME, "{\n}"),
                record(id(1), "a", "", TIME, "{}\u001f{}"), record(1).substring(0, 60))) {
            WakeMessage read = Objects.requireNonNull(WakeMessage.read(octets("3:42:1:7" + record(1) + bad)));
            assertThat(read.top()).isEqualTo(42);
            assertThat(read.events()).as(bad).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void octetsOfStrangersEndInAValue(long seed) {
        Random luck = new Random(seed);
        byte[] good = message(39, 42).octets();
        for (int i = 0; i < 5_000; i++) {
            byte[] octets = good.clone();
            for (int change = luck.nextInt(4); change >= 0; change--) {
                octets[luck.nextInt(luck.nextBoolean() ? 12 : octets.length)] = (byte) luck.nextInt(256);
            }
            WakeMessage read = WakeMessage.read(luck.nextInt(4) == 0
                    ? java.util.Arrays.copyOf(octets, luck.nextInt(octets.length))
                    : octets);
            if (read != null && !read.events().isEmpty()) {
                assertThat(read.events().getLast().sequence()).isEqualTo(read.top() + "");
                assertThat(read.events().getFirst().sequence()).isEqualTo(read.first() + "");
                assertThat(read.events()).allMatch(event -> event.source().equals("/boxes/" + read.box()));
            }
        }
    }

    @Test
    void twoThatFollowOneAnotherAreOne() {
        WakeMessage joined = message(40, 41).with(message(42, 44));
        assertThat(seqs(joined)).containsExactly(40L, 41L, 42L, 43L, 44L);
        assertThat(seqs(message(42, 44).with(message(40, 41)))).isEqualTo(seqs(joined)); // passed each other
    }

    @Test
    void ofTwoThatDoNotTheOneThatKnowsMoreStays() {
        assertThat(seqs(message(40, 41).with(message(43, 44)))).containsExactly(43L, 44L);
        assertThat(seqs(message(43, 44).with(message(40, 41)))).containsExactly(43L, 44L);
        assertThat(seqs(message(40, 42).with(message(42, 42)))).containsExactly(40L, 41L, 42L);
        assertThat(seqs(message(40, 42).with(WakeMessage.bare(3, 42)))).containsExactly(40L, 41L, 42L);
        assertThat(message(40, 42).with(WakeMessage.bare(3, 43)).top()).isEqualTo(43);
        assertThat(seqs(WakeMessage.bare(3, 41).with(message(42, 42)))).containsExactly(42L);
        WakeMessage otherEpoch = WakeMessage.of(new BoxTop(3, 8, 2, record(1) + record(2)));
        assertThat(message(3, 4).with(otherEpoch)).isSameAs(otherEpoch);
        assertThat(otherEpoch.with(message(3, 4))).isSameAs(otherEpoch);
    }

    @Test
    void joiningEndsWhereAMessageWouldBeTooLarge() {
        WakeMessage all = message(1, 1);
        for (long seq = 2; seq <= 1_000; seq++) {
            all = all.with(message(seq, seq));
            assertThat(all.records().length).isLessThanOrEqualTo(WakeMessage.MOST);
            assertThat(all.top()).isEqualTo(seq);
        }
        assertThat(all.events()).hasSize(all.count());
    }

    @Test
    void aShelfKeepsOneForEachBoxWithinItsBounds() {
        int one = message(1, 1).records().length;
        WakeShelf shelf = new WakeShelf(2, 3L * one);
        shelf.put(message(1, 1));
        shelf.put(message(2, 2));
        shelf.put(WakeMessage.of(new BoxTop(4, 7, 9, record(9))));
        shelf.put(WakeMessage.bare(5, 1)); // a third box
        assertThat(shelf.octets()).isEqualTo(3L * one);
        assertThat(shelf.boxes()).containsExactlyInAnyOrder(3L, 4L);
        shelf.put(message(3, 3)); // more octets than may wait
        WakeMessage taken = Objects.requireNonNull(shelf.take(3L));
        assertThat(text(taken)).isEqualTo("3:3");
        assertThat(shelf.octets()).isEqualTo(one);
        assertThat(shelf.take(3L)).isNull();
        shelf.clear();
        assertThat(shelf.octets()).isZero();
        assertThat(shelf.isEmpty()).isTrue();
    }

    private static List<Long> seqs(WakeMessage message) {
        return carried(message).events().stream().map(event -> Long.valueOf(event.sequence())).toList();
    }

    /** As it comes out at the other end. */
    private static WakeMessage carried(WakeMessage message) {
        return Objects.requireNonNull(WakeMessage.read(message.octets()));
    }

    private static WakeMessage message(long first, long top) {
        return WakeMessage.of(new BoxTop(3, 7, top, LongStream.rangeClosed(first, top)
                .mapToObj(WakeMessageTest::record).collect(Collectors.joining())));
    }

    private static String record(long seq) {
        return record(id(seq), "kz.centerpro.a", "=s" + seq, TIME, DATA);
    }

    private static String record(String... fields) {
        return "\u001e" + String.join("\u001f", fields);
    }

    private static String id(long seq) {
        return String.format("019343a4-7b1c-7def-8123-%012d", seq);
    }

    private static String text(WakeMessage message) {
        return new String(message.octets(), StandardCharsets.UTF_8);
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

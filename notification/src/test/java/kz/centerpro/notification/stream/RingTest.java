package kz.centerpro.notification.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import kz.centerpro.contracts.event.Cursor;
import kz.centerpro.contracts.event.EventEnvelope;
import org.junit.jupiter.api.Test;

class RingTest {

    private static final long ANY = Long.MAX_VALUE;

    @Test
    void givesWhatComesAfterAPositionAndNothingAtTheTop() {
        Ring ring = Ring.of(1, 10, events(11, 15));
        assertThat(seqs(ring, 10, 100)).containsExactly(11L, 12L, 13L, 14L, 15L);
        assertThat(seqs(ring, 13, 1)).containsExactly(14L);
        assertThat(ring.after(15, 1, Set.of())).isNull();
    }

    @Test
    void continuesOnlyItsOwnEpochAndWhatItHolds() {
        Ring ring = Ring.of(2, 10, events(11, 15));
        assertThat(ring.continues(2, 10)).isTrue();
        assertThat(ring.continues(2, 15)).isTrue();
        assertThat(ring.continues(2, 9)).isFalse();
        assertThat(ring.continues(2, 16)).isFalse();
        assertThat(ring.continues(1, 12)).isFalse();
    }

    @Test
    void aFilterMovesOverOtherTypes() {
        Ring ring = Ring.of(1, 0, events(1, 30)); // types a, b, c by turns
        Ring.Slice slice = Objects.requireNonNull(ring.after(0, 3, Set.of("b")));
        assertThat(slice.events()).extracting(Told::seq).containsExactly(2L, 5L, 8L);
        assertThat(slice.position()).isEqualTo(8);
        Ring.Slice nothing = Objects.requireNonNull(ring.after(0, 3, Set.of("z")));
        assertThat(nothing.events()).isEmpty();
        assertThat(nothing.position()).isEqualTo(30);
    }

    @Test
    void takesNoHole() {
        assertThatThrownBy(() -> Ring.of(1, 5, events(7, 8))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Ring.of(1, 0, events(1, 2)).with(events(4, 5), 10, ANY))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void leavesOutTheOldestByNumberAndByWeightButNeverTheNewest() {
        Ring ring = Ring.of(1, 0, events(1, 8)).with(events(9, 12), 10, ANY);
        assertThat(ring.base()).isEqualTo(2);
        assertThat(ring.top()).isEqualTo(12);
        Ring light = ring.with(events(13, 13), 10, 0);
        assertThat(light.base()).isEqualTo(12);
        assertThat(seqs(light, 12, 9)).containsExactly(13L);
        assertThat(light.weight()).isEqualTo(events(13, 13).getFirst().weight());
    }

    @Test
    void whateverComesInWhateverPiecesItIsAlwaysWithoutAGap() {
        Random luck = new Random(7);
        Ring ring = Ring.of(1, 0, events(1, 1));
        for (int i = 0; i < 2_000; i++) {
            long from = Math.max(ring.base(), ring.top() - luck.nextInt(6)); // overlaps with what is there
            List<Told> more = events(from + 1, from + luck.nextInt(9));
            ring = ring.with(more, 1 + luck.nextInt(40), 1 + luck.nextInt(40_000));
            List<Long> all = seqs(ring, ring.base(), Integer.MAX_VALUE);
            assertThat(all).isEqualTo(LongStream.rangeClosed(ring.base() + 1, ring.top()).boxed().toList());
        }
    }

    private static List<Long> seqs(Ring ring, long after, int limit) {
        Ring.Slice slice = ring.after(after, Math.min(limit, 1_000_000), Set.of());
        return slice == null ? List.of() : slice.events().stream().map(Told::seq).toList();
    }

    private static List<Told> events(long from, long to) {
        List<Told> events = new ArrayList<>();
        for (long seq = from; seq <= to; seq++) {
            events.add(new Told(EventEnvelope.of("id-" + seq, 7, String.valueOf((char) ('a' + (seq - 1) % 3)), null,
                    "2026-11-22T00:00:00.000Z", new Cursor(1, seq),
                    "{\"n\":" + "1".repeat(Math.toIntExact(seq % 50 + 1)) + "}")));
        }
        return events;
    }
}

package kz.centerpro.notification.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import kz.centerpro.contracts.event.Cursor;
import kz.centerpro.contracts.event.EventEnvelope;
import kz.centerpro.contracts.event.EventTypes;
import org.junit.jupiter.api.Test;

class HeardTest {

    @Test
    void keepsWhatNoticesAreMadeOfAndKnowsHowFarItGoes() {
        Heard heard = Heard.of(1, 5, List.of(event(5, EventTypes.DOCUMENT_ARRIVED), event(6, "kz.centerpro.test.other"),
                event(7, EventTypes.DOCUMENT_ARRIVED), event(8, "kz.centerpro.test.other")));
        assertThat(heard.last()).isEqualTo(8);
        assertThat(heard.after(4)).extracting(EventEnvelope::sequence).containsExactly("5", "7");
        assertThat(heard.after(5)).extracting(EventEnvelope::sequence).containsExactly("7");
        assertThat(heard.after(7)).isEmpty();
    }

    @Test
    void continuesAReaderThatStandsBeforeOrWithinIt() {
        Heard heard = Heard.of(2, 5, all(5, 8));
        assertThat(LongStream.rangeClosed(0, 9).filter(seq -> heard.continues(claim(2, seq)))).containsExactly(4L, 5L,
                6L, 7L);
        assertThat(heard.continues(claim(1, 4))).as("another epoch").isFalse();
        assertThat(Heard.SOMETHING.continues(claim(0, 0))).isFalse();
    }

    @Test
    void joinsOnlyWhatFollows() {
        Heard first = Heard.of(1, 1, all(1, 3));
        assertThat(first.with(Heard.of(1, 4, all(4, 5)))).isEqualTo(Heard.of(1, 1, all(1, 5)));
        assertThat(first.with(Heard.of(1, 5, all(5, 6)))).as("a gap").isEqualTo(Heard.SOMETHING);
        assertThat(first.with(Heard.of(1, 3, all(3, 4)))).as("a repeat").isEqualTo(Heard.SOMETHING);
        assertThat(first.with(Heard.of(2, 4, all(4, 4)))).as("another epoch").isEqualTo(Heard.SOMETHING);
        assertThat(first.with(Heard.SOMETHING)).isEqualTo(Heard.SOMETHING);
        assertThat(Heard.SOMETHING.with(first)).isEqualTo(Heard.SOMETHING);
    }

    private static NoticeClaim claim(int epoch, long seq) {
        return new NoticeClaim(1, new UUID(1, 2), epoch, seq);
    }

    private static List<EventEnvelope> all(long from, long to) {
        return LongStream.rangeClosed(from, to).mapToObj(seq -> event(seq, EventTypes.DOCUMENT_ARRIVED)).toList();
    }

    private static EventEnvelope event(long seq, String type) {
        return EventEnvelope.of(new UUID(0, seq).toString(), 1, type, null, "2026-11-30T10:00:00.000Z",
                new Cursor(1, seq), "{}");
    }
}

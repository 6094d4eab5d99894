package kz.centerpro.notification.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import kz.centerpro.contracts.event.Cursor;
import kz.centerpro.contracts.event.EventEnvelope;
import kz.centerpro.eventlog.WakeListener;
import org.junit.jupiter.api.Test;

class SharedWakeTest {

    private final List<String> heard = new ArrayList<>();

    @Test
    void tellsThoseWhoListenAndTheFirstFirst() {
        SharedWake shared = new SharedWake(
                List.of(listener("streams", Set.of(1L, 2L)), listener("webhooks", Set.of(2L))));
        assertThat(shared.listens(3)).isFalse();
        assertThat(shared.listens(2)).isTrue();
        assertThat(shared.boxes()).containsExactly(1L, 2L);
        shared.rang(1, 5);
        shared.rang(2, 6);
        shared.rang(3, 7);
        shared.swept(2, 8);
        assertThat(heard).containsExactly("streams 1 5", "streams 2 6", "webhooks 2 6", "streams 2 swept 8",
                "webhooks 2 swept 8");
    }

    @Test
    void handsOnTheEventsAndAHintToThoseWhoTakeNoEvents() {
        WakeListener takes = new WakeListener() {
            @Override
            public Collection<Long> boxes() {
                return Set.of(2L);
            }

            @Override
            public boolean listens(long box) {
                return box == 2;
            }

            @Override
            public void rang(long box, long top) {
                throw new AssertionError("told without its events");
            }

            @Override
            public void grown(long box, int epoch, long first, List<EventEnvelope> events) {
                heard.add("events " + box + " " + epoch + " " + first + " " + events.size());
            }

            @Override
            public void swept(long box, long top) {}
        };
        SharedWake shared = new SharedWake(List.of(takes, listener("webhooks", Set.of(1L, 2L))));
        List<EventEnvelope> events = List.of(event(8), event(9));
        shared.grown(2, 5, 8, events);
        shared.grown(1, 5, 8, events);
        shared.grown(3, 5, 8, events);
        assertThat(heard).containsExactly("events 2 5 8 2", "webhooks 2 9", "webhooks 1 9");
    }

    private static EventEnvelope event(long seq) {
        return EventEnvelope.of("id-" + seq, 2, "a", null, "2026-11-22T00:00:00.000Z", new Cursor(5, seq), "{}");
    }

    private WakeListener listener(String name, Set<Long> boxes) {
        return new WakeListener() {
            @Override
            public Collection<Long> boxes() {
                return boxes;
            }

            @Override
            public boolean listens(long box) {
                return boxes.contains(box);
            }

            @Override
            public void rang(long box, long top) {
                heard.add(name + " " + box + " " + top);
            }

            @Override
            public void swept(long box, long top) {
                heard.add(name + " " + box + " swept " + top);
            }
        };
    }
}

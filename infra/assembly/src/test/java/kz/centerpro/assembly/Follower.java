package kz.centerpro.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** Notes everything that comes on one box's stream, with the time at which it came. */
final class Follower implements AutoCloseable {

    private static final Duration SILENCE = Duration.ofSeconds(60);

    private final Boxes stream;
    private final Queue<Seen> seen = new ConcurrentLinkedQueue<>();

    private Follower(Boxes stream) {
        this.stream = stream;
        Thread.ofVirtual().start(this::note);
    }

    record Seen(long seq, String type, String subject, Duration late) {}

    /** From the box's very beginning, over one connection. */
    static Follower of(Party party, HubProcess notification) {
        return new Follower(Boxes.follow(notification.http(), party.token(), null));
    }

    private void note() {
        try {
            while (true) {
                JsonNode event = stream.next(any -> any.hasNonNull("sequence"), "anything", SILENCE);
                Instant at = Instant.parse(event.path("time").asString());
                seen.add(new Seen(Long.parseLong(event.path("sequence").asString()), event.path("type").asString(),
                        event.path("subject").asString(""), Duration.between(at, Instant.now())));
            }
        } catch (AssertionError silence) {
            // the test has looked at what came and went on
        }
    }

    List<Seen> seen() {
        return List.copyOf(seen);
    }

    /** Waits until as many documents have arrived. */
    void awaitArrived(int count, Duration patience) {
        Await.until(() -> arrived().size() + " of " + count + " have arrived", patience,
                () -> arrived().size() >= count);
    }

    List<Seen> arrived() {
        return seen.stream().filter(event -> event.type().endsWith("document.arrived")).toList();
    }

    /** Nothing missing, nothing twice, in order. */
    void assertUnbroken() {
        List<Long> seqs = new ArrayList<>(seen().stream().map(Seen::seq).toList());
        long first = seqs.isEmpty() ? 0 : seqs.get(0);
        assertThat(seqs).isEqualTo(IntStream.range(0, seqs.size()).mapToObj(i -> first + i).toList());
    }

    @Override
    public void close() {
        stream.close();
    }
}

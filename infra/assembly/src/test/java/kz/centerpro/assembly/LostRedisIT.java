package kz.centerpro.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** kill -9 of Redis under load: events are late by a sweep at most, and none is lost (invariant 5). */
@Tag("fleet")
class LostRedisIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    /** The sweep of at most 2 s, and what a busy machine adds. */
    private static final Duration LATE_MAX = Duration.ofSeconds(2 + 5);

    private final Fleet fleet = Fleet.whole();

    @Test
    void delaysEventsByASweepAndLosesNone() {
        Party sender = fleet.newcomer();
        Party recipient = fleet.newcomer();
        try (Traffic traffic = Traffic.start(sender, recipient, 4, Duration.ofMillis(40), fleet.hub(0), fleet.hub(1));
                Follower follower = Follower.of(recipient, fleet.notification())) {
            awaitWakeUpsBy("redis");
            traffic.await(80, SOON);
            int before = follower.arrived().size();
            fleet.redis().kill();
            awaitWakeUpsBy("sweep only");
            traffic.await(120, SOON);
            follower.awaitArrived(before + 120, SOON); // while Redis is away
            int without = follower.arrived().size();
            fleet.redis().restart();
            awaitWakeUpsBy("redis");
            traffic.await(80, SOON);
            traffic.stop();

            follower.awaitArrived(traffic.accepted(), SOON);
            follower.assertUnbroken();
            List<Follower.Seen> arrived = follower.arrived();
            assertThat(arrived).extracting(Follower.Seen::subject)
                    .containsExactlyInAnyOrderElementsOf(traffic.numbers());
            System.out.println("FIGURE latest with Redis " + latest(arrived.subList(0, before)) + ", without "
                    + latest(arrived.subList(before, without)) + ", back "
                    + latest(arrived.subList(without, arrived.size())) + "; " + traffic);
            assertThat(latest(arrived)).isLessThanOrEqualTo(LATE_MAX);
            assertThat(traffic.refusals()).as("intake does not need Redis").isEmpty();
            assertThat(traffic.unanswered()).isZero();
            new Books(fleet, sender, recipient).hold(traffic.numbers());
        }
    }

    private void awaitWakeUpsBy(String what) {
        Await.until(() -> "wake-ups by " + what + ": " + fleet.notification().health(), SOON,
                () -> fleet.notification().health().findPath("wakeUps").asString("").equals(what));
    }

    private static Duration latest(List<Follower.Seen> events) {
        return events.stream().map(Follower.Seen::late).max(Duration::compareTo).orElse(Duration.ZERO);
    }
}

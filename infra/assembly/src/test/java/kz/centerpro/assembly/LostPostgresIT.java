package kz.centerpro.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** kill -9 of PostgreSQL under load: honest refusals meanwhile, nothing acknowledged is lost, streams go on. */
@Tag("fleet")
class LostPostgresIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final Fleet fleet = Fleet.whole();

    @Test
    void isAnswered503UntilItIsBackAndLosesNothing() {
        Party sender = fleet.newcomer();
        Party recipient = fleet.newcomer();
        try (Traffic traffic = Traffic.start(sender, recipient, 8, Duration.ofMillis(30), fleet.hub(0), fleet.hub(1));
                Follower follower = Follower.of(recipient, fleet.notification())) {
            traffic.await(100, SOON);
            fleet.postgres().kill();
            traffic.awaitRefusals(30, SOON);
            honest(sender.get("/v1/documents?box=out&limit=1"));
            honest(sender.at(fleet.hub(1).http()).call("POST", "/v1/auth/challenges", List.of()));
            honest(sender.at(fleet.notification().http()).get("/v1/events?limit=1"));
            fleet.postgres().restart();
            traffic.await(150, SOON);
            traffic.stop();
            System.out.println("FIGURE kill -9 of PostgreSQL: " + traffic);

            assertThat(traffic.refusals()).allSatisfy(LostPostgresIT::honest);
            assertThat(traffic.unanswered()).as("the hubs stay up and answer").isZero();
            new Books(fleet, sender, recipient).hold(traffic.numbers());
            KilledHubIT.readable(recipient, traffic);
            follower.awaitArrived(traffic.accepted(), SOON);
            follower.assertUnbroken();
        }
    }

    private static void honest(Party.Answer answer) {
        answer.expect(503);
        assertThat(answer.text("code")).isIn("dependency_unavailable", "overloaded");
        assertThat(Integer.parseInt(answer.headers().getOrDefault("Retry-After", List.of("0")).get(0))).isPositive();
        assertThat(answer.body().path("retryAfter").asInt()).isPositive();
    }
}

package kz.centerpro.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** kill -9 of a hub under load: another takes its work, and what was answered is there (invariant 1). */
class KilledHubIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final Fleet fleet = Fleet.whole();

    @Test
    void losesNothingAnsweredAndRepeatsNothingUnanswered() {
        Party sender = fleet.newcomer();
        Party recipient = fleet.newcomer();
        try (Traffic traffic = Traffic.start(sender, recipient, 16, Duration.ofMillis(30), fleet.hub(0),
                fleet.hub(1))) {
            traffic.await(150, SOON);
            fleet.hub(1).kill();
            HubProcess third = fleet.replaceHub(1);
            traffic.await(50, SOON); // repeated and new ones, at the hub that is left
            traffic.route(fleet.hub(0));
            third.ready();
            traffic.route(third);
            traffic.await(150, SOON);
            traffic.stop();
            System.out.println("FIGURE kill -9 of a hub: " + traffic);

            assertThat(traffic.unanswered()).as("requests cut off by the kill").isPositive();
            assertThat(traffic.refusals()).as("answers other than 200 and 201").isEmpty();
            new Books(fleet, sender, recipient).hold(traffic.numbers());
            readable(recipient.at(third.http()), traffic);
        }
    }

    /** A sample of the documents can be fetched, and is what was sent. */
    static void readable(Party recipient, Traffic traffic) {
        traffic.contents().entrySet().stream().sorted(Map.Entry.comparingByKey()).limit(20).forEach(
                sent -> assertThat(recipient.get("/v1/documents/" + sent.getKey() + "/content").expect(200).bytes())
                        .isEqualTo(sent.getValue()));
    }
}

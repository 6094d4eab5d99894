package kz.centerpro.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import kz.centerpro.sandbox.trustcentre.Person;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** kill -9 of a hub under load: another takes its work, and what was answered is there (invariant 1). */
@Tag("fleet")
class KilledHubIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final Fleet fleet = Fleet.whole();

    @Test
    void losesNothingAnsweredAndRepeatsNothingUnanswered() {
        Party sender = fleet.newcomer();
        Party recipient = fleet.newcomer();
        Party patient = fleet.newcomer();
        Person late = fleet.newPerson();
        try (Traffic traffic = Traffic.start(sender, recipient, 16, Duration.ofMillis(30), fleet.hub(0),
                fleet.hub(1))) {
            traffic.await(150, SOON);
            List<String> waited = waiting(patient, late);
            Party joined = new Party(fleet.hub(0).http(), late.signer()).join(Map.of("kind", "INDIVIDUAL"));
            fleet.hub(1).kill(); // while what waited is being brought, by this hub or the other
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
            Await.until("all that waited to be brought", SOON, () -> fleet.count(
                    "select count(*) from hub.waiting where box_id = ?", fleet.box(patient)) == 0);
            new Books(fleet, patient, joined).hold(waited);
            assertThat(fleet.column("select number from hub.inbox where box_id = ? order by pos", fleet.box(joined)))
                    .as("in the order of acceptance").isEqualTo(waited);
        }
    }

    /** Documents for somebody who has not joined, accepted by both hubs by turns (clause 7.9.10). */
    private List<String> waiting(Party patient, Person late) {
        List<String> numbers = new ArrayList<>();
        for (Letter letter : Letter.many(patient, 60)) {
            Map<String, Object> metadata = Map.of("title", "Хат", "externalId", letter.externalId(), "recipients",
                    List.of(Map.of("taxId", String.valueOf(late.iin()))));
            numbers.add(patient.at(fleet.hub(numbers.size() % 2).http())
                    .send(metadata, letter.signature(), letter.content(), letter.key()).expect(201).text("number"));
        }
        return numbers;
    }

    /** The two worst moments: a batch is committed and nobody told, a delivery is made and not acknowledged. */
    @Test
    void repeatsWithoutTraceWhatWasCommittedWhileItDied() throws Exception {
        Party sender = fleet.newcomer();
        Party recipient = fleet.newcomer();
        HubProcess victim = fleet.hub(1);
        Books books = new Books(fleet, sender, recipient);
        List<Letter> letters = Letter.many(sender, 17);
        Set<String> numbers = new HashSet<>();
        numbers.add(letters.get(0).send(sender.at(victim.http()), recipient).expect(201).text("number"));
        books.hold(numbers); // both boxes are there

        List<Future<Party.Answer>> unanswered = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try (Connection deliveries = fleet.hold(recipient)) {
                for (Letter letter : letters.subList(1, 9)) {
                    numbers.add(letter.send(sender.at(victim.http()), recipient).expect(201).text("number"));
                }
                fleet.awaitHeld("deliver_batch", SOON);
                try (Connection acceptances = fleet.hold(sender)) {
                    for (Letter letter : letters.subList(9, 17)) {
                        unanswered.add(threads.submit(() -> letter.send(sender.at(victim.http()), recipient)));
                    }
                    fleet.awaitHeld("accept_batch", SOON);
                    victim.kill();
                    acceptances.rollback();
                }
                deliveries.rollback();
            }
            for (Future<Party.Answer> one : unanswered) {
                assertThatThrownBy(() -> one.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(UncheckedIOException.class);
            }
        }
        Await.until("a batch of the dead hub to be committed", SOON, () -> fleet.count(
                "select count(*) from hub.document where box_id = ?", fleet.box(sender)) > numbers.size());

        Map<Integer, Integer> statuses = new TreeMap<>();
        for (Letter letter : letters) {
            Party.Answer again = letter.send(sender.at(fleet.hub(0).http()), recipient).expect(200, 201);
            statuses.merge(again.status(), 1, Integer::sum);
            numbers.add(again.text("number"));
        }
        System.out.println("FIGURE repeated after the kill: " + statuses + "; delivered and not acknowledged: "
                + fleet.count("select count(*) from hub.outbox o join hub.inbox i on i.box_id = o.target_box"
                        + " and i.number = o.number where o.box_id = ?", fleet.box(sender)));
        assertThat(numbers).hasSize(letters.size());
        assertThat(statuses.getOrDefault(200, 0)).isGreaterThan(9);
        books.hold(numbers);
    }

    /** A sample of the documents can be fetched, and is what was sent. */
    static void readable(Party recipient, Traffic traffic) {
        traffic.contents().entrySet().stream().sorted(Map.Entry.comparingByKey()).limit(20).forEach(
                sent -> assertThat(recipient.get("/v1/documents/" + sent.getKey() + "/content").expect(200).bytes())
                        .isEqualTo(sent.getValue()));
    }
}

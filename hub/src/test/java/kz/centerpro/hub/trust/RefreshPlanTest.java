package kz.centerpro.hub.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** When lists are fetched again. */
class RefreshPlanTest {

    private static final Instant NOW = Instant.parse("2026-06-01T10:00:00Z");
    private static final URI LIST = URI.create("http://lists.test/a.crl");
    private static final Duration EVERY = Duration.ofMinutes(30);

    private final RefreshPlan plan = new RefreshPlan(EVERY, () -> 1.0);

    RefreshPlanTest() {
        plan.add(LIST);
    }

    @Test
    void asksAtOnceAndThenAtItsInterval() {
        assertThat(plan.due(NOW)).containsExactly(LIST);
        plan.fetched(LIST, NOW, NOW, NOW.plus(Duration.ofDays(30)));
        assertThat(plan.due(NOW.plus(EVERY).minusSeconds(1))).isEmpty();
        assertThat(plan.due(NOW.plus(EVERY))).containsExactly(LIST);
        plan.add(LIST);
        assertThat(plan.due(NOW)).isEmpty();
    }

    @Test
    void asksBeforeTheListEnds() {
        plan.fetched(LIST, NOW, NOW, NOW.plus(Duration.ofMinutes(10)));
        assertThat(plan.due(NOW.plus(Duration.ofMinutes(9)).minusSeconds(1))).isEmpty();
        assertThat(plan.due(NOW.plus(Duration.ofMinutes(9)))).containsExactly(LIST);
        plan.fetched(LIST, NOW, NOW.minus(EVERY), NOW.minusSeconds(1));
        assertThat(plan.due(NOW.plusSeconds(14))).isEmpty();
        assertThat(plan.due(NOW.plusSeconds(15))).containsExactly(LIST);
    }

    @Test
    void spreadsTheMomentsOfDifferentHubs() {
        RefreshPlan early = new RefreshPlan(EVERY, () -> 0.0);
        early.add(LIST);
        early.fetched(LIST, NOW, NOW, null);
        assertThat(early.due(NOW.plus(Duration.ofMinutes(24)))).containsExactly(LIST);
        assertThat(early.due(NOW.plus(Duration.ofMinutes(24)).minusSeconds(1))).isEmpty();
    }

    @Test
    void asksAgainSoonAfterAFailureAndThenLessOften() {
        plan.failed(LIST, NOW);
        assertThat(plan.due(NOW.plusSeconds(14))).isEmpty();
        assertThat(plan.due(NOW.plusSeconds(15))).containsExactly(LIST);
        plan.failed(LIST, NOW);
        assertThat(plan.due(NOW.plusSeconds(29))).isEmpty();
        for (int i = 0; i < 100; i++) {
            plan.failed(LIST, NOW);
        }
        assertThat(plan.due(NOW.plus(EVERY))).containsExactly(LIST);
    }

    @Test
    void followsABoundedNumberOfAddressesAndNoNonsense() {
        for (int i = 0; i < 1000; i++) {
            plan.addNamed("http://lists.test/" + i + ".crl");
        }
        plan.addNamed("http://lists.test/ with spaces");
        assertThat(plan.due(NOW)).hasSize(64).contains(LIST);
    }
}

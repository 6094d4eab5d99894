package kz.centerpro.hub.kernel;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.testkit.ManualClock;
import org.junit.jupiter.api.Test;

class WorksTest {

    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");

    private final ManualClock clock = ManualClock.at(NOON);
    private final Works works = new Works(clock);

    @Test
    void refusesWhileAWindowIsOpenAndNeitherBeforeNorAfter() {
        works.announced(List.of(new Works.Window(UUID.randomUUID(), NOON.plusSeconds(60), NOON.plusSeconds(120))));

        assertThatCode(works::requireNone).doesNotThrowAnyException();
        clock.advance(Duration.ofSeconds(60));
        assertThatThrownBy(works::requireNone).isInstanceOf(Refusal.class);
        clock.advance(Duration.ofSeconds(60));
        assertThatCode(works::requireNone).doesNotThrowAnyException();
    }

    @Test
    void refusesWithoutEndUntilItIsToldOtherwise() {
        works.announced(List.of(new Works.Window(UUID.randomUUID(), NOON, null)));

        assertThatThrownBy(works::requireNone).isInstanceOf(Refusal.class);
        works.announced(List.of());
        assertThatCode(works::requireNone).doesNotThrowAnyException();
    }
}

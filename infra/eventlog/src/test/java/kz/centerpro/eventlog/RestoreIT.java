package kz.centerpro.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import kz.centerpro.contracts.event.Cursor;
import kz.centerpro.testkit.TestDatabase;
import kz.centerpro.testkit.TestServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.test.StepVerifier;

/** A backup is restored: no cursor of the lost time fits any box again. */
class RestoreIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final List<String> TABLES = List.of("log_epoch", "box", "box_day", "event");

    private final TestLog log = TestLog.on(TestServers.freshDatabase());
    private final TestDatabase database = log.database();

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void everyCursorOfBeforeIsRefusedAlsoWhereTheNumbersAreGivenAgain() {
        log.appended(1, 1, 2);
        backUp();
        log.appended(1, 1, 3, 3);
        Cursor lost = state(1).cursorAt(4);
        Cursor lostBox = state(3).cursorAt(2);
        restore("2026-11-22T09:00:00Z");
        assertThat(state(1).top()).isEqualTo(2);
        assertThat(state(1).epoch()).isEqualTo(state(2).epoch()).isEqualTo(state(3).epoch()).isGreaterThan(1);
        log.appended(1, 1, 1, 3, 3, 3); // numbers up to the lost ones and beyond, in old boxes and in new ones
        assertThat(state(1).top()).isEqualTo(5);
        assertThat(state(1).continues(lost)).isFalse();
        assertThat(state(3).continues(lostBox)).isFalse();
        StepVerifier.create(log.reader().page(1, 2, 10, Set.of())).assertNext(page -> {
            assertThat(page.events()).hasSize(3);
            assertThat(page.state().continues(lost)).isFalse();
            assertThat(Cursor.decode(page.events().getFirst().cursor()))
                    .contains(new Cursor(page.state().epoch(), 3));
        }).expectComplete().verify(SOON);
    }

    @Test
    void theSameBackupRestoredTwiceGivesTwoEpochs() {
        log.appended(1);
        backUp();
        restore("2026-11-22T09:00:00Z");
        Cursor between = state(1).cursorAt(1);
        restore("2026-11-22T11:00:00Z");
        assertThat(state(1).epoch()).isGreaterThan(between.epoch());
        assertThat(state(1).continues(between)).isFalse();
    }

    @Test
    void theHubMayNotDoIt() {
        StepVerifier.create(DatabaseClient.create(log.hub()).sql("select eventlog.restore_epoch(now())").fetch().all())
                .expectError(DataAccessException.class).verify(SOON);
    }

    private BoxState state(long box) {
        return Objects.requireNonNull(log.reader().state(box).block(SOON));
    }

    private void backUp() {
        TABLES.forEach(table -> database.execute("create table public." + table + " as table eventlog." + table));
    }

    private void restore(String at) {
        TABLES.forEach(table -> database.execute("truncate eventlog." + table + "; insert into eventlog." + table
                + " select * from public." + table));
        database.value("select eventlog.restore_epoch('" + Instant.parse(at) + "')");
    }
}

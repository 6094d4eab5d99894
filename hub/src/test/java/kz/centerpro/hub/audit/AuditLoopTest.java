package kz.centerpro.hub.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;

class AuditLoopTest {

    private final VirtualTimeScheduler time = VirtualTimeScheduler.getOrSet();
    private final List<List<AuditNote>> begun = new ArrayList<>();
    private final Sinks.Empty<Void> written = Sinks.empty();
    private final AtomicBoolean stopped = new AtomicBoolean();
    /** The first batch is under way until somebody says so; it is there when it is cut off, too. */
    private final Audit audit = new Audit(notes -> Mono.defer(() -> {
        begun.add(List.copyOf(notes));
        return begun.size() == 1 ? written.asMono() : Mono.empty();
    }));
    private final AuditLoop loop = new AuditLoop(audit);

    @AfterEach
    void realTime() {
        VirtualTimeScheduler.reset();
    }

    private static AuditNote note(String object) {
        return new AuditNote(1, null, null, null, "SIGN", object, 200, Instant.EPOCH);
    }

    @Test
    void aBatchThatIsBeingWrittenAtTheEndIsWrittenOnce() {
        audit.note(note("first"));
        loop.start();
        time.advanceTimeBy(Duration.ofMillis(200));
        audit.note(note("second"));
        loop.stop(() -> stopped.set(true));
        time.advanceTimeBy(Duration.ofMillis(500));
        assertThat(stopped).isFalse();
        written.tryEmitEmpty().orThrow();
        time.advanceTimeBy(Duration.ofMillis(200));

        assertThat(stopped).isTrue();
        assertThat(loop.isRunning()).isFalse();
        assertThat(begun).containsExactly(List.of(note("first")), List.of(note("second")));
    }

    @Test
    void aStoreThatSaysNothingHoldsUpTheEndForAWhileAlone() {
        audit.note(note("first"));
        loop.start();
        time.advanceTimeBy(Duration.ofMillis(200));
        loop.stop(() -> stopped.set(true));
        time.advanceTimeBy(Duration.ofSeconds(4));
        assertThat(stopped).isTrue();
        assertThat(begun).hasSize(1);
    }

    @Test
    void whatWasNotedBeforeTheFirstTurnIsWrittenAtTheEnd() {
        written.tryEmitEmpty().orThrow();
        loop.start();
        audit.note(note("first"));
        loop.stop(() -> stopped.set(true));
        assertThat(stopped).isTrue();
        assertThat(begun).hasSize(1);
    }
}

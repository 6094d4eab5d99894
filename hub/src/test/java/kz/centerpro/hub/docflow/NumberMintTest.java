package kz.centerpro.hub.docflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.testkit.ManualClock;
import org.junit.jupiter.api.Test;

class NumberMintTest {

    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    @Test
    void makesNoNumberWithoutALease() {
        NumberMint mint = new NumberMint(ManualClock.at(START));
        assertThatThrownBy(mint::next).isInstanceOfSatisfying(Refusal.class,
                refusal -> assertThat(refusal.type()).isEqualTo(ProblemType.OVERLOADED));
    }

    @Test
    void neverRepeatsWhateverTheClockDoes() {
        Random random = new Random(11);
        ManualClock clock = ManualClock.at(START);
        NumberMint mint = new NumberMint(clock);
        mint.hold(new NumberMint.Lease(7, START.minusSeconds(60), START.plusSeconds(600)));
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            assertThat(seen.add(mint.next().value())).isTrue();
            if (random.nextInt(50) == 0) {
                clock.advance(Duration.ofMillis(random.nextInt(5) - 2));
            }
        }
    }

    @Test
    void stopsBeforeItsLeaseEnds() {
        ManualClock clock = ManualClock.at(START);
        NumberMint mint = new NumberMint(clock);
        mint.hold(new NumberMint.Lease(7, START.minusSeconds(60), START.plusSeconds(30)));
        mint.next();
        clock.advance(Duration.ofSeconds(30).minus(NumberMint.MARGIN));
        assertThatThrownBy(mint::next).isInstanceOf(Refusal.class);
    }

    /** A node that was paused beyond its lease and the node that took its digits over never make the same number. */
    @Test
    void sharesNoNumberWithTheNextHolderOfItsDigits() {
        ManualClock clock = ManualClock.at(START);
        NumberMint before = new NumberMint(clock);
        Instant end = START.plusSeconds(30);
        before.hold(new NumberMint.Lease(7, START.minusSeconds(60), end));
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            all.add(before.next().value());
        }
        clock.advance(Duration.ofSeconds(24));
        all.add(before.next().value());
        NumberMint after = new NumberMint(clock); // its clock is behind: the lease's beginning holds it back
        after.hold(new NumberMint.Lease(7, end, end.plusSeconds(30)));
        for (int i = 0; i < 3000; i++) {
            all.add(after.next().value());
        }
        assertThat(all).doesNotHaveDuplicates();
    }
}

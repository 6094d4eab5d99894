package kz.centerpro.hub.participant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import kz.centerpro.contracts.party.SignerRole;
import kz.centerpro.contracts.party.SigningRight;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.testkit.ManualClock;
import org.junit.jupiter.api.Test;

class MinuteMeterTest {

    private final ManualClock clock = ManualClock.at("2026-11-22T09:00:00Z");
    private final MinuteMeter meter = new MinuteMeter(2, clock);

    @Test
    void refusesWhatIsOverTheLimitUntilTheMinuteEnds() {
        meter.count("a");
        clock.advance(Duration.ofSeconds(40));
        meter.count("a");
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> meter.count("a"))
                .satisfies(refusal -> assertThat(refusal.retryAfter()).isEqualTo(Duration.ofSeconds(21)));
        clock.advance(Duration.ofSeconds(20));
        assertThatCode(() -> meter.count("a")).doesNotThrowAnyException();
    }

    @Test
    void countsCallersApart() {
        meter.count("a");
        meter.count("a");
        assertThatCode(() -> meter.count("b")).doesNotThrowAnyException();
    }

    @Test
    void timesHaveMillisecondsOnTheWire() {
        assertThat(WireTime.format(clock.instant())).isEqualTo("2026-11-22T09:00:00.000Z");
        assertThat(WireTime.parse("2026-11-22T14:00:00.1239+05:00")).hasValue(clock.instant().plusMillis(123));
        assertThat(WireTime.parse("2026-11-22")).isEmpty();
    }

    @Test
    void signingRightIsReadFromTheRole() {
        assertThat(SigningRight.of(SignerRole.EMPLOYEE, true)).isEqualTo(SigningRight.NOT_CONFIRMED);
        assertThat(SigningRight.of(SignerRole.SIGN_RIGHT, true)).isEqualTo(SigningRight.CONFIRMED);
        assertThat(SigningRight.of(SignerRole.FINANCE_SIGN, true)).isEqualTo(SigningRight.FINANCIAL_DOCUMENTS);
        assertThat(SigningRight.of(SignerRole.INDIVIDUAL, false)).isEqualTo(SigningRight.OWN_NAME);
    }
}

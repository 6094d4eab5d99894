package kz.centerpro.hub.report;

import static org.assertj.core.api.Assertions.assertThat;

import kz.centerpro.hub.report.LiabilityPolicy.Caps;
import kz.centerpro.hub.report.LiabilityPolicy.Facts;
import org.junit.jupiter.api.Test;

/** Clauses 7.6.2 and 7.7 with reading A12; amounts in tiyn. */
class LiabilityPolicyTest {

    @Test
    void fivePercentOfWhatWasPaidAndTenOfTheListPrice() {
        assertThat(LiabilityPolicy.caps(new Facts(4_000_000, 5_000_000, 0, false)))
                .isEqualTo(new Caps(200_000, 500_000, 200_000, 500_000));
    }

    @Test
    void whatWasSettledIsTakenOffAllTogether() {
        assertThat(LiabilityPolicy.caps(new Facts(4_000_000, 5_000_000, 200_000, false)))
                .isEqualTo(new Caps(200_000, 500_000, 200_000, 300_000));
        assertThat(LiabilityPolicy.caps(new Facts(4_000_000, 5_000_000, 350_000, false)))
                .isEqualTo(new Caps(200_000, 500_000, 150_000, 150_000));
    }

    @Test
    void moreThanAllIsNeverLeft() {
        // The last tariff is a cheaper one than that by which claims were settled before.
        assertThat(LiabilityPolicy.caps(new Facts(100_000, 100_000, 200_000, false)))
                .isEqualTo(new Caps(5_000, 10_000, 0, 0));
    }

    @Test
    void roundsDownToTheTiyn() {
        assertThat(LiabilityPolicy.caps(new Facts(39, 99, 0, false))).isEqualTo(new Caps(1, 9, 1, 9));
        assertThat(LiabilityPolicy.caps(new Facts(19, 20, 0, false))).isEqualTo(new Caps(0, 2, 0, 2));
    }

    @Test
    void nothingInForceMajeureOrWhenNothingWasPaid() {
        Caps none = new Caps(0, 0, 0, 0);
        assertThat(LiabilityPolicy.caps(new Facts(4_000_000, 5_000_000, 0, true))).isEqualTo(none);
        assertThat(LiabilityPolicy.caps(new Facts(0, 5_000_000, 0, false))).isEqualTo(none);
    }

    @Test
    void theRemainderIsThatOfTheKind() {
        Caps caps = LiabilityPolicy.caps(new Facts(4_000_000, 5_000_000, 0, false));
        assertThat(caps.remaining(true)).isEqualTo(200_000);
        assertThat(caps.remaining(false)).isEqualTo(500_000);
    }
}

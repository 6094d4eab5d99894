package kz.centerpro.hub.participant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import kz.centerpro.contracts.party.RequisitesRequest;
import kz.centerpro.contracts.problem.Refusal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RequisitesPolicyTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 30);

    @Test
    void tenthDayIsInTimeAndTheEleventhIsLate() {
        assertThat(RequisitesPolicy.isLate(TODAY.minusDays(10), TODAY)).isFalse();
        assertThat(RequisitesPolicy.isLate(TODAY.minusDays(11), TODAY)).isTrue();
    }

    @Test
    void accountsAreWrittenAsBanksWriteThem() {
        RequisitesRequest checked = RequisitesPolicy.checked(declared("2026-11-30", " kz75 125k zt20 6910 0100 "),
                TODAY);

        assertThat(checked.iban()).isEqualTo("KZ75125KZT2069100100");
        assertThat(checked.address()).isNull();
    }

    @Test
    void wrongCheckDigitsAndDaysToComeAreRefused() {
        assertThatThrownBy(() -> RequisitesPolicy.checked(declared("2026-11-30", "KZ76125KZT2069100100"), TODAY))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> RequisitesPolicy.checked(declared("2026-12-01", null), TODAY))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> RequisitesPolicy.checked(declared(null, null), TODAY)).isInstanceOf(Refusal.class);
    }

    private static RequisitesRequest declared(@Nullable String changedOn, @Nullable String iban) {
        return new RequisitesRequest(changedOn, null, " ", null, null, null, null, null, iban, null);
    }
}

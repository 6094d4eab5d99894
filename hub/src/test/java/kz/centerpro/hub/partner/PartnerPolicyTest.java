package kz.centerpro.hub.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import kz.centerpro.contracts.billing.PartnerTermsPublication;
import kz.centerpro.contracts.problem.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartnerPolicyTest {

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 1, 0x9a_bcde_f012L, Long.MIN_VALUE})
    void aCodeIsOfSignsThatNobodyTakesForEachOther(long random) {
        assertThat(PartnerPolicy.code(random)).matches("[2-9A-HJ-NP-Z]{8}");
    }

    @Test
    void eachOfFortyBitsCounts() {
        for (int bit = 0; bit < 40; bit++) {
            assertThat(PartnerPolicy.code(1L << bit)).isNotEqualTo(PartnerPolicy.code(0));
        }
    }

    @Test
    void aCodeIsReadAsPeopleTypeIt() {
        assertThat(PartnerPolicy.code(" abcd2345 ")).isEqualTo("ABCD2345");
        for (String wrong : new String[]{"", "ABC", "ABCD-345", "ABCD23456"}) {
            assertThatThrownBy(() -> PartnerPolicy.code(wrong)).isInstanceOf(Refusal.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"0,30,90", "101,30,90", "10,0,90", "10,367,90", "10,30,0", "10,30,3661", ",30,90"})
    void refusesTermsBeyondTheirBounds(Integer percent, Integer join, Integer reward) {
        assertThatThrownBy(
                () -> PartnerPolicy.checked(new PartnerTermsPublication(percent, join, reward, "мәтін", "текст")))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void takesTermsInBothLanguagesOnly() {
        assertThat(PartnerPolicy.checked(new PartnerTermsPublication(100, 366, 3660, "мәтін", "текст")))
                .isEqualTo(new PartnerPolicy.Terms(100, 366, 3660, "мәтін", "текст"));
        assertThatThrownBy(() -> PartnerPolicy.checked(new PartnerTermsPublication(10, 30, 90, " ", "текст")))
                .isInstanceOf(Refusal.class);
    }
}

package kz.centerpro.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import kz.centerpro.contracts.party.TaxId;
import org.junit.jupiter.api.Test;

class TaxIdTest {

    @Test
    void acceptsTheOperatorsOwnBin() {
        assertThat(TaxId.isBin("241240011291")).isTrue();
        assertThat(TaxId.isIin("241240011291")).isFalse();
    }

    @Test
    void refusesEveryOtherCheckDigit() {
        for (int digit = 0; digit <= 9; digit++) {
            assertThat(TaxId.hasCheckDigit("24124001129" + digit)).isEqualTo(digit == 1);
        }
    }

    @Test
    void usesTheSecondWeightsWhenTheFirstGiveTen() {
        int met = 0;
        for (int i = 0; i < 1000; i++) {
            String body = String.format("80010130%03d", i);
            int first = 0;
            for (int at = 0; at < 11; at++) {
                first += (body.charAt(at) - '0') * (at + 1);
            }
            if (first % 11 == 10) {
                met++;
                int second = 0;
                int[] weights = {3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2};
                for (int at = 0; at < 11; at++) {
                    second += (body.charAt(at) - '0') * weights[at];
                }
                assertThat(TaxId.checkDigit(body)).isEqualTo(second % 11);
            }
        }
        assertThat(met).isPositive();
    }

    @Test
    void refusesImpossibleDatesLettersAndOtherLengths() {
        assertThat(TaxId.isIin("801301300007")).isFalse();
        assertThat(TaxId.hasCheckDigit("24124001129")).isFalse();
        assertThat(TaxId.hasCheckDigit("2412400112911")).isFalse();
        assertThat(TaxId.hasCheckDigit("24124001129l")).isFalse();
        assertThat(TaxId.isTwelveDigits("٢٤١٢٤٠٠١١٢٩١")).isFalse();
    }
}

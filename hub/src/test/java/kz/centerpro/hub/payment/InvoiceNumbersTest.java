package kz.centerpro.hub.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers of invoices among what payers write. */
class InvoiceNumbersTest {

    private static final String NUMBER = number("260000123");

    private static String number(String base) {
        return base + String.format(java.util.Locale.ROOT, "%02d", 98 - Long.parseLong(base) * 100 % 97);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "Оплата по счету №%s от 20.11.2026", "сч.%s,без НДС", "26-0000123-CC",
            "26 0000123 CC",
            "%s %s", "INV%s"})
    void findsItInAnyText(String text) {
        String written = text.replace("%s", NUMBER).replace("CC", NUMBER.substring(9));
        assertThat(InvoiceNumbers.in(written)).isEqualTo(List.of(NUMBER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1%s", "%s7", "241240011291", "KZ12125A000000000001", "20.11.2026"})
    void findsNoneWhereThereIsNone(String text) {
        assertThat(InvoiceNumbers.in(text.replace("%s", NUMBER))).isEmpty();
    }

    /** One wrong digit, or two neighbours exchanged, is no other number. */
    @Test
    void aSlipIsNoNumber() {
        Random random = new Random(1);
        for (int round = 0; round < 500; round++) {
            String good = number(String.format(java.util.Locale.ROOT, "26%07d", random.nextInt(10_000_000)));
            assertThat(InvoiceNumbers.isNumber(good)).isTrue();
            int at = random.nextInt(11);
            char other = (char) ('0' + (good.charAt(at) - '0' + 1 + random.nextInt(9)) % 10);
            assertThat(InvoiceNumbers.isNumber(good.substring(0, at) + other + good.substring(at + 1))).isFalse();
            int pair = random.nextInt(10);
            if (good.charAt(pair) != good.charAt(pair + 1)) {
                assertThat(InvoiceNumbers.isNumber(good.substring(0, pair) + good.charAt(pair + 1) + good.charAt(pair)
                        + good.substring(pair + 2))).isFalse();
            }
        }
    }
}

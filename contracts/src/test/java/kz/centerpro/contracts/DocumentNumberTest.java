package kz.centerpro.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import kz.centerpro.contracts.document.DocumentNumber;
import org.junit.jupiter.api.Test;

class DocumentNumberTest {

    private static final long SEED = 20_261_122;

    @Test
    void isTwentyDigitsWithTheValueOneModulo97() {
        Random random = new Random(SEED);
        for (int i = 0; i < 10_000; i++) {
            String number = any(random).value();
            assertThat(number).matches("[0-9]{20}");
            assertThat(new BigInteger(number).mod(BigInteger.valueOf(97))).isEqualTo(BigInteger.ONE);
        }
    }

    @Test
    void catchesEveryWrongDigitAndEverySwapOfNeighbours() {
        Random random = new Random(SEED);
        for (int i = 0; i < 300; i++) {
            char[] digits = any(random).value().toCharArray();
            for (int at = 0; at < 20; at++) {
                char right = digits[at];
                for (char wrong = '0'; wrong <= '9'; wrong++) {
                    digits[at] = wrong;
                    assertThat(DocumentNumber.isValid(new String(digits))).isEqualTo(wrong == right);
                }
                digits[at] = right;
            }
            for (int at = 0; at < 19; at++) {
                swap(digits, at);
                assertThat(DocumentNumber.isValid(new String(digits))).isEqualTo(digits[at] == digits[at + 1]);
                swap(digits, at);
            }
        }
    }

    @Test
    void differsForDifferentTimeNodeOrSequence() {
        Set<String> seen = new HashSet<>();
        for (int time = 0; time < 20; time++) {
            for (int node = 0; node < 20; node++) {
                for (int sequence = 0; sequence < 20; sequence++) {
                    assertThat(seen.add(DocumentNumber.of(DocumentNumber.EPOCH_MS + time, node, sequence).value()))
                            .isTrue();
                }
            }
        }
    }

    @Test
    void refusesWhatIsNotANumber() {
        for (String text : new String[]{"", "1", "0000000000000000000a", "00000000000000000000",
                "000000000000000000001"}) {
            assertThat(DocumentNumber.isValid(text)).isFalse();
            assertThatThrownBy(() -> new DocumentNumber(text)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> DocumentNumber.of(DocumentNumber.EPOCH_MS - 1, 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DocumentNumber.of(DocumentNumber.EPOCH_MS, 1000, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static DocumentNumber any(Random random) {
        return DocumentNumber.of(DocumentNumber.EPOCH_MS + random.nextLong(999_999_999_999L), random.nextInt(1000),
                random.nextInt(1000));
    }

    private static void swap(char[] digits, int at) {
        char first = digits[at];
        digits[at] = digits[at + 1];
        digits[at + 1] = first;
    }
}

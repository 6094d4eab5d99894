package kz.centerpro.hub.gost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The tables by themselves: the class that uses them makes them once, so its tests see only those of its start. */
class StreebogTablesTest {

    /** A row of the matrix for every bit of an octet, the lowest bit first (RFC 6986, 5.4, from the last row up). */
    private static final long[] LAST_ROWS = {0x641c314b2b8ee083L, 0xc83862965601dd1bL, 0x8d70c431ac02a736L,
            0x07e095624504536cL, 0x0edd37c48a08a6d8L, 0x1ca76e95091051adL, 0x3853dc371220a247L, 0x70a6a56e2440598eL};
    private static final long[] FIRST_ROWS = {0x83478b07b2468764L, 0x1b8e0b0e798c13c8L, 0x3601161cf205268dL,
            0x6c022c38f90a4c07L, 0xd8045870ef14980eL, 0xad08b0e0c3282d1cL, 0x47107ddd9b505a38L, 0x8e20faa72ba0b470L};

    /** Of the substitution: what 0x00 to 0x07 and 0xff become (RFC 6986, 5.2). */
    private static final int[] FIRST = {0xfc, 0xee, 0xdd, 0x11, 0xcf, 0x6e, 0x31, 0x16};

    private static long product(int octet, long[] rows) {
        long product = 0;
        for (int bit = 0; bit < 8; bit++) {
            product ^= (octet >> bit & 1) == 1 ? rows[bit] : 0;
        }
        return product;
    }

    @Test
    void foldsSubstitutionAndMatrixIntoOne() {
        long[] table = StreebogTables.folded();
        assertThat(table).hasSize(2_048);
        for (int octet = 0; octet < FIRST.length; octet++) {
            assertThat(table[octet]).isEqualTo(product(FIRST[octet], LAST_ROWS));
            assertThat(table[7 * 256 + octet]).isEqualTo(product(FIRST[octet], FIRST_ROWS));
        }
        assertThat(table[255]).isEqualTo(product(0xb6, LAST_ROWS));
        assertThat(table[2_047]).isEqualTo(product(0xb6, FIRST_ROWS));
    }

    /** The matrix can be inverted: the images of two octets, or of two places, never meet but in zero. */
    @Test
    void sendsNoTwoOctetsToOneWord() {
        long[] table = StreebogTables.folded();
        assertThat(Arrays.stream(table).filter(word -> word == 0)).hasSize(8);
        assertThat(Arrays.stream(table).filter(word -> word != 0).toArray()).doesNotHaveDuplicates();
    }

    @Test
    void readsTheConstantsOfTheRoundsFromTheirLowestWord() {
        long[] constants = StreebogTables.constants();
        assertThat(constants).hasSize(96);
        assertThat(hex(constants, 0)).isEqualTo("b1085bda1ecadae9ebcb2f81c0657c1f2f6a76432e45d016714eb88d7585c4fc"
                + "4b7ce09192676901a2422a08a460d31505767436cc744d23dd806559f2a64507");
        assertThat(hex(constants, 11)).isEqualTo("378ee767f11631bad21380b00449b17acda43c32bcdf1d77f82012d430219f9b"
                + "5d80ef9d1891cc86e71da4aa88e12852faf417d5d9b21b9948bc924af11bd720");
    }

    private static String hex(long[] words, int round) {
        StringBuilder text = new StringBuilder();
        for (int word = 7; word >= 0; word--) {
            text.append(HexFormat.of().toHexDigits(words[8 * round + word]));
        }
        return text.toString();
    }
}

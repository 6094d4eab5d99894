package kz.centerpro.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import kz.centerpro.contracts.event.BoxCursors;
import kz.centerpro.contracts.event.Cursor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoxCursorsTest {

    private static final int ROUNDS = 2_000;

    @Test
    void readsBackWhateverItWrites() {
        Random luck = new Random(11);
        for (int round = 0; round < ROUNDS; round++) {
            BoxCursors there = any(luck, 2 + luck.nextInt(BoxCursors.MOST - 1));
            assertThat(BoxCursors.decode(there.encode())).contains(there);
        }
    }

    @Test
    void isThePlainCursorOfOneBox() {
        BoxCursors one = BoxCursors.of(1001, new Cursor(3, 17));
        assertThat(one.encode()).isEqualTo(new Cursor(3, 17).encode());
        assertThat(one.after(1001, 18).encode()).isEqualTo(new Cursor(3, 18).encode());
        assertThat(BoxCursors.decode(one.encode())).isEmpty();
    }

    @Test
    void isShortForBoxesOfOneHouse() {
        BoxCursors two = BoxCursors.of(Map.of(1001L, new Cursor(1, 70_000), 1002L, new Cursor(1, 3)));
        assertThat(two.encode()).hasSizeLessThan(20);
        Map<Long, Cursor> all = new HashMap<>();
        for (long box = 1; box <= BoxCursors.MOST; box++) {
            all.put(box * 1_000_003, new Cursor(1_790_000_000, box * 30_000));
        }
        assertThat(BoxCursors.of(all).encode()).hasSizeLessThan(650);
    }

    @Test
    void readsNothingThatItDidNotWrite() {
        Random luck = new Random(12);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] octets = new byte[luck.nextInt(200)];
            luck.nextBytes(octets);
            if (octets.length > 1) {
                octets[0] = 2;
                octets[1] = (byte) luck.nextInt(4);
            }
            String text = Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
            BoxCursors.decode(text).ifPresent(read -> assertThat(read.encode()).isEqualTo(text));
            String whole = any(luck, 3).encode();
            assertThat(BoxCursors.decode(whole.substring(0, luck.nextInt(whole.length())))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "top", "AQAAAAEAAAAAAAAAAQ", "AgH", "Ag==", "1001:x", "ä"})
    void refusesOtherTexts(String text) {
        assertThat(BoxCursors.decode(text)).isEmpty();
    }

    @Test
    void movesInOneBoxAlone() {
        BoxCursors at = BoxCursors.of(Map.of(5L, new Cursor(1, 2), 9L, new Cursor(1, 4)));
        BoxCursors moved = at.after(9, 5);
        assertThat(moved.in(5)).isEqualTo(new Cursor(1, 2));
        assertThat(moved.in(9)).isEqualTo(new Cursor(1, 5));
        assertThat(moved.isBeyond(at)).isTrue();
        assertThat(at.isBeyond(moved)).isFalse();
        assertThat(at.after(5, 3).isBeyond(moved)).isFalse();
        assertThat(moved.isOfSame(at)).isTrue();
        assertThat(at.with(5, new Cursor(2, 0)).isOfSame(at)).isFalse();
        assertThat(moved).isNotEqualTo(at).isEqualTo(at.after(9, 5)).hasSameHashCodeAs(at.after(9, 5));
    }

    private static BoxCursors any(Random luck, int boxes) {
        Map<Long, Cursor> all = new HashMap<>();
        while (all.size() < boxes) {
            long box = luck.nextBoolean() ? 1 + luck.nextInt(5_000) : 1 + (luck.nextLong() >>> 2);
            all.put(box,
                    new Cursor(luck.nextBoolean() ? 1 : luck.nextInt(), luck.nextLong() >>> (1 + luck.nextInt(60))));
        }
        return BoxCursors.of(all);
    }
}

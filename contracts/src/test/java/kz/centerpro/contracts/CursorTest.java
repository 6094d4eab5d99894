package kz.centerpro.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import kz.centerpro.contracts.event.Cursor;
import org.junit.jupiter.api.Test;

class CursorTest {

    @Test
    void readsBackWhatItWrote() {
        Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            Cursor cursor = new Cursor(random.nextInt(), random.nextLong(Long.MAX_VALUE));
            assertThat(cursor.encode()).matches("[A-Za-z0-9_-]{18}");
            assertThat(Cursor.decode(cursor.encode())).contains(cursor);
        }
    }

    @Test
    void refusesEverythingElse() {
        for (String text : new String[]{"", "1", "AAAAAAAAAAAAAAAAAA", "++++++++++++++++++", "AQAAAAEAAAAAAAAAAQ=",
                "ықықықықықықықықықы"}) {
            assertThat(Cursor.decode(text)).isEmpty();
        }
    }
}

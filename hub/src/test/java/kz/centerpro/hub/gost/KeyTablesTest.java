package kz.centerpro.hub.gost;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class KeyTablesTest {

    private static PublicPoint key(int multiple) {
        return Reference.point(Reference.times(BigInteger.valueOf(multiple)));
    }

    private static Comb made(KeyTables tables, PublicPoint key) {
        assertThat(tables.seen(key)).isNull();
        assertThat(tables.seen(key)).isNull();
        return java.util.Objects.requireNonNull(tables.seen(key));
    }

    @Test
    void forgetsATableThatIsNotConfirmed() {
        KeyTables tables = new KeyTables(1 << 20);
        PublicPoint key = key(3);
        Comb table = made(tables, key);
        tables.keep(key, table, false);
        assertThat(tables.find(key)).isNull();
        assertThat(tables.bytes()).isZero();
        assertThat(tables.refused()).isEqualTo(1);
        tables.keep(key, table, true);
        assertThat(tables.find(key)).isSameAs(table);
        assertThat(tables.refused()).isEqualTo(1);
    }

    @Test
    void countsAKeyOnlyOnce() {
        KeyTables tables = new KeyTables(1 << 20);
        PublicPoint key = key(5);
        Comb table = made(tables, key);
        tables.keep(key, table, true);
        tables.keep(key, made(tables, key), true);
        assertThat(tables.bytes()).isEqualTo(table.bytes());
        assertThat(tables.find(key)).isSameAs(table);
    }

    @Test
    void dropsTheKeyThatWasUsedLongestAgo() {
        PublicPoint[] keys = {key(3), key(5), key(7)};
        int size = Comb.of(keys[0].affine(), 8, 4, 16).bytes();
        KeyTables tables = new KeyTables(2L * size);
        tables.keep(keys[0], made(tables, keys[0]), true);
        tables.keep(keys[1], made(tables, keys[1]), true);
        assertThat(tables.find(keys[0])).isNotNull();
        tables.keep(keys[2], made(tables, keys[2]), true);
        assertThat(tables.find(keys[0])).isNotNull();
        assertThat(tables.find(keys[1])).isNull();
        assertThat(tables.find(keys[2])).isNotNull();
        assertThat(tables.bytes()).isEqualTo(2L * size);
    }

    @Test
    void keepsNothingThatDoesNotFit() {
        assertThat(Comb.of(key(3).affine(), 8, 4, 16).bytes()).isEqualTo(KeyTables.TABLE_BYTES);
        KeyTables tables = new KeyTables(KeyTables.TABLE_BYTES - 1);
        for (int i = 0; i < 5; i++) {
            assertThat(tables.seen(key(3))).isNull();
        }
        assertThat(tables.bytes()).isZero();
        KeyTables one = new KeyTables(KeyTables.TABLE_BYTES);
        one.keep(key(3), made(one, key(3)), true);
        assertThat(one.bytes()).isEqualTo(KeyTables.TABLE_BYTES);
    }
}

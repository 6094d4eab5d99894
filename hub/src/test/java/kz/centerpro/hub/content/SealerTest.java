package kz.centerpro.hub.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.UUID;
import kz.centerpro.hub.kernel.Ids;
import org.junit.jupiter.api.Test;

class SealerTest {

    private static final byte[] PLAIN = "канарейка".getBytes(StandardCharsets.UTF_8);
    private static final String OLD = "old:" + Base64.getEncoder().encodeToString(new byte[32]);
    private static final String NEW = "new:"
            + Base64.getEncoder().encodeToString("k".repeat(32).getBytes(StandardCharsets.US_ASCII));
    private final Ids ids = new Ids(Clock.systemUTC());
    private final UUID content = ids.next();

    @Test
    void opensWhatItSealedAndShowsNothingOfIt() {
        Sealer sealer = new Sealer(OLD, ids);
        DataKey key = sealer.newKey(content);
        byte[] sealed = sealer.seal(key, 0, true, PLAIN, PLAIN.length);
        assertThat(new String(sealed, StandardCharsets.UTF_8)).doesNotContain("канарейка");
        DataKey reopened = sealer.open(content, key.masterId(), key.wrapped());
        assertThat(sealer.open(reopened, 0, true, sealed)).isEqualTo(PLAIN);
        assertThat(key.wrapped()).hasSize(60);
    }

    @Test
    void opensUnderAnOlderMasterKeyAndSealsUnderTheNewest() {
        DataKey old = new Sealer(OLD, ids).newKey(content);
        Sealer rotated = new Sealer(NEW + "," + OLD, ids);
        assertThat(rotated.open(content, old.masterId(), old.wrapped()).masterId()).isEqualTo("old");
        assertThat(rotated.newKey(content).masterId()).isEqualTo("new");
    }

    @Test
    void refusesAnotherPlaceAnotherDocumentAndAMissingEnd() {
        Sealer sealer = new Sealer(OLD, ids);
        DataKey key = sealer.newKey(content);
        byte[] sealed = sealer.seal(key, 3, false, PLAIN, PLAIN.length);
        assertThatThrownBy(() -> sealer.open(key, 2, false, sealed)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> sealer.open(key, 3, true, sealed)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> sealer.open(ids.next(), key.masterId(), key.wrapped()))
                .isInstanceOf(IllegalStateException.class);
        sealed[sealed.length - 1] ^= 1;
        assertThatThrownBy(() -> sealer.open(key, 3, false, sealed)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesAKeyOfTheWrongLength() {
        assertThatThrownBy(() -> new Sealer("x:AAAA", ids)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("32 bytes");
    }
}

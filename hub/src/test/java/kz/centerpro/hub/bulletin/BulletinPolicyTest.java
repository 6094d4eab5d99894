package kz.centerpro.hub.bulletin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import kz.centerpro.contracts.party.BulletinRequest;
import kz.centerpro.contracts.problem.Refusal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BulletinPolicyTest {

    private static final Instant NOW = Instant.parse("2026-11-30T09:00:00Z");
    private static final Map<String, String> RUSSIAN = Map.of("ru", " Работы ", "kk", " ");

    @Test
    void holdsFromNowOnWithoutATime() {
        BulletinPolicy.Checked checked = BulletinPolicy.checked(asked("NEWS", RUSSIAN, null), NOW);

        assertThat(checked.startsAt()).isEqualTo(NOW);
        assertThat(checked.endsAt()).isNull();
        assertThat(checked.title()).isEqualTo(Map.of("ru", "Работы"));
    }

    @Test
    void refusesWhatHasNoRussianTextAKindOfItsOwnOrAnEndBeforeNow() {
        assertThatThrownBy(() -> BulletinPolicy.checked(asked("NEWS", Map.of("kk", "Жұмыстар"), null), NOW))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> BulletinPolicy.checked(asked("PARTY", RUSSIAN, null), NOW))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(
                () -> BulletinPolicy.checked(asked("TECHNICAL", RUSSIAN, "2026-11-30T08:59:59.000Z"), NOW))
                .isInstanceOf(Refusal.class);
    }

    private static BulletinRequest asked(String kind, Map<String, String> text, @Nullable String endsAt) {
        return new BulletinRequest(kind, text, text, null, endsAt, null);
    }
}

package kz.centerpro.hub.bulletin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import kz.centerpro.contracts.party.BulletinView;
import kz.centerpro.contracts.party.ParticipantKind;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.hub.access.PartiesHub;
import kz.centerpro.hub.access.Person;
import kz.centerpro.hub.kernel.Works;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/** Announcements over a real database. */
@NullUnmarked // a missing answer is a failed test
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BulletinIT {

    private final PartiesHub hub = new PartiesHub(Map.of(), BulletinConfiguration.class, WorksConfiguration.class);
    private final String staff = hub.signIn(PartiesHub.OPERATOR).accessToken();

    @Configuration(proxyBeanMethods = false)
    static class WorksConfiguration {

        @Bean
        Works works(Clock clock) {
            return new Works(clock);
        }
    }

    @AfterAll
    void close() {
        hub.close();
    }

    @Test
    void everyActiveBoxHearsOnceAndWorksCloseTheIntakeUntilTheyAreWithdrawn() {
        hub.active(Person.individual("reader", "900101400031"), ParticipantKind.ENTREPRENEUR);
        Map<String, String> told = Map.of("ru", "Работы", "kk", "Жұмыстар");
        BulletinView made = hub.post(staff, "/v1/admin/announcements",
                Map.of("kind", "TECHNICAL", "title", told, "text", told, "closesSending", true))
                .expectStatus().isCreated().expectBody(BulletinView.class).returnResult().getResponseBody();
        Bulletins bulletins = hub.bean(Bulletins.class);
        Works works = hub.bean(Works.class);

        for (int tries = 0; tries < 100 && !carried(made); tries++) { // the loop may be carrying it just now
            Mono.delay(Duration.ofMillis(50)).then(bulletins.drain()).block(Duration.ofSeconds(10));
        }
        bulletins.close(works).block(Duration.ofSeconds(10));

        assertThat(hub.database.value("select count(*) from eventlog.event where type = "
                + "'kz.centerpro.announcement.published' and subject = '" + made.id() + "'")).isEqualTo("1");
        assertThatThrownBy(works::requireNone).isInstanceOfSatisfying(Refusal.class,
                refusal -> assertThat(refusal.type()).isEqualTo(ProblemType.MAINTENANCE));
        hub.post(staff, "/v1/admin/announcements/" + made.id() + "/withdrawal", Map.of()).expectStatus().isOk();
        bulletins.close(works).block(Duration.ofSeconds(10));
        assertThatCode(works::requireNone).doesNotThrowAnyException();
        hub.post(staff, "/v1/admin/announcements", Map.of("kind", "NEWS", "title", told, "text", told,
                "closesSending", true)).expectStatus().isEqualTo(422);
    }

    private boolean carried(BulletinView news) {
        return hub.database.value("select carried_at is not null from hub.bulletin where id = '" + news.id() + "'")
                .equals("t");
    }
}

package kz.centerpro.hub.esf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import kz.centerpro.contracts.billing.Requisites;
import kz.centerpro.hub.kernel.Bulkhead;
import kz.centerpro.hub.seal.Seal;
import kz.centerpro.hub.seal.SealConfiguration;
import kz.centerpro.hub.seal.SealProperties;
import kz.centerpro.sandbox.esf.EsfSimulator;
import kz.centerpro.sandbox.trustcentre.Person;
import kz.centerpro.sandbox.trustcentre.TrustCentre;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** The calls of both sides against the simulator, over the network. */
class EsfClientIT {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final LocalDate DAY = LocalDate.of(2026, 12, 1);

    private static TrustCentre centre;
    private static EsfSimulator simulator;
    private static Bulkhead signing;
    private static EsfHttp http;
    private static EsfClient seller;
    private static EsfClient buyer;

    @BeforeAll
    static void start() {
        centre = TrustCentre.startTemporary(Clock.systemUTC());
        simulator = EsfSimulator.start(0);
        signing = new Bulkhead("esf-test", 1, 16);
        http = new EsfHttp(simulator.base(), Duration.ofSeconds(5));
        seller = user("seal");
        buyer = user("head-a");
    }

    @AfterAll
    static void stop() {
        http.close();
        signing.destroy();
        simulator.close();
        centre.close();
    }

    private static EsfClient user(String id) {
        Person person = centre.person(id);
        String iin = Objects.requireNonNull(person.iin());
        String bin = Objects.requireNonNull(person.bin());
        simulator.register(iin, "secret<&>" + id, bin);
        return new EsfClient(http, Objects.requireNonNull(new SealConfiguration()
                .operatorSeal(new SealProperties(person.file(), TrustCentre.PASSWORD), Clock.systemUTC()).seal()),
                signing, new EsfClient.User(bin, iin, "secret<&>" + id, person.fullName()));
    }

    private static <T> T got(Mono<T> call) {
        return Objects.requireNonNull(call.block(SOON));
    }

    private static EsfFailure.Kind refused(Mono<?> call) {
        return assertThatExceptionOfType(EsfFailure.class).isThrownBy(() -> call.block(SOON)).actual().kind();
    }

    private static String body(String number) {
        Requisites us = new Requisites("ТОО «MOBIX» & Ко", "KZ", "241240011291", "Алматы", "KZ98", "Банк", "SIMUKZKX",
                null, null);
        EsfAct.Buyer them = new EsfAct.Buyer("ТОО <А>", Objects.requireNonNull(centre.person("head-a").bin()), null,
                new EsfAct.Offer(1, DAY));
        return AwpXml.of(new EsfAct(number, YearMonth.of(2026, 11), DAY, us, them, List.of(new EsfAct.Line("year",
                Map.of("ru", "Годовой"), new BigDecimal("16"), 3448276, 551724, 4000000))));
    }

    @Test
    void anActIsUploadedOnceFoundAndConfirmedByTheBuyerAlone() {
        String session = got(seller.open());
        String id = got(seller.upload(session, body("2611-000001")));
        assertThat(refused(seller.upload(session, body("2611-000001")))).isEqualTo(EsfFailure.Kind.REFUSED);
        assertThat(got(seller.find(session, "2611-000001", DAY))).isEqualTo(id);
        assertThat(seller.find(session, "2611-999999", DAY).blockOptional(SOON)).isEmpty();
        assertThat(simulator.body("2611-000001")).contains("ТОО «MOBIX» &amp; Ко", "<ndsRate>16</ndsRate>",
                "<performedDate>30.11.2026</performedDate>", "<totalSumWithTax>40000.00</totalSumWithTax>");
        assertThat(refused(seller.change(session, id, EsfClient.Action.CONFIRM, null)))
                .isEqualTo(EsfFailure.Kind.REFUSED);
        String other = got(buyer.open());
        assertThat(got(buyer.change(other, id, EsfClient.Action.CONFIRM, null)).status()).isEqualTo("CONFIRMED");
        EsfClient.Standing standing = got(seller.standing(session, id));
        assertThat(standing.status()).isEqualTo("CONFIRMED");
        assertThat(standing.registrationNumber()).isNotBlank();
        assertThat(refused(buyer.change(other, id, EsfClient.Action.DECLINE, "поздно")))
                .isEqualTo(EsfFailure.Kind.REFUSED);
    }

    @Test
    void theBuyerDeclinesWithACauseAndTheSellerRevokes() {
        String session = got(seller.open());
        String other = got(buyer.open());
        String first = got(seller.upload(session, body("2611-000002")));
        assertThat(refused(buyer.change(other, first, EsfClient.Action.DECLINE, null)))
                .isEqualTo(EsfFailure.Kind.REFUSED);
        assertThat(got(buyer.change(other, first, EsfClient.Action.DECLINE, "сумма <неверна>")).cause())
                .isEqualTo("сумма <неверна>");
        String second = got(seller.upload(session, body("2611-000003")));
        assertThat(refused(buyer.change(other, second, EsfClient.Action.REVOKE, "x")))
                .isEqualTo(EsfFailure.Kind.REFUSED);
        assertThat(got(seller.change(session, second, EsfClient.Action.REVOKE, "ошибка")).status())
                .isEqualTo("REVOKED");
        assertThat(seller.find(session, "2611-000003", DAY).blockOptional(SOON)).isEmpty();
    }

    @Test
    void tellsAFaultThatIsOursFromOneThatIsTheirs() {
        String session = got(seller.open());
        simulator.misreading("2611-000008");
        simulator.breakingAt("2611-000009");
        assertThat(refused(seller.upload(session, body("2611-000008")))).isEqualTo(EsfFailure.Kind.REFUSED);
        assertThat(refused(seller.upload(session, body("2611-000009")))).isEqualTo(EsfFailure.Kind.FAULT);
        assertThat(seller.find(session, "2611-000008", DAY).blockOptional(SOON)).isEmpty();
        assertThat(seller.find(session, "2611-000009", DAY).blockOptional(SOON)).isPresent();
    }

    @Test
    void aUserHasOneSessionAndTheNewerOneCounts() {
        String before = got(seller.open());
        String now = got(seller.open());
        assertThat(now).isNotEqualTo(before);
        assertThat(refused(seller.upload(before, body("2611-000004")))).isEqualTo(EsfFailure.Kind.SESSION);
        assertThat(got(seller.upload(now, body("2611-000004")))).isNotBlank();
    }

    @Test
    void whoDoesNotKnowThePasswordOrSignsWithAnotherKeyGetsNoSession() {
        Person person = centre.person("head-b");
        simulator.register("1", "right", "241240011291");
        Seal other = Objects.requireNonNull(new SealConfiguration().operatorSeal(
                new SealProperties(person.file(), TrustCentre.PASSWORD), Clock.systemUTC()).seal());
        for (String password : List.of("right", "wrong")) {
            assertThat(refused(new EsfClient(http, other, signing,
                    new EsfClient.User("241240011291", "1", password, "x")).open())).isEqualTo(EsfFailure.Kind.FAULT);
        }
    }

    @Test
    void anAnswerThatIsNoSoapOrTooDeepIsAnError() {
        for (String bad : List.of("", "<a>", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
                "<a>".repeat(100) + "</a>".repeat(100))) {
            assertThatExceptionOfType(java.io.IOException.class)
                    .isThrownBy(() -> SoapXml.read(bad.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        }
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new EsfHttp(java.net.URI.create("http://esf.gov.kz/x"), SOON));
    }
}

package kz.centerpro.hub.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import kz.centerpro.testkit.TestDatabase;
import kz.centerpro.testkit.TestServers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Caps and rewards as the database holds them (clauses 5.1.5, 7.6.2, 7.7), whatever calls its functions. */
class LiabilityAndPartnersIT {

    private static final String CODE = "ABCDEFGH";

    private final TestDatabase database = TestServers.freshDatabase();

    @BeforeEach
    void aTariffAClientAndAPartner() {
        database.execute(
                """
                        insert into billing.tariff values ('t'), ('u');
                        insert into billing.tariff_version
                        values ('t', 1, 5000000, 'P1M', '{EXCHANGE}', '{"ru":"t"}', '{}', false, '2026-01-01', 'me'),
                               ('u', 1, 1000000, 'P1M', '{EXCHANGE}', '{"ru":"u"}', '{}', false, '2026-01-01', 'me');
                        insert into billing.promotion values ('P20', null, 20, null, '2026-01-01', '2027-01-01', 9, '{}');
                        insert into hub.box (box_id) values (1), (2);
                        insert into hub.participant
                        values (gen_random_uuid(), 2, 'LEGAL_ENTITY', 'KZ', '123456789012', 'n', 'EDS', 'ACTIVE', '2026-03-01T00:00Z', '2026-03-01T00:00Z', '{}', '{}')""");
        value("billing.publish_partner_terms(10, 30, 90, 'kk', 'ru', gen_random_uuid(), '2026-03-01')");
        assertThat(enrolled()).isEqualTo("ENROLLED");
    }

    private String enrolled() {
        return value("billing.enrol_partner(1, '" + CODE + "', 1, gen_random_uuid(), '2026-03-01')");
    }

    private String value(String call) {
        return database.value("select " + call);
    }

    private void pay(String reference, long tiyn) {
        value("billing.post('payment:" + reference
                + "', 'BANK_RECEIPT', '2026-03-02T10:00Z', null, '{bank,prepaid:2}', '{"
                + tiyn + "," + -tiyn + "}')");
    }

    private void buy(String tariff, String promotion, boolean bonus, String at) {
        assertThat(database.value("select outcome from billing.purchase(2, gen_random_uuid(), '" + tariff + "', "
                + promotion + ", " + bonus + ", null, 'x', gen_random_uuid(), '" + at + "')")).isEqualTo("STARTED");
    }

    private String claim(String kind, long tiyn, boolean documented) {
        return database.value("select outcome from billing.settle_claim(gen_random_uuid(), 2, '" + kind + "', " + tiyn
                + ", 'lost', " + documented + ", gen_random_uuid(), null, '2026-03-04')");
    }

    private String refer(String code, String at) {
        return value("billing.refer(2, '" + code + "', '" + at + "')");
    }

    private String reward(String at) {
        return database.value("""
                select coalesce(string_agg(r.rewarded::text, ','), 'none') from billing.due_referrals('%1$s', 9) d
                 cross join lateral billing.reward_referral(d.box_id, gen_random_uuid(), '%1$s') r""".formatted(at));
    }

    private String bonus() {
        return database.value(
                "select coalesce((select -balance from billing.account where account = 'bonus:1'), 0)");
    }

    @Test
    void theTableHoldsBothCapsOfWhatWasPaidLast() {
        assertThat(claim("DATA_LOSS", 1, true)).isEqualTo("NEVER_PAID");
        pay("a", 5_000_000);
        buy("t", "'P20'", false, "2026-03-02T12:00Z");

        refused(() -> claim("DATA_LOSS", 200_001, true));
        refused(() -> claim("DATA_LOSS", 200_000, false));
        assertThat(claim("DATA_LOSS", 200_000, true)).isEqualTo("SETTLED");
        refused(() -> claim("OTHER", 300_001, true));
        assertThat(claim("OTHER", 300_000, false)).isEqualTo("SETTLED");
        refused(() -> claim("OTHER", 1, true));
        assertThat(database.value("select sum(amount) from billing.entry where account = 'compensation'"))
                .isEqualTo("500000");
        assertThat(database.value("select count(*) from billing.recompute()")).isEqualTo("0");
    }

    @Test
    void bonusIsNotPaidAndWhatIsReversedWasNotPaidEither() {
        value("billing.post('bonus:b', 'BONUS', '2026-03-02', null, '{promotion,bonus:2}', '{400000,-400000}')");
        pay("a", 5_600_000);
        buy("u", "null", true, "2026-03-02T12:00Z"); // 6000.00 in money
        assertThat(database.value("select paid from billing.last_paid(2)")).isEqualTo("600000");
        buy("t", "null", false, "2026-03-02T13:00Z");
        assertThat(database.value("select paid from billing.last_paid(2)")).isEqualTo("5000000");
        value("billing.reverse((select reference from billing.ledger_transaction where memo = 't 1'), '2026-03-03', 'wrong')");
        assertThat(database.value("select paid from billing.last_paid(2)")).isEqualTo("600000");
    }

    @Test
    void nothingIsOwedWhileForceMajeureIsOpen() {
        pay("a", 5_000_000);
        buy("t", "null", false, "2026-03-02T12:00Z");
        String id = value("gen_random_uuid()");
        value("billing.open_force_majeure('" + id + "', null, 'flood', gen_random_uuid(), '2026-03-03')");
        assertThat(claim("OTHER", 1, true)).isEqualTo("FORCE_MAJEURE");
        assertThat(value("billing.end_force_majeure('" + id + "', '2026-03-04')")).isEqualTo("t");
        assertThat(claim("OTHER", 1, true)).isEqualTo("SETTLED");
    }

    @Test
    void manyClaimsAtOnceStayTogetherWithinTheCap() throws Exception {
        pay("a", 5_000_000);
        buy("t", "null", false, "2026-03-02T12:00Z");
        List<Callable<Boolean>> claims = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            claims.add(() -> {
                try {
                    return claim("OTHER", 150_000, true).equals("SETTLED");
                } catch (AssertionError beyond) {
                    return false;
                }
            });
        }
        int settled = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(claims.size())) {
            for (Future<Boolean> each : threads.invokeAll(claims)) {
                settled += each.get() ? 1 : 0;
            }
        }
        assertThat(settled).isEqualTo(3);
    }

    @Test
    void thePartnerIsRewardedOnceForTheFirstPurchaseInMoney() {
        assertThat(refer("ABCDEFGX", "2026-03-02")).isEqualTo("UNKNOWN");
        assertThat(value("billing.refer(1, '" + CODE + "', '2026-03-02')")).isEqualTo("SELF");
        assertThat(refer(CODE, "2026-03-02")).isEqualTo("REFERRED");
        assertThat(refer(CODE, "2026-03-02")).isEqualTo("SAME");
        assertThat(reward("2026-03-03")).isEqualTo("none");
        pay("a", 10_000_000);
        buy("t", "'P20'", false, "2026-03-02T12:00Z");
        buy("t", "null", false, "2026-03-02T13:00Z");
        assertThat(reward("2026-03-03")).isEqualTo("true");
        assertThat(reward("2026-03-04")).isEqualTo("none");
        assertThat(bonus()).isEqualTo("400000");
        assertThat(database.value("select count(*) from eventlog.event where type like '%bonus-credited'"))
                .isEqualTo("1");
    }

    @Test
    void aClientIsNewForSomeDaysAndUntilItHasPaid() {
        assertThat(refer(CODE, "2026-03-31T00:00:01Z")).isEqualTo("LATE");
        pay("a", 5_000_000);
        buy("t", "null", false, "2026-03-02T12:00Z");
        assertThat(refer(CODE, "2026-03-03")).isEqualTo("PAID");
    }

    @Test
    void aFrozenPartnersRewardWaitsAndACancelledOnesIsGone() {
        refer(CODE, "2026-03-02");
        pay("a", 5_000_000);
        buy("t", "null", false, "2026-03-02T12:00Z");
        assertThat(state("FROZEN")).isEqualTo("CHANGED");
        assertThat(reward("2026-03-03")).isEqualTo("none");
        assertThat(state("CANCELLED")).isEqualTo("CHANGED");
        assertThat(reward("2026-03-03")).isEqualTo("false");
        assertThat(state("ACTIVE")).isEqualTo("CANCELLED");
        assertThat(enrolled()).isEqualTo("CANCELLED");
        assertThat(bonus()).isEqualTo("0");
    }

    private String state(String state) {
        return value("billing.change_partner('" + CODE + "', '" + state + "', 'why', '2026-03-03')");
    }

    @Test
    void aReferralEndsWithItsTime() {
        refer(CODE, "2026-03-02");
        assertThat(reward("2026-05-30")).isEqualTo("none");
        pay("a", 5_000_000);
        buy("t", "null", false, "2026-06-01T12:00Z");
        assertThat(reward("2026-06-02")).isEqualTo("false");
        assertThat(database.value("select state from billing.referral")).isEqualTo("EXPIRED");
        assertThat(bonus()).isEqualTo("0");
    }

    private static void refused(Runnable what) {
        assertThatThrownBy(what::run).isInstanceOf(AssertionError.class).cause().isInstanceOfSatisfying(
                SQLException.class, cause -> assertThat(cause.getSQLState()).isEqualTo("23514"));
    }
}

package kz.centerpro.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the database roles may not do, tried for each table that there is. */
@Tag("fleet")
class LeastPrivilegeIT {

    private static final String REFUSED = "42501";

    private final Fleet fleet = Fleet.whole();

    @Test
    void notificationReadsNothingOfTheHub() throws SQLException {
        for (String table : tables("hub")) {
            assertThat(state("notification", "select 1 from " + table + " limit 1")).as(table).isEqualTo(REFUSED);
        }
        for (String table : tables("evidence")) {
            assertThat(state("notification", "select 1 from " + table + " limit 1")).as(table).isEqualTo(REFUSED);
            for (String change : List.of("insert into %s default values", "delete from %s", "truncate %s")) {
                assertThat(state("hub", change.formatted(table))).as(table).isEqualTo(REFUSED);
            }
        }
        for (String function : functions("hub")) {
            assertThat(fleet.column("select has_function_privilege('center_notification', ?::oid, 'execute')",
                    Long.valueOf(function))).containsExactly("f");
        }
    }

    @Test
    void notificationReadsTheLogAndWritesNothingOfIt() throws SQLException {
        assertThat(state("notification", "select 1 from eventlog.event limit 1")).isNull();
        for (String table : tables("eventlog")) {
            assertThat(state("notification", "insert into " + table + " default values")).as(table).isEqualTo(REFUSED);
            assertThat(state("notification", "delete from " + table)).as(table).isEqualTo(REFUSED);
            assertThat(state("notification", "truncate " + table)).as(table).isEqualTo(REFUSED);
        }
        assertThat(state("notification", "update eventlog.box set top_seq = 0")).isEqualTo(REFUSED);
        assertThat(state("notification", "update eventlog.event set data = '{}'")).isEqualTo(REFUSED);
        assertThat(state("notification", "select * from eventlog.append('{1}', array[gen_random_uuid()], '{t}', '{s}',"
                + " now(), '{\"{}\"}')")).isEqualTo(REFUSED);
        assertThat(state("notification", "select eventlog.ensure_days(current_date, 1)")).isEqualTo(REFUSED);
        assertThat(state("notification", "select eventlog.retire_step(current_date, now(), 1)")).isEqualTo(REFUSED);
        assertThat(state("notification", "select eventlog.restore_epoch(now())")).isEqualTo(REFUSED);
        assertThat(state("hub", "select eventlog.restore_epoch(now())")).isEqualTo(REFUSED);
    }

    @Test
    void neitherMakesTablesOrSchemas() throws SQLException {
        for (String role : List.of("hub", "notification")) {
            for (String schema : List.of("public", "hub", "eventlog")) {
                assertThat(state(role, "create table " + schema + ".mine (id int)")).as(role + " in " + schema)
                        .isEqualTo(REFUSED);
            }
            assertThat(state(role, "create schema mine")).as(role).isEqualTo(REFUSED);
            assertThat(state(role, "create role mine")).as(role).isEqualTo(REFUSED);
        }
    }

    @Test
    void theHubChangesNeitherTheLogNorWhatWasSigned() throws SQLException {
        for (String table : tables("eventlog")) {
            assertThat(state("hub", "delete from " + table)).as(table).isEqualTo(REFUSED);
            assertThat(state("hub", "truncate " + table)).as(table).isEqualTo(REFUSED);
            assertThat(state("hub", "drop table " + table)).as(table).isEqualTo(REFUSED);
        }
        assertThat(state("hub", "update eventlog.event set data = '{}'")).isEqualTo(REFUSED);
        for (String table : List.of("hub.acceptance", "hub.legal_text", "hub.participant")) {
            assertThat(state("hub", "delete from " + table)).as(table).isEqualTo(REFUSED);
        }
        assertThat(state("hub", "update hub.acceptance set statement = ''")).isEqualTo(REFUSED);
        assertThat(state("hub", "update hub.legal_text set text_ru = ''")).isEqualTo(REFUSED);
        assertThat(state("hub", "update hub.participant set snapshot = '{}'")).isEqualTo(REFUSED);
        for (String change : List.of("insert into audit.entry default values", "update audit.entry set status = 200",
                "delete from audit.entry", "delete from audit.head", "truncate audit.entry")) {
            assertThat(state("hub", change)).as(change).isEqualTo(REFUSED);
        }
    }

    @Test
    void nobodyButTheFunctionsOfTheBooksWritesThem() throws SQLException {
        for (String role : List.of("hub", "billing", "notification")) {
            for (String table : List.of("account", "ledger_transaction", "entry", "seal", "liability_claim",
                    "force_majeure", "partner", "partner_acceptance", "referral", "subscription", "allowance", "act",
                    "act_document", "esf_act", "esf_session")) {
                for (String change : List.of("insert into billing.%s default values", "delete from billing.%s",
                        "truncate billing.%s")) {
                    assertThat(state(role, change.formatted(table))).as(role + " " + change + table).isEqualTo(REFUSED);
                }
            }
            assertThat(state(role, "update billing.entry set amount = 1")).as(role).isEqualTo(REFUSED);
            assertThat(state(role, "update billing.account set balance = -1")).as(role).isEqualTo(REFUSED);
            assertThat(state(role, "update billing.referral set reward = 1")).as(role).isEqualTo(REFUSED);
            assertThat(state(role, "select billing.post('x', 'x', now(), null, '{bank,vat}', '{1,-1}')")).as(role)
                    .isEqualTo(REFUSED);
        }
        for (String function : functions("billing")) {
            assertThat(fleet.column("select has_function_privilege('center_notification', ?::oid, 'execute')",
                    Long.valueOf(function))).containsExactly("f");
        }
        for (String table : tables("billing")) {
            assertThat(state("notification", "select 1 from " + table + " limit 1")).as(table).isEqualTo(REFUSED);
        }
    }

    @Test
    void billingReadsNoDocumentAndNobody() throws SQLException {
        for (String table : tables("hub")) {
            assertThat(state("billing", "select * from " + table + " limit 1")).as(table).isEqualTo(REFUSED);
            assertThat(state("billing", "insert into " + table + " default values")).as(table).isEqualTo(REFUSED);
            assertThat(state("billing", "delete from " + table)).as(table).isEqualTo(REFUSED);
        }
        for (String function : functions("hub")) {
            assertThat(fleet.column("select has_function_privilege('center_billing', ?::oid, 'execute')",
                    Long.valueOf(function))).containsExactly("f");
        }
        assertThat(state("billing", "select 1 from billing.partner_acceptance limit 1")).isEqualTo(REFUSED);
        assertThat(state("billing", "select * from billing.settle_claim(gen_random_uuid(), 1, 'OTHER', 1, 'm', true,"
                + " gen_random_uuid(), null, now())")).isEqualTo(REFUSED);
        assertThat(state("billing", "select billing.refer(1, 'ABCDEFGH', now())")).isEqualTo(REFUSED);
        assertThat(state("hub", "select * from billing.reward_referral(1, gen_random_uuid(), now())"))
                .isEqualTo(REFUSED);
    }

    private List<String> tables(String schema) {
        List<String> tables = fleet.column("""
                select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
                 where n.nspname = ? and c.relkind in ('r', 'p')""", schema);
        assertThat(tables).isNotEmpty();
        return tables;
    }

    private List<String> functions(String schema) {
        List<String> functions = fleet.column(
                "select p.oid::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = ?",
                schema);
        assertThat(functions).isNotEmpty();
        return functions;
    }

    /** The SQL state of the refusal, or null when the statement worked; nothing of it stays. */
    private @Nullable String state(String role, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(fleet.postgres().jdbcUrl(), "center_" + role,
                fleet.password(role)); Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            try {
                statement.execute(sql);
                return null;
            } catch (SQLException refused) {
                return refused.getSQLState();
            } finally {
                connection.rollback();
            }
        }
    }
}

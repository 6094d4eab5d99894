package kz.centerpro.hub.restriction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.UUID;
import kz.centerpro.contracts.party.RestrictionRequest;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestrictionPolicyTest {

    private static void refused(@Nullable String kind, @Nullable String clause, @Nullable String reason, String field) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> RestrictionPolicy.checked(new RestrictionRequest(kind, clause, reason, null, null)))
                .satisfies(refusal -> assertThat(refusal.extensions()).containsEntry("field", field));
    }

    /** Clause 5.3.8 has its own list of breaches; spam (4.3.5) is not on it (reading A17). */
    @ParameterizedTest
    @ValueSource(strings = {"4.3.6", "4.3.7", "4.3.8", "4.3.9", "4.3.10", "5.2.7"})
    void theseBreachesAllowABlockWithoutAWord(String clause) {
        assertThat(RestrictionPolicy.checked(new RestrictionRequest("BLOCKED", clause, "why", null, null)).clause())
                .isEqualTo(clause);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.3.2", "4.3.5", "4.3.11", "5.2.6", "4.2"})
    void othersAllowASuspensionAlone(String clause) {
        refused("BLOCKED", clause, "why", "clause");
        assertThat(
                RestrictionPolicy.checked(new RestrictionRequest("SUSPENDED", " " + clause, " why\nso ", null, null)))
                .isEqualTo(new RestrictionPolicy.Checked("ALL", "SUSPENDED", clause, "why\nso"));
    }

    @ParameterizedTest
    @CsvSource({"3.1", "4.3.13", "5.2.9", "4.3", "5.3.8", "''"})
    void whatIsNoDutyOfAClientsAllowsNothing(String clause) {
        refused("SUSPENDED", clause, "why", "clause");
    }

    @Test
    void namesWhatIsWrong() {
        refused(null, "4.3.5", "why", "kind");
        refused("CLOSED", "4.3.5", "why", "kind");
        refused("SUSPENDED", null, "why", "clause");
        refused("SUSPENDED", "4.3.5", " ", "reason");
        refused("SUSPENDED", "4.3.5", "a\0b", "reason");
        refused("SUSPENDED", "4.3.5", "x".repeat(1001), "reason");
    }

    private static Restriction open(String scope, String kind) {
        return new Restriction(1, new UUID(1, 1), new UUID(1, 2), null, scope, kind, "4.3.7", "вирус", "Staff",
                Instant.EPOCH,
                null, null, null);
    }

    @Test
    void aSuspensionNamesItsClauseAndReasonAndABlockNeither() {
        Refusal suspended = RestrictionPolicy.refusal(open("ALL", "SUSPENDED"));
        assertThat(suspended.type()).isEqualTo(ProblemType.ACCESS_SUSPENDED);
        assertThat(suspended.detail()).contains("4.3.7", "вирус");
        assertThat(suspended.extensions()).containsEntry("clause", "4.3.7").containsKey("reason");
        Refusal blocked = RestrictionPolicy.refusal(open("ALL", "BLOCKED"));
        assertThat(blocked.type()).isEqualTo(ProblemType.ACCESS_BLOCKED);
        assertThat(blocked.detail()).doesNotContain("4.3.7", "вирус");
        assertThat(blocked.extensions()).isEmpty();
    }

    @Test
    void aProductIsSuspendedForEverybodyAndNeverBlocked() {
        assertThat(RestrictionPolicy.checked(new RestrictionRequest("SUSPENDED", "4.3.5", "why", null, "EXCHANGE")))
                .isEqualTo(new RestrictionPolicy.Checked("EXCHANGE", "SUSPENDED", "4.3.5", "why"));
        refusedScope("BLOCKED", null, "EXCHANGE", "kind");
        refusedScope("SUSPENDED", new UUID(1, 3).toString(), "EXCHANGE", "signatory");
        refusedScope("SUSPENDED", null, "BILLING", "scope");
        Refusal suspended = RestrictionPolicy.refusal(open("EXCHANGE", "SUSPENDED"));
        assertThat(suspended.type()).isEqualTo(ProblemType.PRODUCT_SUSPENDED);
        assertThat(suspended.extensions()).containsEntry("product", "EXCHANGE").containsEntry("clause", "4.3.7");
    }

    private static void refusedScope(String kind, @Nullable String signatory, String scope, String field) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(
                () -> RestrictionPolicy.checked(new RestrictionRequest(kind, "4.3.7", "why", signatory, scope)))
                .satisfies(refusal -> assertThat(refusal.extensions()).containsEntry("field", field));
    }
}

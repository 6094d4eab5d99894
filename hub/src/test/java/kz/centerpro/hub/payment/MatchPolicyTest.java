package kz.centerpro.hub.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kz.centerpro.contracts.billing.Requisites;
import kz.centerpro.contracts.party.ParticipantKind;
import kz.centerpro.contracts.party.ParticipantStatus;
import kz.centerpro.contracts.party.SelfDeclared;
import kz.centerpro.contracts.party.SignatureRegime;
import kz.centerpro.hub.participant.Participant;
import kz.centerpro.hub.payment.MatchPolicy.Match;
import kz.centerpro.hub.statement.BankLine;
import kz.centerpro.hub.statement.BankLine.Direction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whose money a receipt is. */
class MatchPolicyTest {

    private static final String A = "120140001238";
    private static final String B = "130240002345";
    private static final String FIRST = number("260000001");
    private static final String SECOND = number("260000002");
    private static final String OTHERS = number("260000003");
    private static final String PAID = number("260000004");

    private static final List<Invoice> INVOICES = List.of(invoice(1, FIRST, 100, 0, Invoice.State.ISSUED),
            invoice(1, SECOND, 250, 50, Invoice.State.PARTLY_PAID), invoice(2, OTHERS, 100, 0, Invoice.State.ISSUED),
            invoice(1, PAID, 70, 70, Invoice.State.PAID));
    private static final MatchPolicy POLICY = new MatchPolicy(
            INVOICES.stream().collect(Collectors.toMap(Invoice::number, each -> each)),
            Map.of(A, participant(1, A), B, participant(2, B)),
            INVOICES.stream().filter(Invoice::isOpen).collect(Collectors.groupingBy(Invoice::box)));

    private static String number(String base) {
        return base + String.format(java.util.Locale.ROOT, "%02d", 98 - Long.parseLong(base) * 100 % 97);
    }

    private static Invoice invoice(long box, String number, long amount, long paid, Invoice.State state) {
        Requisites nobody = new Requisites("x", "KZ", A, null, null, null, null, null, null);
        return new Invoice(box, number, state, amount, 0, BigDecimal.ZERO, paid, null, nobody, nobody, Instant.EPOCH,
                LocalDate.EPOCH, null,
                null);
    }

    private static Participant participant(long box, String taxId) {
        return new Participant(new UUID(0, box), box, ParticipantKind.LEGAL_ENTITY, "KZ", taxId, "x",
                SignatureRegime.EDS, ParticipantStatus.ACTIVE, Instant.EPOCH,
                new SelfDeclared(null, null, null, null, null, null, "", ""));
    }

    private static Match judge(@Nullable String payer, long amount, String purpose) {
        return POLICY.judge(new BankLine("KZ", "1", LocalDate.EPOCH, LocalDate.EPOCH, amount, "KZT", Direction.CREDIT,
                "", payer, null, purpose, 1));
    }

    @Test
    void theInvoiceThatIsNamedIfItIsThePayersOwn() {
        assertThat(judge(A, 1, "счет " + FIRST)).isEqualTo(new Match(1L, FIRST, null));
        assertThat(judge(A, 999, FIRST)).isEqualTo(new Match(1L, FIRST, null));
        assertThat(judge(A, 70, PAID)).isEqualTo(new Match(1L, PAID, null));
    }

    @Test
    void thePayersBalanceWithoutAnInvoice() {
        assertThat(judge(A, 5, "за услуги")).isEqualTo(new Match(1L, null, null));
        assertThat(judge(A, 5, "счет " + number("269999999"))).isEqualTo(new Match(1L, null, null));
        assertThat(judge(B, 5, "")).isEqualTo(new Match(2L, null, null));
    }

    @Test
    void theOneOpenInvoiceThatAsksForJustThat() {
        assertThat(judge(A, 100, "за услуги")).isEqualTo(new Match(1L, FIRST, null));
        assertThat(judge(A, 200, "за услуги")).isEqualTo(new Match(1L, SECOND, null));
        assertThat(judge(A, 70, "за услуги")).isEqualTo(new Match(1L, null, null));
        assertThat(judge(A, 200, FIRST + " и " + SECOND)).isEqualTo(new Match(1L, SECOND, null));
        assertThat(judge(A, 300, FIRST + " и " + SECOND)).isEqualTo(new Match(1L, null, null));
    }

    @Test
    void nobodyInDoubt() {
        assertThat(judge(null, 100, FIRST).reason()).isEqualTo("NO_PAYER");
        assertThat(judge("999999999999", 100, "x").reason()).isEqualTo("PAYER_UNKNOWN");
        assertThat(judge("999999999999", 100, FIRST).reason()).isEqualTo("PAYER_DIFFERS");
        assertThat(judge(B, 100, FIRST).reason()).isEqualTo("PAYER_DIFFERS");
        assertThat(judge(A, 100, FIRST + ", " + OTHERS).reason()).isEqualTo("SEVERAL_INVOICES");
        assertThat(Stream.of(judge(null, 1, ""), judge(B, 1, FIRST)).map(Match::box)).containsOnlyNulls();
    }
}

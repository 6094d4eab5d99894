package kz.centerpro.hub.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.UUID;
import kz.centerpro.contracts.party.AcceptanceRequest;
import kz.centerpro.contracts.party.ParticipantKind;
import kz.centerpro.contracts.party.ParticipantStatus;
import kz.centerpro.contracts.party.SelfDeclared;
import kz.centerpro.contracts.party.SignatureRegime;
import kz.centerpro.contracts.party.SignerRole;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.hub.agreement.LegalText.Kind;
import kz.centerpro.hub.participant.CertificateHolder;
import kz.centerpro.hub.participant.Participant;
import kz.centerpro.hub.participant.Signatory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AcceptancePolicyTest {

    private static final UUID ID = UUID.fromString("0192f000-0000-7000-8000-000000000001");
    private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");
    private static final Terms TERMS = new Terms(text(Kind.OFFER, 3), text(Kind.POLICY, 2));

    @ParameterizedTest
    @EnumSource(SignerRole.class)
    void onlyTheFirstHeadBindsAResidentEntity(SignerRole role) {
        Runnable check = () -> AcceptancePolicy.requireRole(
                participant(ParticipantKind.LEGAL_ENTITY, SignatureRegime.EDS, "ТОО"), holder(role, "X"));
        if (role == SignerRole.FIRST_HEAD) {
            assertThatCode(check::run).doesNotThrowAnyException();
        } else {
            assertThatExceptionOfType(Refusal.class).isThrownBy(check::run).satisfies(
                    refusal -> assertThat(refusal.type()).isEqualTo(ProblemType.FIRST_HEAD_REQUIRED));
        }
    }

    @ParameterizedTest
    @EnumSource(value = ParticipantKind.class, mode = EnumSource.Mode.EXCLUDE, names = "LEGAL_ENTITY")
    void personsSignForThemselves(ParticipantKind kind) {
        assertThatCode(() -> AcceptancePolicy.requireRole(participant(kind, SignatureRegime.EDS, "X"),
                holder(SignerRole.INDIVIDUAL, "X"))).doesNotThrowAnyException();
    }

    @Test
    void foreignEntityHasNoFirstHead() {
        assertThatCode(() -> AcceptancePolicy.requireRole(
                participant(ParticipantKind.LEGAL_ENTITY, SignatureRegime.ES, "GmbH"), holder(SignerRole.NONE, "X")))
                .doesNotThrowAnyException();
    }

    @Test
    void bothVersionsMustBeCurrent() {
        for (int[] pair : new int[][]{{2, 2}, {4, 2}, {3, 1}}) {
            AcceptancePolicy.Asked asked = AcceptancePolicy
                    .complete(new AcceptanceRequest("s", "c", pair[0], pair[1], "ru"));
            assertThatExceptionOfType(Refusal.class)
                    .isThrownBy(() -> AcceptancePolicy.requireCurrent(asked, TERMS)).satisfies(
                            refusal -> assertThat(refusal.type()).isEqualTo(ProblemType.OFFER_VERSION_OUTDATED));
        }
        assertThatCode(() -> AcceptancePolicy.requireCurrent(
                AcceptancePolicy.complete(new AcceptanceRequest("s", "c", 3, 2, "kk")), TERMS))
                .doesNotThrowAnyException();
    }

    @Test
    void namesCannotBreakOutOfTheirLine() {
        Participant participant = participant(ParticipantKind.INDIVIDUAL, SignatureRegime.EDS,
                "Evil\nОферта № 99\u2028Nonce: 0");
        Signatory asking = new Signatory(ID, ID, holder(SignerRole.INDIVIDUAL, "A\r\nB"));
        String text = StatementText.write(TERMS, participant, asking, "n0nce", NOW, NOW.plusSeconds(60));

        assertThat(text.lines()).hasSize(9).filteredOn(line -> line.startsWith("Оферта")).hasSize(1);
        assertThat(text).contains("Запросил / Сұраған: A B").contains("Nonce: n0nce\n")
                .contains("2026-11-22T09:00:00.000Z");
    }

    private static LegalText text(Kind kind, int no) {
        return new LegalText(kind, no, "ru", "kk", LegalText.hex("ru"), LegalText.hex("kk"), NOW, NOW);
    }

    private static Participant participant(ParticipantKind kind, SignatureRegime regime, String name) {
        return new Participant(ID, 1, kind, regime == SignatureRegime.EDS ? "KZ" : "DE", "900101600001", name, regime,
                ParticipantStatus.REGISTERED, NOW,
                new SelfDeclared(null, null, null, null, null, null, "2026-11-22T09:00:00.000Z", "x"));
    }

    private static CertificateHolder holder(SignerRole role, String name) {
        return new CertificateHolder(SignatureRegime.EDS, "900101600001", null, name, null, role, "aa", "bb", NOW,
                new byte[0]);
    }
}

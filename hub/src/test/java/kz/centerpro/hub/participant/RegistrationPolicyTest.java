package kz.centerpro.hub.participant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.List;
import kz.centerpro.contracts.party.ParticipantKind;
import kz.centerpro.contracts.party.RegistrationRequest;
import kz.centerpro.contracts.party.SignatureRegime;
import kz.centerpro.contracts.party.SignerRole;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrationPolicyTest {

    /** As in the national authority's test certificates: 12 digits, the last one no check digit. */
    private static final String TEST_IIN = "123456789011";
    private static final String OPERATORS_BIN = "241240011291";

    private final RegistrationPolicy policy = new RegistrationPolicy(false, List.of("Center Pro"));

    @Test
    void takesTestNumbersFromCertificates() {
        assertThat(policy.decide(request("KZ", null, null), resident(TEST_IIN, null)).taxId()).isEqualTo(TEST_IIN);
    }

    @Test
    void takesTypedNumberThatTheCertificateProves() {
        Registration made = policy.decide(request("KZ", TEST_IIN, null), resident(TEST_IIN, null));
        assertThat(made.differences()).isEmpty();
    }

    @Test
    void holdsCertificatesToCheckDigitsWhenStrict() {
        RegistrationPolicy strict = new RegistrationPolicy(true, List.of());
        refuses(ProblemType.TAX_ID_INVALID, () -> strict.decide(request("KZ", null, null), resident(TEST_IIN, null)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"241240011290", "24124001129", "2412400112911", "24124001129a", "*"})
    void refusesTypedNumberThatIsNone(String typed) {
        refuses(ProblemType.TAX_ID_INVALID,
                () -> policy.decide(request("KZ", typed, null), resident(TEST_IIN, null)));
    }

    @Test
    void reportsTypedNumberThatDiffers() {
        Registration made = policy.decide(request("KZ", OPERATORS_BIN, null), resident(TEST_IIN, null));
        assertThat(made.taxId()).isEqualTo(TEST_IIN);
        assertThat(made.differences()).hasSize(1);
    }

    @Test
    void ignoresCaseAndSpacesOfNames() {
        assertThat(policy.decide(request("KZ", null, "  тестов   тест "), resident(TEST_IIN, null)).differences())
                .isEmpty();
    }

    @Test
    void entrepreneurMayCarryTheOwnNumberAsBin() {
        assertThat(policy.decide(request("KZ", null, null), resident(TEST_IIN, TEST_IIN)).taxId())
                .isEqualTo(TEST_IIN);
    }

    @Test
    void spellsForeignNumbersAlike() {
        assertThat(RegistrationPolicy.foreignId(" hrb 12 345 ")).isEqualTo("HRB12345");
        assertThat(RegistrationPolicy.foreignId("ИНН/77-1.2")).isEqualTo("ИНН/77-1.2");
        assertThat(RegistrationPolicy.foreignId("")).isNull();
        assertThat(RegistrationPolicy.foreignId("12%")).isNull();
        assertThat(RegistrationPolicy.foreignId("1".repeat(41))).isNull();
    }

    @Test
    void nonResidentTypesNumberAndName() {
        refuses(ProblemType.TAX_ID_INVALID, () -> policy.decide(request("DE", null, "X"), foreign()));
        refuses(ProblemType.INVALID_FIELD, () -> policy.decide(request("DE", "1", " "), foreign()));
        refuses(ProblemType.INVALID_FIELD, () -> policy.decide(request("DE", "1", "my center pro"), foreign()));
        assertThat(policy.decide(request("DE", "1", " X AG "), foreign()).name()).isEqualTo("X AG");
    }

    @Test
    void regimeFollowsResidency() {
        refuses(ProblemType.REGIME_MISMATCH, () -> policy.decide(request("KZ", null, null), foreign()));
        refuses(ProblemType.REGIME_MISMATCH,
                () -> policy.decide(request("DE", "1", "X"), resident(TEST_IIN, null)));
    }

    @Test
    void boundsTypedText() {
        refuses(ProblemType.INVALID_FIELD,
                () -> policy.decide(request("KZ", null, "x".repeat(401)), resident(TEST_IIN, null)));
    }

    @Test
    void foreignAuthorityProvesNoNumbers() {
        CertificateHolder holder = new CertificateHolder(SignatureRegime.ES, TEST_IIN, OPERATORS_BIN, "X", null,
                SignerRole.NONE, "aa", "bb", Instant.EPOCH, new byte[0]);
        assertThat(holder.iin()).isNull();
        assertThat(holder.bin()).isNull();
    }

    private static void refuses(ProblemType type, Runnable decision) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(decision::run)
                .satisfies(refusal -> assertThat(refusal.type()).isEqualTo(type));
    }

    private static RegistrationRequest request(String country, @Nullable String taxId, @Nullable String name) {
        return new RegistrationRequest(ParticipantKind.INDIVIDUAL, country, taxId, name, null, null, null, null);
    }

    private static CertificateHolder resident(String iin, @Nullable String bin) {
        return new CertificateHolder(SignatureRegime.EDS, iin, bin, "ТЕСТОВ ТЕСТ", null, SignerRole.INDIVIDUAL, "aa",
                "bb", Instant.EPOCH, new byte[0]);
    }

    private static CertificateHolder foreign() {
        return new CertificateHolder(SignatureRegime.ES, null, null, "X", null, SignerRole.NONE, "aa", "bb",
                Instant.EPOCH, new byte[0]);
    }
}

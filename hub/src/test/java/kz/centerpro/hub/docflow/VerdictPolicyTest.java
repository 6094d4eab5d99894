package kz.centerpro.hub.docflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import kz.centerpro.contracts.document.DocumentView;
import kz.centerpro.contracts.document.SubmissionMetadata;
import kz.centerpro.contracts.party.ParticipantKind;
import kz.centerpro.contracts.party.SignatureRegime;
import kz.centerpro.contracts.party.SignerRole;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.hub.certificate.CheckResult;
import kz.centerpro.hub.certificate.EvidenceNeed;
import kz.centerpro.hub.certificate.Indication;
import kz.centerpro.hub.certificate.Revocation;
import kz.centerpro.hub.certificate.SignerIdentity;
import kz.centerpro.hub.content.DataKey;
import kz.centerpro.hub.participant.Participant;
import kz.centerpro.contracts.party.ParticipantStatus;
import kz.centerpro.contracts.party.SelfDeclared;
import kz.centerpro.hub.signature.SignatureReport;
import kz.centerpro.hub.signature.Verdict;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictPolicyTest {

    private static final Instant NOW = Instant.parse("2026-06-01T10:00:00Z");
    private static final EvidenceNeed NEED = new EvidenceNeed(EvidenceNeed.Kind.OCSP, "00", new byte[0], new byte[0],
            List.of(), List.of(), List.of());

    @Test
    void waitsOnlyForWhatEvidenceCanChange() {
        SignatureReport open = report(Indication.INDETERMINATE, "TRY_LATER", "");
        assertThat(VerdictPolicy.waits(verdict(List.of(NEED), open))).isTrue();
        assertThat(VerdictPolicy.waits(verdict(List.of(), open))).isFalse();
        assertThat(VerdictPolicy.waits(verdict(List.of(NEED), report(Indication.FAILED, "REVOKED", "")))).isFalse();
        assertThat(VerdictPolicy.waits(verdict(List.of(NEED), report(Indication.PASSED, "", "")))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"REVOKED, CERTIFICATE_REVOKED", "REVOKED_NO_POE, CERTIFICATE_REVOKED",
            "REVOKED_CA_NO_POE, CERTIFICATE_REVOKED", "EXPIRED, CERTIFICATE_EXPIRED",
            "NOT_YET_VALID, CERTIFICATE_EXPIRED", "OUT_OF_BOUNDS_NO_POE, CERTIFICATE_EXPIRED",
            "OUT_OF_BOUNDS_NOT_REVOKED, CERTIFICATE_EXPIRED", "NO_CERTIFICATE_CHAIN_FOUND, CERTIFICATE_NOT_TRUSTED",
            "NO_CERTIFICATE_CHAIN_FOUND_NO_POE, CERTIFICATE_NOT_TRUSTED",
            "CERTIFICATE_CHAIN_GENERAL_FAILURE, CERTIFICATE_NOT_TRUSTED",
            "NO_SIGNING_CERTIFICATE_FOUND, CERTIFICATE_NOT_TRUSTED",
            "CHAIN_CONSTRAINTS_FAILURE, CERTIFICATE_UNSUITABLE", "SIG_CONSTRAINTS_FAILURE, CERTIFICATE_UNSUITABLE",
            "FORMAT_FAILURE, SIGNATURE_MALFORMED", "HASH_FAILURE, SIGNATURE_INVALID",
            "SIG_CRYPTO_FAILURE, SIGNATURE_INVALID", "CRYPTO_CONSTRAINTS_FAILURE, SIGNATURE_INVALID"})
    void namesTheProblemOfEverySubIndication(String subIndication, ProblemType problem) {
        Refusal refusal = VerdictPolicy.refusal(verdict(List.of(), report(Indication.FAILED, subIndication, "why")));
        assertThat(refusal.type()).isEqualTo(problem);
        assertThat(refusal.extensions()).containsOnly(java.util.Map.entry("reason", subIndication),
                java.util.Map.entry("signer", "Alice"));
    }

    @Test
    void saysWhoseSignatureWasTheFirstNotToPass() {
        Verdict verdict = verdict(List.of(), report(Indication.PASSED, "", "fine"),
                report(Indication.FAILED, "EXPIRED", "ended yesterday"),
                report(Indication.FAILED, "REVOKED", "stolen"));
        assertThat(VerdictPolicy.reason(verdict)).isEqualTo("EXPIRED");
        assertThat(VerdictPolicy.detail(verdict)).isEqualTo("ended yesterday");
        assertThat(VerdictPolicy.refusal(verdict).detail()).isEqualTo("ended yesterday");
    }

    /** No verdict of the judge looks like this; were there one, its first signature would tell. */
    @Test
    void takesTheFirstSignatureWhereNoneHasTheWholeVerdictsAnswer() {
        Verdict verdict = new Verdict(Indication.FAILED, "CMS", List.of(report(Indication.PASSED, "", "first"),
                report(Indication.PASSED, "", "second")), List.of(), "test-1");
        assertThat(VerdictPolicy.detail(verdict)).isEqualTo("first");
    }

    @Test
    void tellsOfTheBytesBeforeItTellsOfTheKey() {
        CheckResult forged = CheckResult.failed("SIG_CRYPTO_FAILURE", "another key");
        CheckResult expired = CheckResult.failed("EXPIRED", "ended");
        assertThat(VerdictPolicy.detail(verdict(List.of(), report(forged, expired, null, alice())))).isEqualTo(
                "another key");
        assertThat(VerdictPolicy.detail(verdict(List.of(), report(CheckResult.passed(), expired, null, alice()))))
                .isEqualTo("ended");
        assertThat(VerdictPolicy.detail(verdict(List.of(), report(Indication.FAILED, "HASH_FAILURE", ""))))
                .isEqualTo("The signature was not confirmed: HASH_FAILURE.");
    }

    @Test
    void tellsSinceWhenAndWhyACertificateIsRevoked() {
        CheckResult revoked = CheckResult.failed("REVOKED", "the certificate was revoked");
        Refusal refusal = VerdictPolicy.refusal(verdict(List.of(), report(CheckResult.passed(), revoked,
                new Revocation(NOW.minusSeconds(60), "keyCompromise"), alice())));
        assertThat(refusal.extensions()).containsEntry("revokedAt", "2026-06-01T09:59:00.000Z")
                .containsEntry("revocationReason", "keyCompromise").containsEntry("reason", "REVOKED")
                .containsEntry("signer", "Alice");
    }

    @Test
    void showsEverySignerAsTheCertificateNamesThem() {
        SignatureReport plain = report(Indication.PASSED, "", "");
        SignatureReport claiming = claiming(NOW.minusSeconds(1), identity("123456789012", "241240011291", true));
        List<DocumentView.Signer> signers = VerdictPolicy.signers(verdict(List.of(), plain, claiming));
        assertThat(signers).containsExactly(
                new DocumentView.Signer("Alice", "123456789012", null, null, SignerRole.INDIVIDUAL, "NOT_CONFIRMED",
                        "ECDSA", null, "2026-06-01T10:00:00.000Z"),
                new DocumentView.Signer("Alice", "123456789012", "241240011291", "Romashka", SignerRole.FIRST_HEAD,
                        "CONFIRMED", "ECDSA", "2026-06-01T09:59:59.000Z", "2026-06-01T10:00:00.000Z"));
    }

    @Test
    void warnsOfTypesThatSomeCountriesKeepFromElectronicSigning() {
        SignatureReport person = report(Indication.PASSED, "", "");
        assertThat(VerdictPolicy.warnings(submission("NOTARIAL_DEED", person))).containsExactly("excluded_type");
        assertThat(VerdictPolicy.warnings(submission("REAL_ESTATE_DEED", person))).containsExactly("excluded_type");
        assertThat(VerdictPolicy.warnings(submission("INVOICE", person))).isEmpty();
        assertThat(VerdictPolicy.warnings(submission(null, person))).isEmpty();
    }

    @Test
    void warnsWhenNobodyWhoSignedStatesARightToSignForTheOrganisation() {
        SignatureReport head = claiming(null, identity("1", "241240011291", true));
        SignatureReport clerk = claiming(null, identity("1", "241240011291", false));
        SignatureReport person = claiming(null, identity("1", null, false));
        assertThat(VerdictPolicy.warnings(submission(null, clerk))).containsExactly("signing_right_not_confirmed");
        assertThat(VerdictPolicy.warnings(submission("NOTARIAL_DEED", clerk, clerk))).containsExactly("excluded_type",
                "signing_right_not_confirmed");
        assertThat(VerdictPolicy.warnings(submission(null, clerk, head))).isEmpty();
        assertThat(VerdictPolicy.warnings(submission(null, head))).isEmpty();
        assertThat(VerdictPolicy.warnings(submission(null, person))).isEmpty();
    }

    private static SignerIdentity alice() {
        return identity("123456789012", null, false);
    }

    private static SignerIdentity identity(@Nullable String iin, @Nullable String bin, boolean signingRight) {
        return new SignerIdentity(iin, bin, "Alice", bin == null ? null : "Romashka",
                signingRight ? SignerRole.FIRST_HEAD : bin == null ? SignerRole.INDIVIDUAL : SignerRole.EMPLOYEE,
                signingRight, null, "KZ", "aa", "bb", "1", new byte[0]);
    }

    private static Verdict verdict(List<EvidenceNeed> missing, SignatureReport... reports) {
        Indication worst = Arrays.stream(reports).map(SignatureReport::status).reduce(Indication.PASSED,
                Indication::and);
        return new Verdict(worst, "CMS", List.of(reports), missing, "test-1");
    }

    private static SignatureReport report(Indication status, String subIndication, String reason) {
        CheckResult result = new CheckResult(status, subIndication, reason);
        return report(CheckResult.passed(), result, null, alice());
    }

    private static SignatureReport claiming(@Nullable Instant claimed, SignerIdentity signer) {
        return report(CheckResult.passed(), CheckResult.passed(), null, signer, claimed);
    }

    private static SignatureReport report(CheckResult authenticity, CheckResult key, @Nullable Revocation revocation,
            SignerIdentity signer) {
        return report(authenticity, key, revocation, signer, null);
    }

    private static SignatureReport report(CheckResult authenticity, CheckResult key, @Nullable Revocation revocation,
            SignerIdentity signer, @Nullable Instant claimed) {
        CheckResult decisive = authenticity.hasPassed() ? key : authenticity;
        return new SignatureReport(decisive.status(), decisive.subIndication(), authenticity, key, "ECDSA", signer,
                claimed, NOW, null, List.of(), revocation, SignatureRegime.EDS, null, List.of(), List.of(), List.of(),
                List.of());
    }

    private static Submission submission(@Nullable String type, SignatureReport... reports) {
        UUID id = new UUID(1, 2);
        Participant sender = new Participant(id, 1, ParticipantKind.LEGAL_ENTITY, "KZ", "241240011291", "Romashka",
                SignatureRegime.EDS, ParticipantStatus.ACTIVE, NOW,
                new SelfDeclared(null, null, null, null, null, null, "2026-06-01T10:00:00.000Z", ""));
        return new Submission(id, sender, List.of(Addressee.of(sender)),
                new SubmissionMetadata(null, "title", type, null, null, List.of(), null), null,
                new DataKey(id, "master", new byte[0], new SecretKeySpec(new byte[32], "AES")), 0, null, null,
                Fingerprint.stored(""),
                new byte[0], verdict(List.of(), reports), NOW, null);
    }
}

package kz.centerpro.hub.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kz.centerpro.contracts.party.SignatureRegime;
import kz.centerpro.contracts.party.SignerRole;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.Indication;
import kz.centerpro.hub.certificate.Level;
import kz.centerpro.hub.certificate.Question;
import kz.centerpro.hub.certificate.TrustSnapshot;
import kz.centerpro.hub.certificate.VerificationPolicy;
import kz.centerpro.hub.pkitest.TestAuthority;
import kz.centerpro.hub.pkitest.TestCms;
import kz.centerpro.hub.pkitest.TestKey;
import kz.centerpro.hub.signature.ContentDigests;
import kz.centerpro.hub.signature.SignatureDesk;
import kz.centerpro.hub.signature.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportWriterTest {

    private static final List<String> SUB_INDICATIONS = List.of("FORMAT_FAILURE", "NO_SIGNING_CERTIFICATE_FOUND",
            "CRYPTO_CONSTRAINTS_FAILURE", "CRYPTO_CONSTRAINTS_FAILURE_NO_POE", "SIGNED_DATA_NOT_FOUND", "HASH_FAILURE",
            "SIG_CRYPTO_FAILURE",
            "NO_CERTIFICATE_CHAIN_FOUND", "EXPIRED", "NOT_YET_VALID", "CHAIN_CONSTRAINTS_FAILURE", "REVOKED",
            "TRY_LATER");

    private final ReportWriter writer = new ReportWriter();

    @ParameterizedTest
    @ValueSource(strings = {"kk", "ru", "en"})
    void hasWordsForEverythingThatCanBeSaid(String language) {
        ReportWords words = ReportWords.in(language);
        for (Question question : Question.values()) {
            assertThat(words.say("question", question.name())).as(question.name()).endsWith("?");
        }
        for (Indication indication : Indication.values()) {
            assertThat(words.say("verdict", indication.name())).isNotBlank();
            assertThat(words.say("answer", indication.name())).isNotBlank();
        }
        for (Level level : Level.values()) {
            assertThat(words.say("level", level.name())).isNotBlank();
        }
        for (SignerRole role : SignerRole.values()) {
            assertThat(words.say("role", role.name())).as(role.name()).isNotBlank();
        }
        for (String sub : SUB_INDICATIONS) {
            assertThat(words.say("why", sub)).as(sub).isNotBlank();
            assertThat(words.say("todo", sub)).as(sub).isNotBlank();
        }
    }

    @Test
    void saysTheSameInAllLanguages() {
        Set<String> english = new TreeSet<>(ReportWords.in("en").all().keySet());
        for (String language : List.of("kk", "ru")) {
            ReportWords words = ReportWords.in(language);
            assertThat(new TreeSet<>(words.all().keySet())).isEqualTo(english);
            for (String key : english) {
                assertThat(facts(words, key)).as(language + " " + key).isEqualTo(facts(ReportWords.in("en"), key));
            }
        }
        assertThat(Objects.requireNonNull(ReportWords.in("ru").say("verdict", "PASSED")))
                .isNotEqualTo(ReportWords.in("kk").say("verdict", "PASSED"));
    }

    @Test
    void explainsARefusalWithItsDatesAndWhatToDo() throws Exception {
        TestAuthority authority = TestAuthority.root("CN=Authority,C=KZ", TestKey.ec());
        TestAuthority.Holder signer = authority.signer("CN=ТЕСТОВ ТЕСТ", TestKey.ec());
        byte[] cms = TestCms.by(signer).build();
        TrustSnapshot trust = TrustSnapshot.builder(1).anchor(authority.certificate(), SignatureRegime.EDS).build();
        SignatureDesk desk = new SignatureDesk(SignatureDesk.BYTES_MAX, VerificationPolicy.offline());
        Instant late = TestAuthority.END.plusSeconds(86_400);
        Verdict verdict = desk.examine(desk.read(cms), ContentDigests.none(), trust, late);
        VerificationReport report = writer.write(verdict, "ru");
        assertThat(report.language()).isEqualTo("ru");
        assertThat(report.verdict()).isEqualTo("FAILED");
        assertThat(report.summary()).isEqualTo("Подпись недействительна.");
        assertThat(report.policy()).isEqualTo("offline-3");
        assertThat(report.format()).isEqualTo("CMS");
        VerificationReport.Signature signature = report.signatures().getFirst();
        assertThat(signature.subIndication()).isEqualTo("EXPIRED");
        assertThat(signature.explanation()).contains("закончился")
                .contains(TestAuthority.END.toString().substring(0, 10))
                .doesNotContain("{");
        assertThat(signature.advice()).startsWith("Подпишите заново");
        assertThat(signature.authenticity()).isEqualTo("PASSED");
        assertThat(signature.keyValidity()).isEqualTo("FAILED");
        assertThat(signature.checks()).extracting(VerificationReport.Check::id).contains("CONTENT", "SIGNATURE_VALUE",
                "PATH", "VALIDITY_PERIOD", "REVOCATION_EVIDENCE", "KEY_USAGE");
        assertThat(signature.checks()).allSatisfy(check -> {
            assertThat(check.clause()).isNotBlank();
            assertThat(check.question()).isNotBlank();
        });
        assertThat(signature.warnings()).anySatisfy(warning -> assertThat(warning).contains("состояние сертификата"));
    }

    /**
     * The algorithm and the date stand in the words, whatever the answer is; without them nothing can be understood.
     */
    @ParameterizedTest
    @ValueSource(strings = {"kk", "ru", "en"})
    void namesAWeakAlgorithmAndUntilWhenItCounts(String language) throws Exception {
        Instant end = Instant.parse("2013-01-01T00:00:00Z");
        TestAuthority authority = TestAuthority.root("CN=Authority,C=KZ", TestKey.ec(), end.minusSeconds(3600),
                TestAuthority.END);
        TestAuthority.Holder signer = authority.issue("CN=ТЕСТОВ ТЕСТ", TestKey.rsa(2048, "SHA1withRSA",
                "1.2.840.113549.1.1.5", DigestAlgorithm.SHA_1), end.minusSeconds(3600), TestAuthority.END);
        TrustSnapshot trust = TrustSnapshot.builder(1).anchor(authority.certificate(), SignatureRegime.ES).build();
        SignatureDesk desk = new SignatureDesk(SignatureDesk.BYTES_MAX, VerificationPolicy.offline());
        byte[] older = TestCms.by(signer).claiming(end.minusSeconds(60)).build();
        byte[] later = TestCms.by(signer).claiming(end.plusSeconds(60)).build();
        List<String> told = new ArrayList<>();
        for (Verdict verdict : List.of(desk.examine(desk.read(older), ContentDigests.none(), trust, end.plusSeconds(9)),
                desk.examine(desk.read(later), ContentDigests.none(), trust, end.plusSeconds(90)))) {
            VerificationReport.Signature signature = writer.write(verdict, language).signatures().getFirst();
            assertThat(signature.verdict()).isEqualTo("INDETERMINATE");
            assertThat(signature.explanation()).contains("SHA-1").contains("2013-01-01").doesNotContain("{");
            assertThat(signature.advice()).isNotBlank().doesNotContain("{");
            assertThat(algorithms(signature).explanation()).isEqualTo(signature.explanation());
            told.add(String.valueOf(signature.explanation()));
        }
        VerificationReport.Signature passed = writer.write(desk.examine(desk.read(older), ContentDigests.none(), trust,
                end.minusSeconds(9)), language).signatures().getFirst();
        assertThat(passed.verdict()).isEqualTo("PASSED");
        assertThat(passed.explanation()).isNull();
        told.add(String.valueOf(algorithms(passed).explanation()));
        assertThat(told.getLast()).contains("SHA-1").contains("2013-01-01").doesNotContain("{");
        SignatureDesk strict = new SignatureDesk(SignatureDesk.BYTES_MAX, VerificationPolicy.documents());
        VerificationReport.Signature refused = writer.write(strict.examine(strict.read(older), ContentDigests.none(),
                trust, end.minusSeconds(9)), language).signatures().getFirst();
        assertThat(refused.explanation()).contains("SHA-1").doesNotContain("{");
        told.add(String.valueOf(refused.explanation()));
        assertThat(told).doesNotHaveDuplicates();
    }

    private static VerificationReport.Check algorithms(VerificationReport.Signature signature) {
        return signature.checks().stream().filter(check -> check.id().equals("ALGORITHMS")).findFirst().orElseThrow();
    }

    @Test
    void answersInEnglishWhereItDoesNotSpeakTheLanguage() {
        assertThat(writer.write(new Verdict(Indication.PASSED, "CMS", List.of(), List.of(), "p"),
                Locale.FRENCH.getLanguage()).language()).isEqualTo("en");
    }

    private static Set<String> facts(ReportWords words, String key) {
        Set<String> facts = new TreeSet<>();
        Matcher matcher = Pattern.compile("\\{(\\w+)\\}").matcher(String.valueOf(words.all().get(key)));
        while (matcher.find()) {
            facts.add(matcher.group(1));
        }
        return facts;
    }
}

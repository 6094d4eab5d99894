package kz.centerpro.hub.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kz.centerpro.contracts.party.SignatureRegime;
import kz.centerpro.contracts.party.SignerRole;
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
            "CRYPTO_CONSTRAINTS_FAILURE", "SIGNED_DATA_NOT_FOUND", "HASH_FAILURE", "SIG_CRYPTO_FAILURE",
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
        assertThat(report.policy()).isEqualTo("offline-2");
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

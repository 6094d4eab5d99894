package kz.centerpro.hub.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import kz.centerpro.contracts.document.DocumentView;
import kz.centerpro.contracts.party.OfferView;
import kz.centerpro.contracts.party.SignerRole;
import kz.centerpro.hub.verification.ReportWriter;
import kz.centerpro.hub.verification.VerificationReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest {

    private static final String TIME = "2026-11-22T08:00:00.000Z";
    private static final String HOSTILE = "<script>alert(1)</script>\" onload='x'";

    private static VerificationReport report(String verdict) {
        VerificationReport.Signature signature = new VerificationReport.Signature(verdict, null, HOSTILE, null, verdict,
                verdict, "RSA", new VerificationReport.Signer("900101300123", "090340002716", HOSTILE, "FIRST_HEAD",
                        "role", HOSTILE, null, null, "KZ", "KZ"),
                TIME, TIME, null, List.of(new VerificationReport.Certificate(HOSTILE, HOSTILE, "01", TIME, TIME, "ff")),
                null, null, List.of(),
                List.of(new VerificationReport.Check("FORMAT", HOSTILE, verdict, HOSTILE, "FAIL", "5.1", null, HOSTILE,
                        null)),
                List.of(HOSTILE), List.of(HOSTILE), List.of());
        return new VerificationReport(verdict, HOSTILE, "ru", "archive-3", "CMS", List.of(signature));
    }

    private static DocumentView document() {
        DocumentView.Party party = new DocumentView.Party("KZ", "090340002716", HOSTILE);
        return new DocumentView("91152000000000100086", "out", 1, "PARTLY_SIGNED", null, HOSTILE, null, HOSTILE, null,
                5,
                "ab", party,
                List.of(new DocumentView.Signer(HOSTILE, "900101300123", null, HOSTILE, SignerRole.FIRST_HEAD,
                        "CONFIRMED", "RSA", TIME, TIME)),
                TIME, List.of(new DocumentView.Leg(party, "READ", null, null, null, null, null, null, null, null)),
                null, null, null,
                List.of(), null, null, null, null, null);
    }

    @Test
    void everyWordIsThereInThreeLanguages() {
        Set<Object> keys = PageWords.in("ru").all().keySet();

        assertThat(keys).hasSizeGreaterThan(80);
        assertThat(PageWords.in("kk").all().keySet()).isEqualTo(keys);
        assertThat(PageWords.in("en").all().keySet()).isEqualTo(keys);
        Stream.of("REGISTERED", "PARTLY_DELIVERED", "COMPLETED", "QUEUED", "DELIVERED", "RECEIVED", "READ", "SIGNED",
                "PARTLY_SIGNED", "DECLINED", "CORRECTION_REQUESTED", "ANNULMENT_PROPOSED", "ANNULLED", "EXPIRED")
                .forEach(status -> assertThat(keys).contains("status." + status));
    }

    @ParameterizedTest
    @ValueSource(strings = {"kk", "ru", "en"})
    void whatOthersWroteIsTextAndNeverMarkup(String language) {
        PageWords words = PageWords.in(language);
        OfferView offer = new OfferView(1, null, "# " + HOSTILE + "\n\n" + HOSTILE, "## " + HOSTILE, "a", "b", TIME,
                TIME,
                "ru");
        for (Html body : List.of(VerifyPage.report(words, report("PASSED"), TIME),
                VerifyPage.problem(HOSTILE, HOSTILE), FactsPage.facts(words, new ReportWriter(), document()),
                TextPage.legal(words, offer))) {
            String page = new PageFrame("0a").around(words, "/verify?s=\"<", HOSTILE, body);
            assertThat(page).doesNotContain("<script").doesNotContain("\" onload").doesNotContain(" style=")
                    .contains("&lt;script&gt;");
        }
    }

    @Test
    void sumsAndInstantsAreWrittenAsTheLanguageWritesThem() {
        assertThat(PageWords.in("kk").money("1240000.50")).isEqualTo("1\u00a0240\u00a0000,50\u00a0₸");
        assertThat(PageWords.in("en").money("5000.00")).isEqualTo("5,000.00\u00a0₸");
        assertThat(PageWords.in("ru").told("Проверено на 2026-12-01T02:20:08.367Z, не раньше."))
                .isEqualTo("Проверено на 01.12.2026 07:20:08 (время Астаны), не раньше.");
    }

    @Test
    void threeVerdictsDifferByShapeAndWord() {
        PageWords words = PageWords.in("ru");
        String passed = VerifyPage.report(words, report("PASSED"), TIME).toString();
        String unknown = VerifyPage.report(words, report("INDETERMINATE"), TIME).toString();
        String failed = VerifyPage.report(words, report("FAILED"), TIME).toString();

        assertThat(passed).contains("<circle", "Действительна").doesNotContain("<rect", "Недействительна");
        assertThat(unknown).contains("Не определено").doesNotContain("<circle", "<rect");
        assertThat(failed).contains("<rect", "Недействительна").doesNotContain("<circle");
    }

    @Test
    void aPersonsNumberIsShownByItsEnd() {
        String page = VerifyPage.report(PageWords.in("kk"), report("PASSED"), TIME)
                + FactsPage.facts(PageWords.in("kk"), new ReportWriter(), document()).toString();

        assertThat(page).contains("••••••••0123").doesNotContain("900101300123");
        assertThat(page).contains("22.11.2026 13:00:00 (Астана уақыты)").contains("91152 00000 00001 00086");
    }

    @Test
    void theLinkOfALanguageKeepsTheSecret() {
        String page = new PageFrame("0a").around(PageWords.in("en"), "/verify/1?s=x", "t", new Html());

        assertThat(page).contains("href=\"/verify/1?s=x&amp;lang=kk\"", "/cabinet/0a/pages.css",
                "lang=\"en\" href=\"/verify/1?s=x&amp;lang=en\" aria-current=\"true\"");
    }
}

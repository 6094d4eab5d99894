package kz.centerpro.notification.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import kz.centerpro.contracts.event.Cursor;
import kz.centerpro.contracts.event.EventEnvelope;
import kz.centerpro.contracts.event.EventTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What billing tells, in words (clauses 1.11, 5.3.10, 6.4). */
class NoticeMakerTest {

    private static final String TARIFF = """
            {"subscription": "s", "tariff": "start", "metric": "document.sent", "volume": 100, "used": 80, "daysLeft": 7,
             "endsAt": "2026-03-31T19:00:00.000Z"}""";
    private static final String MONEY = """
            {"payment": "p", "amount": {"amount": "40000.00", "currency": "KZT"}}""";

    private final NoticeMaker maker = new NoticeMaker(new NoticeTexts(), JsonMapper.builder().build());

    private Optional<Draft> drafted(String type, String data, String language, Map<String, Boolean> chosen) {
        EventEnvelope event = EventEnvelope.of(new UUID(7, 7).toString(), 1, type, "s", "2026-03-01T07:00:00.000Z",
                new Cursor(1, 5), data);
        return maker.draft(new UUID(1, 2), event, new Settings(language, chosen));
    }

    private Draft drafted(String type, String data) {
        return drafted(type, data, "ru", Map.of()).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({EventTypes.TARIFF_EXPIRING + ",TARIFF_EXPIRING", EventTypes.TARIFF_EXPIRED + ",TARIFF_EXPIRED",
            EventTypes.QUOTA_WARNING + ",QUOTA_WARNING", EventTypes.QUOTA_EXHAUSTED + ",QUOTA_EXHAUSTED"})
    void tellsOfTheEndOfATariffInEveryLanguage(String type, String kind) {
        for (String language : NoticeTexts.LANGUAGES) {
            Draft draft = drafted(type, TARIFF, language, Map.of()).orElseThrow();
            assertThat(draft.kind().name()).isEqualTo(kind);
            assertThat(draft.subject()).contains("start").doesNotContain("{");
            assertThat(draft.text()).contains("start").doesNotContain("{");
            assertThat(draft.document()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {EventTypes.ACCOUNT_SUSPENDED, EventTypes.ACCOUNT_RESTORED,
            EventTypes.ACCOUNT_PRODUCT_SUSPENDED, EventTypes.ACCOUNT_PRODUCT_RESTORED})
    void saysWhyAccessIsTakenAndGivenBackByEMailWhateverIsChosen(String type) {
        for (String language : NoticeTexts.LANGUAGES) {
            Draft draft = drafted(type, """
                    {"restriction": "r", "clause": "4.3.5", "reason": "спам"}""", language, Map.of()).orElseThrow();
            assertThat(draft.text()).contains("4.3.5", "спам").doesNotContain("{");
            assertThat(draft.kind().obligatory(Channel.EMAIL)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {EventTypes.DELEGATION_GRANTED, EventTypes.DELEGATION_WITHDRAWN})
    void namesBothSidesOfAReadingThatIsGivenOrEnds(String type) {
        for (String language : NoticeTexts.LANGUAGES) {
            Draft draft = drafted(type, """
                    {"box": 7, "owner": {"country": "KZ", "taxId": "1", "name": "ТОО «Хозяин»"},
                     "reader": {"country": "KZ", "taxId": "2", "name": "ТОО «Бухгалтер»"}, "by": "OWNER"}""", language,
                    Map.of()).orElseThrow();
            assertThat(draft.text()).contains("ТОО «Хозяин»", "ТОО «Бухгалтер»").doesNotContain("{");
            assertThat(draft.kind().obligatory(Channel.CABINET)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {EventTypes.ACCOUNT_TERMINATING, EventTypes.ACCOUNT_TERMINATION_CANCELLED,
            EventTypes.ACCOUNT_TERMINATED})
    void saysThatTheAgreementEndsByEMailWhateverIsChosen(String type) {
        for (String language : NoticeTexts.LANGUAGES) {
            for (String reason : new String[]{"\"reason\": \"долг\", \"ground\": \"NOTICE\"",
                    "\"ground\": \"OWN_WISH\""}) {
                Draft draft = drafted(type, "{\"termination\": \"t\", \"effectiveOn\": \"2026-12-11\", " + reason + "}",
                        language, Map.of()).orElseThrow();
                assertThat(draft.text()).doesNotContain("{", "OWN_WISH");
                assertThat(draft.kind().obligatory(Channel.EMAIL)).isTrue();
            }
        }
        assertThat(drafted(EventTypes.ACCOUNT_TERMINATING, """
                {"effectiveOn": "2026-12-11", "reason": "долг", "ground": "NOTICE"}""").text())
                .contains("11.12.2026", "долг");
    }

    @Test
    void saysUntilWhenByTheTimeOfAstanaAndHowMuchIsUsed() {
        assertThat(drafted(EventTypes.TARIFF_EXPIRING, TARIFF).text()).contains("01.04.2026 00:00");
        assertThat(drafted(EventTypes.QUOTA_WARNING, TARIFF).text()).contains("80 из 100");
    }

    @Test
    void tellsOfMoneyOnceUnlessMoreIsWanted() {
        assertThat(drafted(EventTypes.BALANCE_CREDITED, MONEY).subject()).contains("40\u00a0000,00\u00a0₸");
        assertThat(drafted(EventTypes.PAYMENT_RECEIVED, MONEY, "ru", Map.of())).isEmpty();
        assertThat(drafted(EventTypes.PAYMENT_RECEIVED, MONEY, "ru",
                Map.of(Settings.key("PAYMENT_RECEIVED", "CABINET"), true)).orElseThrow().text())
                .contains("40\u00a0000,00\u00a0₸");
        assertThat(NoticeTexts.sum("en", "1234567.80 KZT")).isEqualTo("1,234,567.80\u00a0₸");
        assertThat(NoticeTexts.sum("kk", "999.00 USD")).isEqualTo("999,00 USD");
    }

    /** With the data as the hub's Announcer puts it, which asyncapi.yaml has. */
    @Test
    void tellsOfANewOffer() {
        Draft draft = drafted(EventTypes.OFFER_PUBLISHED,
                """
                        {"offerNo": 2, "publishedAt": "2026-11-22T09:00:00.000Z", "effectiveFrom": "2026-12-01T00:00:00.000Z",
                         "sha256Ru": "00", "href": "/v1/offers/2", "prevailingLanguage": "ru"}""");
        assertThat(draft.text()).contains("2", "01.12.2026");
    }

    @Test
    void tellsOfAnInvoiceWhichIsNoDocument() {
        Draft draft = drafted(EventTypes.INVOICE_ISSUED,
                """
                        {"number": "26000000197", "amount": {"amount": "10.00", "currency": "KZT"}, "payBefore": "2026-03-11"}""");
        assertThat(draft.text()).contains("26000000197", "10,00\u00a0₸", "11.03.2026");
        assertThat(draft.document()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"amount\": 5}", "{\"amount\": {\"amount\": \"1.00\"}}", "[]"})
    void whatSaysNoAmountIsNoNotice(String data) {
        assertThatThrownBy(() -> drafted(EventTypes.BALANCE_CREDITED, data))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

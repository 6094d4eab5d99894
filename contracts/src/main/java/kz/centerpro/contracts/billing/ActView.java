package kz.centerpro.contracts.billing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A monthly act of works (АВР, form Р-1; clauses 6.7, 6.9).
 *
 * @param number
 *            year and month, hyphen, mailbox
 * @param state
 *            ISSUED, ACCEPTED, REFUSED or DEEMED_ACCEPTED
 * @param month
 *            2026-03
 * @param answerUntil
 *            the last day (Asia/Almaty) to sign or to refuse: the fifth working day after the day of issue
 * @param workingDaysLeft
 *            that come after today and are not later than answerUntil; absent when it is answered
 * @param answeredAt
 *            absent while ISSUED
 * @param reason
 *            of a refusal
 * @param answeredThrough
 *            ACT: by {@code /v1/acts}; DOCUMENT: by the document that it was sent as; ESF: in ИС ЭСФ; absent for
 *            silence
 * @param document
 *            that the act was sent as and is answered by; absent until it arrived, and where the operator sends none
 * @param papers
 *            the PDF in each language: what a signature is made over
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ActView(String number, String state, String month, String issuedAt, String answerUntil,
        @Nullable Integer workingDaysLeft, Requisites seller, Requisites buyer, List<Line> lines, Money net, Money vat,
        Money gross, List<Paper> papers,
        @Nullable String answeredAt, @Nullable String reason, @Nullable String signedBy,
        @Nullable String answeredThrough, @Nullable Document document) {

    /**
     * A tariff that started in the month.
     *
     * @param startedOn
     *            the day from which the services are rendered; its rate of tax applies
     * @param vatPercent
     *            decimal
     */
    public record Line(String subscription, String tariff, int version, String name, String startedOn,
            String vatPercent, Money net, Money vat, Money gross) {}

    /**
     * @param sha256
     *            hex, of the PDF's bytes
     */
    public record Paper(String language, String sha256) {}

    /**
     * @param number
     *            20 digits, in the participant's own box
     * @param language
     *            kk or ru
     */
    public record Document(String number, String language) {}

    /**
     * {@code GET /v1/acts}: the newest month first.
     *
     * @param next
     *            give it as {@code below} for the next page; absent on the last
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Page(List<ActView> items, @Nullable String next) {}
}

package kz.centerpro.contracts.billing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An invoice for payment (счёт на оплату, төлем шоты).
 *
 * @param number
 *            11 digits, the last two of them check digits; stands in the purpose, by which the payment is found
 * @param state
 *            ISSUED, PARTLY_PAID, PAID or CANCELLED
 * @param vat
 *            value added tax inside the amount, by the rate of the day of issue; what is sold later is taxed by its own
 *            day
 * @param vatPercent
 *            decimal
 * @param paid
 *            how much of it came; what is beyond the amount is on the balance only
 * @param purpose
 *            what to write into the payment, in the language of the answer
 * @param payBefore
 *            a day, Asia/Almaty
 * @param note
 *            when the money will be on the balance (clause 6.4), in the language of the answer
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InvoiceView(String number, String state, Money amount, Money vat, String vatPercent, Money paid,
        @Nullable String tariff,
        String purpose, String issuedAt, String payBefore, @Nullable String paidAt, @Nullable String cancelledAt,
        Requisites payee, Requisites payer, String note) {

    /**
     * {@code GET /v1/invoices}: the newest first.
     *
     * @param next
     *            give it as {@code below} for the next page; absent on the last
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Page(List<InvoiceView> items, @Nullable String next) {}
}

package kz.centerpro.contracts.billing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Money that came, as the operator's staff sees it.
 *
 * @param method
 *            BANK_TRANSFER or CARD
 * @param state
 *            UNMATCHED, OVERDUE (unmatched for longer than clause 6.4 allows) or CREDITED
 * @param account
 *            where it came to: an IBAN, or {@code clearing:} and the acquirer
 * @param documentNumber
 *            the bank's, or the number of the card order
 * @param participant
 *            tax id of whose balance it is on
 * @param toInvoice
 *            how much of it was counted to the invoice
 * @param reason
 *            why nobody could be credited without a person: NO_PAYER, PAYER_UNKNOWN, PAYER_DIFFERS, SEVERAL_INVOICES,
 *            CARD_SCHEME, CARD_AMOUNT
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PaymentView(String id, String method, String state, Money amount, String account, String documentNumber,
        String bookedOn, String receivedAt, String recordedAt, @Nullable String payerTaxId, @Nullable String payerName,
        @Nullable String payerAccount, @Nullable String purpose, @Nullable String participant,
        @Nullable String invoice, @Nullable Money toInvoice, @Nullable String reason, @Nullable String creditedAt,
        @Nullable String overdueSince) {

    /** {@code GET /v1/admin/payments}: the newest first, those that wait the oldest first. */
    public record Page(List<PaymentView> items) {}
}

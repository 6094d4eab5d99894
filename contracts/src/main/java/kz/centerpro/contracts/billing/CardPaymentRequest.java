package kz.centerpro.contracts.billing;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/card-payments}: an amount, or what is left to pay of an invoice.
 *
 * @param scheme
 *            VISA or MASTERCARD (clause 6.3); a card's number is given to the acquirer alone
 */
public record CardPaymentRequest(@Nullable Money amount, @Nullable String invoice, @Nullable String scheme) {}

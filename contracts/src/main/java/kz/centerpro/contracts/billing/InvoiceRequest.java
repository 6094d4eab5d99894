package kz.centerpro.contracts.billing;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/invoices} (clause 6.2): one of both.
 *
 * @param tariff
 *            whose price is to be paid
 */
public record InvoiceRequest(@Nullable String tariff, @Nullable Money amount) {}

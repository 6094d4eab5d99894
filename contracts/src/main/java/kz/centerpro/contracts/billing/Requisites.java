package kz.centerpro.contracts.billing;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Who pays or is paid, as it stands on an invoice.
 *
 * @param taxId
 *            BIN or IIN of Kazakhstan, else the number in {@code country}
 * @param iban
 *            the account (ИИК)
 * @param bic
 *            of the bank (БИК)
 * @param kbe
 *            beneficiary code (Кбе), two digits
 * @param knp
 *            payment purpose code (КНП), three digits
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Requisites(String name, String country, String taxId, @Nullable String address, @Nullable String iban,
        @Nullable String bank, @Nullable String bic, @Nullable String kbe, @Nullable String knp) {}

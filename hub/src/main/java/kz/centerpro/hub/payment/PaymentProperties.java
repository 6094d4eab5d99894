package kz.centerpro.hub.payment;

import java.time.Duration;
import java.util.List;
import kz.centerpro.contracts.billing.Requisites;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code center.payment.*}.
 *
 * @param payee
 *            the operator as it stands on invoices; absent: this hub gives out none
 * @param accounts
 *            further accounts of the operator whose statements are taken, beside the payee's
 * @param invoiceValidity
 *            until when an invoice asks to be paid
 * @param creditLimit
 *            how long money may wait for its owner (clause 6.4)
 * @param overdueEvery
 *            how often that is looked at
 * @param invoicesPerMinute
 *            that one participant may make
 */
@ConfigurationProperties("center.payment")
public record PaymentProperties(@Nullable Payee payee, @DefaultValue List<String> accounts,
        @DefaultValue("10d") Duration invoiceValidity, @DefaultValue("72h") Duration creditLimit,
        @DefaultValue("1m") Duration overdueEvery, @DefaultValue("30") int invoicesPerMinute) {

    /** Settings {@code center.payment.payee.*}; all but the address and the codes are needed. */
    public record Payee(String name, String taxId, @Nullable String address, String iban, String bank, String bic,
            @Nullable String kbe, @Nullable String knp) {

        Requisites requisites() {
            return new Requisites(name, "KZ", taxId, address, iban, bank, bic, kbe, knp);
        }
    }
}

package kz.centerpro.hub.act;

import java.time.Duration;
import kz.centerpro.contracts.billing.Requisites;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code center.act.*}.
 *
 * @param seller
 *            the operator as it stands on acts; absent: the payee of invoices ({@code center.payment.payee}), and
 *            without that no acts are issued
 * @param every
 *            how often is looked whether something is due
 */
@ConfigurationProperties("center.act")
public record ActProperties(@Nullable Seller seller, @DefaultValue("10m") Duration every) {

    /** Settings {@code center.act.seller.*}; name and number are needed. */
    public record Seller(String name, String taxId, @Nullable String address, @Nullable String iban,
            @Nullable String bank, @Nullable String bic) {

        Requisites requisites() {
            return new Requisites(name, "KZ", taxId, address, iban, bank, bic, null, null);
        }
    }
}

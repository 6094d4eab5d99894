package kz.centerpro.hub.tariff;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import kz.centerpro.contracts.billing.Money;
import kz.centerpro.contracts.billing.TariffView;
import kz.centerpro.contracts.party.WireTime;
import org.jspecify.annotations.Nullable;

/** Published terms of a tariff. {@code price} in tiyn, tax included. */
record TariffVersion(String tariff, int version, long price, String term, List<TariffView.Volume> volumes,
        List<String> products, Map<String, String> names, Map<String, String> conditions, boolean welcome,
        Instant publishedAt, @Nullable Instant retiredAt) {

    TariffView view(boolean forStaff) {
        return new TariffView(tariff, version, Money.ofTiyn(price), term, volumes, products, names, conditions,
                welcome, WireTime.format(publishedAt),
                forStaff && retiredAt != null ? WireTime.format(retiredAt) : null);
    }
}

package kz.centerpro.hub.esf;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import kz.centerpro.contracts.billing.Requisites;
import org.jspecify.annotations.Nullable;

/** What ИС ЭСФ is told of an act, as it was issued; amounts in tiyn. */
record EsfAct(String number, YearMonth month, LocalDate issuedOn, Requisites seller, Buyer buyer, List<Line> lines) {

    EsfAct {
        lines = List.copyOf(lines);
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Buyer(String name, String taxId, @Nullable String address, @Nullable Offer offer) {}

    record Offer(int no, LocalDate acceptedOn) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Line(String tariff, @Nullable Map<String, String> names, BigDecimal vatPercent, long net, long vat,
            long gross) {

        /** In Russian, in which the form is kept. */
        String name() {
            return names == null ? tariff : names.getOrDefault("ru", tariff);
        }
    }
}

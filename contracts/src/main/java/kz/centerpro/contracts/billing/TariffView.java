package kz.centerpro.contracts.billing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tariff as it can be started now (clauses 1.11, 6.1). Public.
 *
 * @param tariff
 *            its name in requests; {@code version} the terms that a purchase pins
 * @param price
 *            value added tax included
 * @param term
 *            ISO 8601 period from the instant of the purchase, such as {@code P1M}
 * @param volumes
 *            units per metric; a metric with a null volume is without limit
 * @param products
 *            what it opens, {@code EXCHANGE}
 * @param names
 *            by language: kk, ru, en
 * @param welcome
 *            starts by itself for a participant that never had a tariff
 * @param retiredAt
 *            only in the operator's list: nobody can start it any more
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TariffView(String tariff, int version, Money price, String term, List<Volume> volumes,
        List<String> products, Map<String, String> names, Map<String, String> conditions, boolean welcome,
        String publishedAt, @Nullable String retiredAt) {

    /**
     * @param metric
     *            {@code document.sent}
     * @param volume
     *            absent: without limit
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Volume(String metric, @Nullable Long volume) {}

    /** {@code GET /v1/tariffs}. */
    public record Page(List<TariffView> items) {}
}

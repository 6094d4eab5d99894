package kz.centerpro.hub.tariff;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import kz.centerpro.contracts.billing.Money;
import kz.centerpro.contracts.billing.TariffPublication;
import kz.centerpro.contracts.billing.TariffView;
import kz.centerpro.contracts.problem.Refusal;
import org.jspecify.annotations.Nullable;

/** What may be published. Pure; throws {@code invalid_field}. */
final class TariffPolicy {

    static final Set<String> PRODUCTS = Set.of("EXCHANGE");
    static final Set<String> METRICS = Set.of("document.sent");

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,40}");
    private static final Pattern TERM = Pattern.compile("P(?=.)([0-9]{1,3}Y)?([0-9]{1,3}M)?([0-9]{1,4}D)?");
    private static final Set<String> LANGUAGES = Set.of("kk", "ru");
    private static final int TEXT_MAX = 20_000;
    private static final long PRICE_MAX = 100_000_000_000L; // tiyn: a thousand million tenge

    private TariffPolicy() {}

    /** Terms that passed; {@code price} in tiyn. */
    record Terms(String tariff, long price, String term, List<TariffView.Volume> volumes, List<String> products,
            Map<String, String> names, Map<String, String> conditions, boolean welcome) {}

    static Terms checked(TariffPublication typed) {
        String tariff = typed.tariff();
        if (tariff == null || !NAME.matcher(tariff).matches()) {
            throw Refusal.field("tariff", "Name the tariff in 1 to 40 small letters, digits and hyphens.");
        }
        long price = amount("price", typed.price(), 0);
        String term = typed.term();
        if (term == null || !TERM.matcher(term).matches() || !term.matches(".*[1-9].*")) {
            throw Refusal.field("term", "Give the term as an ISO 8601 period of years, months and days, such as P1M.");
        }
        boolean welcome = Boolean.TRUE.equals(typed.welcome());
        if (welcome && price > 0) {
            throw Refusal.field("welcome", "A tariff that starts by itself has to be free.");
        }
        return new Terms(tariff, price, term, volumes(typed.volumes()), products(typed.products()),
                texts("names", typed.names()), texts("conditions", typed.conditions()), welcome);
    }

    /** In tiyn. */
    static long amount(String field, @Nullable Money typed, long least) {
        long tiyn = typed == null ? -1 : typed.tiyn().orElse(-1L);
        if (tiyn < least || tiyn > PRICE_MAX) {
            throw Refusal.field(field,
                    "Give an amount such as {\"amount\":\"40000.00\",\"currency\":\"KZT\"}, from "
                            + Money.ofTiyn(least).amount() + " to " + Money.ofTiyn(PRICE_MAX).amount() + ".");
        }
        return tiyn;
    }

    private static List<TariffView.Volume> volumes(@Nullable List<TariffView.Volume> typed) {
        Set<String> seen = new HashSet<>();
        if (typed == null || typed.isEmpty() || !typed.stream().allMatch(volume -> METRICS.contains(volume.metric())
                && seen.add(volume.metric()) && (volume.volume() == null || volume.volume() > 0))) {
            throw Refusal.field("volumes",
                    "Give a volume above zero, or none for no limit, once for each of " + METRICS + ".");
        }
        return List.copyOf(typed);
    }

    private static List<String> products(@Nullable List<String> typed) {
        if (typed == null || typed.isEmpty() || !PRODUCTS.containsAll(typed)) {
            throw Refusal.field("products", "Name products out of " + PRODUCTS + ".");
        }
        return typed.stream().distinct().toList();
    }

    private static Map<String, String> texts(String field, @Nullable Map<String, String> typed) {
        if (typed == null || !typed.keySet().containsAll(LANGUAGES) || typed.size() > 3
                || typed.values().stream().anyMatch(text -> text.isBlank() || text.length() > TEXT_MAX)) {
            throw Refusal.field(field, "Give a text in kk and in ru, and en if you like, of at most " + TEXT_MAX
                    + " characters each (clause 1.11).");
        }
        return Map.copyOf(typed);
    }
}

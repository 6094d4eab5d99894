package kz.centerpro.hub.tariff;

import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import kz.centerpro.contracts.billing.PromotionRequest;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.contracts.problem.Refusal;
import org.jspecify.annotations.Nullable;

/** What a promotion may be. Pure; throws {@code invalid_field}. */
final class PromotionPolicy {

    private static final Pattern CODE = Pattern.compile("[A-Z0-9-]{3,40}");

    private PromotionPolicy() {}

    /** {@code amount} in tiyn; one of {@code percent} and {@code amount} is null. */
    record Promotion(String code, @Nullable String tariff, @Nullable Integer percent, @Nullable Long amount,
            Instant validFrom, Instant validTo, int perParticipant, Map<String, String> names) {}

    static Promotion checked(PromotionRequest typed) {
        String code = typed.code();
        if (code == null || !CODE.matcher(code).matches()) {
            throw Refusal.field("code", "Give a code of 3 to 40 capital letters, digits and hyphens.");
        }
        Integer percent = typed.percent();
        if (percent == null == (typed.amount() == null) || (percent != null && (percent < 1 || percent > 100))) {
            throw Refusal.field("percent", "Give either percent from 1 to 100, or amount.");
        }
        Instant from = time("validFrom", typed.validFrom());
        Instant to = time("validTo", typed.validTo());
        if (!from.isBefore(to)) {
            throw Refusal.field("validTo", "The end has to be after the beginning.");
        }
        Integer times = typed.perParticipant();
        if (times != null && times < 1) {
            throw Refusal.field("perParticipant", "Give a number above zero.");
        }
        return new Promotion(code, typed.tariff(), percent,
                typed.amount() == null ? null : TariffPolicy.amount("amount", typed.amount(), 1), from, to,
                times == null ? 1 : times, typed.names() == null ? Map.of() : Map.copyOf(typed.names()));
    }

    private static Instant time(String field, @Nullable String typed) {
        if (typed == null) {
            throw Refusal.field(field, "Give an RFC 3339 time.");
        }
        return WireTime.parse(typed).orElseThrow(() -> Refusal.field(field, "Give an RFC 3339 time."));
    }
}

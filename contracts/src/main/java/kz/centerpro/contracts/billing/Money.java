package kz.centerpro.contracts.billing;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An amount on the wire: {@code {"amount":"40000.00","currency":"KZT"}}.
 *
 * @param amount
 *            decimal with two digits after the point
 * @param currency
 *            ISO 4217
 */
public record Money(@Nullable String amount, @Nullable String currency) {

    public static final String TENGE = "KZT";

    private static final Pattern SHAPE = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,2})?");

    /** {@code tiyn} hundredths of a tenge. */
    public static Money ofTiyn(long tiyn) {
        return new Money(BigDecimal.valueOf(tiyn, 2).toPlainString(), TENGE);
    }

    /** In tiyn; empty for another currency or a shape that is no amount. */
    public Optional<Long> tiyn() {
        return amount == null || !TENGE.equals(currency) || !SHAPE.matcher(amount).matches()
                ? Optional.empty()
                : Optional.of(new BigDecimal(amount).movePointRight(2).longValueExact());
    }
}

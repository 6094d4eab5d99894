package kz.centerpro.hub.payment;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import kz.centerpro.contracts.billing.Requisites;
import org.jspecify.annotations.Nullable;

/**
 * An invoice for payment; amounts in tiyn.
 *
 * @param vat
 *            inside the amount, by the rate of the day of issue
 * @param paid
 *            counted to it, at most the amount
 */
public record Invoice(long box, String number, State state, long amount, long vat, BigDecimal vatPercent, long paid,
        @Nullable String tariff,
        Requisites payee, Requisites payer, Instant issuedAt, LocalDate payBefore, @Nullable Instant paidAt,
        @Nullable Instant cancelledAt) {

    /** What may become of an invoice. */
    public enum State {
        ISSUED, PARTLY_PAID, PAID, CANCELLED
    }

    /** Money still counts to it. */
    public boolean isOpen() {
        return state == State.ISSUED || state == State.PARTLY_PAID;
    }

    public long outstanding() {
        return amount - paid;
    }
}

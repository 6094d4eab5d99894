package kz.centerpro.hub.payment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code payment.payment}; amounts in tiyn.
 *
 * @param box
 *            whose balance it is on; null while nobody's
 * @param participant
 *            tax id of that participant
 */
record Receipt(UUID id, String method, String state, String account, String documentNumber, LocalDate bookedOn,
        long amount, String payerTaxId, String payerName, @Nullable String payerAccount, String purpose,
        @Nullable Long box, @Nullable String participant, @Nullable String invoice, long toInvoice,
        @Nullable String reason, Instant receivedAt, Instant recordedAt, @Nullable Instant creditedAt,
        @Nullable Instant overdueAt) {}

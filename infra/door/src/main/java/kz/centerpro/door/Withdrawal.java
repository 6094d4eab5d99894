package kz.centerpro.door;

import java.time.Instant;
import java.util.UUID;

/**
 * Access that was taken away while tokens of it had not ended.
 *
 * @param id
 *            a session, an API credential, a signatory, a participant or a delegation of reading
 * @param at
 *            when, by the store's clock
 * @param until
 *            when the last token of it has ended by itself, so that this may be forgotten
 */
public record Withdrawal(UUID id, Instant at, Instant until) {}

package kz.centerpro.door;

import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Access that was taken away while tokens of it had not ended.
 *
 * @param id
 *            a session, an API credential, a signatory, a participant or a delegation of reading
 * @param at
 *            when, by the store's clock
 * @param until
 *            when the last token of it has ended by itself, so that this may be forgotten
 * @param lifted
 *            access was given back: what was taken before counts no longer
 */
public record Withdrawal(UUID id, Instant at, Instant until, boolean lifted) {

    public Withdrawal(UUID id, Instant at, Instant until) {
        this(id, at, until, false);
    }

    private static Withdrawal later(Withdrawal one, Withdrawal other) {
        return other.at.isBefore(one.at) ? one : other;
    }

    /** The last word on each id. */
    static Collection<Withdrawal> last(Collection<Withdrawal> all) {
        return all.stream().collect(Collectors.toMap(Withdrawal::id, each -> each, Withdrawal::later)).values();
    }
}

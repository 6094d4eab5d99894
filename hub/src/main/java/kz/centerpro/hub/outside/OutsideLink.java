package kz.centerpro.hub.outside;

import java.time.Instant;
import java.util.UUID;
import kz.centerpro.contracts.document.OutsideLinkView;
import kz.centerpro.contracts.party.WireTime;
import org.jspecify.annotations.Nullable;

/**
 * A row.
 *
 * @param address
 *            with most of it hidden
 * @param letter
 *            how far the letter is; null when notification has forgotten it
 */
record OutsideLink(long box, UUID id, String number, String address, Instant madeAt, Instant expiresAt,
        @Nullable Instant viewedAt, @Nullable Instant fetchedAt, @Nullable Instant endedAt, @Nullable String letter) {

    boolean isOver(Instant now) {
        return endedAt != null || !expiresAt.isAfter(now);
    }

    OutsideLinkView view() {
        return new OutsideLinkView(id.toString(), address, state(), false, WireTime.format(madeAt),
                WireTime.format(expiresAt), text(viewedAt), text(fetchedAt), text(endedAt));
    }

    private String state() {
        if (viewedAt != null) {
            return OutsideLinkView.VIEWED;
        }
        return "DEAD".equals(letter) || "SUPPRESSED".equals(letter) ? OutsideLinkView.FAILED : OutsideLinkView.SENT;
    }

    private static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : WireTime.format(at);
    }
}

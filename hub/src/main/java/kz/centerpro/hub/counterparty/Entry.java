package kz.centerpro.hub.counterparty;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kz.centerpro.contracts.party.CounterpartyView;
import kz.centerpro.contracts.party.InvitationView;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.hub.participant.TaxNumber;
import org.jspecify.annotations.Nullable;

/**
 * A row of a list.
 *
 * @param name
 *            of the participant, once it is connected
 */
record Entry(TaxNumber key, @Nullable String alias, List<String> groups, @Nullable String name,
        @Nullable Instant blockedAt,
        Instant createdAt, @Nullable Instant invitedAt, @Nullable Instant connectedAt) {

    String state() {
        if (connectedAt != null) {
            return CounterpartyView.CONNECTED;
        }
        return invitedAt == null ? CounterpartyView.CREATED : CounterpartyView.INVITED;
    }

    boolean isBlocked() {
        return blockedAt != null;
    }

    /** What the owner searches in. */
    String words() {
        return Stream.of(key.taxId(), alias, name).filter(text -> text != null && !text.isEmpty())
                .collect(Collectors.joining("\n")).toLowerCase(Locale.ROOT);
    }

    /** With what the owner typed; null stays as it is. */
    Entry changed(@Nullable String newAlias, @Nullable List<String> newGroups) {
        return new Entry(key, newAlias == null ? alias : newAlias.isEmpty() ? null : newAlias,
                newGroups == null ? groups : newGroups, name, blockedAt, createdAt, invitedAt, connectedAt);
    }

    Entry blocked(@Nullable Instant at) {
        return new Entry(key, alias, groups, name, at, createdAt, invitedAt, connectedAt);
    }

    /** Joined under this name. */
    Entry connected(String as, Instant at) {
        return new Entry(key, alias, groups, as, blockedAt, createdAt, invitedAt, at);
    }

    CounterpartyView view(@Nullable InvitationView invitation) {
        return new CounterpartyView(key.country(), key.taxId(), name, alias, groups, state(), isBlocked(),
                WireTime.format(createdAt), connectedAt == null ? null : WireTime.format(connectedAt),
                connectedAt == null ? invitation : null);
    }
}

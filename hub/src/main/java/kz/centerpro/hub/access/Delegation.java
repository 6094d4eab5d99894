package kz.centerpro.hub.access;

import java.time.Instant;
import java.util.UUID;
import kz.centerpro.contracts.access.DelegationView;
import kz.centerpro.contracts.party.WireTime;

/**
 * That the events of {@code box} may be read by the participant whose box is {@code readerBox}.
 *
 * @param resting
 *            not now, since the owner has no access itself
 */
record Delegation(UUID id, long box, long readerBox, DelegationView.Side owner, DelegationView.Side reader,
        Instant grantedAt, boolean resting) {

    DelegationView view() {
        return new DelegationView(id.toString(), box, owner, reader, WireTime.format(grantedAt), resting);
    }
}

package kz.centerpro.hub.egov;

import java.time.Instant;
import java.util.UUID;
import kz.centerpro.hub.content.DataKey;
import org.jspecify.annotations.Nullable;

/**
 * A request as it is kept.
 *
 * @param hash
 *            of its id
 * @param owner
 *            the signatory who asks; null for a sign-in
 * @param sentHash
 *            of what the phone sent
 */
@SuppressWarnings("ArrayRecordComponent") // a row
record RequestRow(byte[] hash, Asked.Purpose purpose, @Nullable UUID owner, byte @Nullable [] secretHash, long box,
        State state, Key key, Instant expiresAt, byte @Nullable [] sentHash) {

    enum State {
        WAITING, OPENED, SIGNED
    }

    /** The form in which the key is kept. */
    record Key(UUID content, String masterId, byte[] wrapped) {

        static Key of(DataKey key) {
            return new Key(key.content(), key.masterId(), key.wrapped());
        }

        @Override
        public String toString() {
            return "Key";
        }
    }

    @Override
    public String toString() {
        return "RequestRow[" + purpose + ", " + state + "]";
    }
}

package kz.centerpro.contracts.notice;

import org.jspecify.annotations.Nullable;

/** {@code POST /v1/push-subscriptions}: what {@code PushSubscription.toJSON()} of a browser gives. */
public record PushSubscriptionRequest(@Nullable String endpoint, @Nullable Keys keys) {

    /** Both in base64url: the browser's P-256 point (65 bytes) and its secret (16 bytes). */
    public record Keys(@Nullable String p256dh, @Nullable String auth) {

        @Override
        public String toString() {
            return "Keys[…]";
        }
    }

    @Override
    public String toString() {
        return "PushSubscriptionRequest[…]";
    }
}

package kz.centerpro.contracts.notice;

import java.util.List;

/**
 * A browser that is told by Web Push.
 *
 * @param host
 *            of the push service
 * @param endpointSha256
 *            in hexadecimal: by it a browser finds its own subscription among those of the box
 */
public record PushSubscriptionView(String id, String host, String endpointSha256, String createdAt) {

    /**
     * {@code GET /v1/push-subscriptions}.
     *
     * @param publicKey
     *            {@code applicationServerKey} for {@code PushManager.subscribe}, in base64url
     */
    public record Page(String publicKey, List<PushSubscriptionView> items) {}
}

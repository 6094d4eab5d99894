package kz.centerpro.contracts.access;

import java.util.List;

/**
 * The owner of a box lets another participant read its events. It gives nothing else: no document, no content, no
 * writing.
 *
 * @param box
 *            the number of the box, as {@code box=} of {@code GET /v1/events} takes it
 * @param resting
 *            the reader gets nothing for now: the owner has no access itself; it goes on with a token made after that
 */
public record DelegationView(String id, long box, Side owner, Side reader, String grantedAt,
        boolean resting) {

    /** One of the two participants. */
    public record Side(String country, String taxId, String name) {}

    /** {@code GET /v1/delegations} and {@code GET /v1/delegations/received}. */
    public record Page(List<DelegationView> items) {}
}

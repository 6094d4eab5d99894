package kz.centerpro.contracts.access;

import java.util.List;

/** {@code GET /v1/participants/me/signatories}: who has signed in for the participant, the newest certificate first. */
public record SignatoryPage(List<Item> items) {

    /**
     * @param certificateUntil
     *            when the certificate ends
     * @param firstSeen
     *            first sign-in with it
     */
    public record Item(SignatoryView signatory, String certificateUntil, String firstSeen) {}
}

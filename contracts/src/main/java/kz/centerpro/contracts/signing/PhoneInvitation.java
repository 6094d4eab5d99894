package kz.centerpro.contracts.signing;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * API 1 of eGov Mobile's QR signing: who asks, until when, and where the documents are.
 *
 * @param expiryDate
 *            like {@code 2022-09-29T16:21:37.064+0500}
 */
public record PhoneInvitation(String description, @JsonProperty("expiry_date") String expiryDate,
        Organisation organisation, Source document) {

    /** Who asks for the signature. */
    public record Organisation(String nameRu, String nameKz, String nameEn, String bin) {}

    /**
     * Where API 2 is.
     *
     * @param authType
     *            {@code None}: the address itself is the secret
     */
    public record Source(String uri, @JsonProperty("auth_type") String authType,
            @JsonProperty("auth_token") String authToken) {}
}

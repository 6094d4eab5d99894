package kz.centerpro.contracts.party;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/participants} by the signed-in certificate (clauses 1.4, 4.1). What the certificate proves always
 * wins; what is typed and differs from it is answered in {@code differences}.
 *
 * @param kind
 *            one of the four kinds of clients
 * @param country
 *            ISO 3166-1 alpha-2; {@code KZ} when absent
 * @param taxId
 *            residents: IIN or BIN, optional, the certificate's number is taken; others: the number in their country
 * @param name
 *            residents: optional; others: required
 * @param certificateNumber
 *            registration certificate of an entrepreneur, as typed
 */
public record RegistrationRequest(@Nullable ParticipantKind kind, @Nullable String country, @Nullable String taxId,
        @Nullable String name, @Nullable String email, @Nullable String phone, @Nullable String address,
        @Nullable String certificateNumber) {}

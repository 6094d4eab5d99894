package kz.centerpro.contracts.authority;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/es-applications}: a non-resident asks for a certificate (clauses 1.7, 7.1.2). There is no field for a
 * private key and never will be.
 *
 * @param csr
 *            certification request (PKCS #10, RFC 2986) in PEM or base64 of DER, up to 16 KiB
 * @param country
 *            ISO 3166-1 alpha-2, not KZ
 * @param taxId
 *            up to 40 characters, as the country writes it
 */
public record EsApplicationRequest(@Nullable String csr, @Nullable String name, @Nullable String organization,
        @Nullable String country, @Nullable String taxId, @Nullable String email) {}

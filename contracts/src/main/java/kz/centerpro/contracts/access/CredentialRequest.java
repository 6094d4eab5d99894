package kz.centerpro.contracts.access;

import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/credentials}: the means that is specially provided for programs (clause 5.2.7, reading A20).
 *
 * @param name
 *            what the client calls it, up to 100 characters
 */
public record CredentialRequest(@Nullable String name) {}

package kz.centerpro.contracts.party;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/participants?country=&taxId=}: exact look-up with minimal fields (clause 4.3.9).
 *
 * @param name
 *            only of a connected participant
 * @param connected
 *            true when documents can be delivered into its box
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LookupAnswer(String country, String taxId, @Nullable String name, boolean connected) {}

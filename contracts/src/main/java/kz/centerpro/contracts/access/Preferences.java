package kz.centerpro.contracts.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What a person chose, for all of its certificates and organisations.
 *
 * @param language
 *            {@code kk}, {@code ru} or {@code en}; absent until it was chosen
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Preferences(@Nullable String language) {}

package kz.centerpro.contracts.party;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code PUT /v1/counterparties/{country}/{taxId}}: adds the entry or changes it. What is absent stays as it is.
 *
 * @param alias
 *            at most 200 characters; an empty one takes it away
 * @param groups
 *            at most 10, each at most 60 characters
 * @param blocked
 *            true: no further document is taken from it
 */
public record CounterpartyChange(@Nullable String alias, @Nullable List<String> groups, @Nullable Boolean blocked) {}

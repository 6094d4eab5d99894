package kz.centerpro.contracts.party;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/participants/me/requisites}: the whole new state, as the participant declares it (clauses 4.1, 13.1).
 *
 * @param changedOn
 *            the day when it came about, like 2026-11-30; not after today
 * @param head
 *            name of the first head
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RequisitesRequest(@Nullable String changedOn, @Nullable String name, @Nullable String address,
        @Nullable String email, @Nullable String phone, @Nullable String head, @Nullable String bank,
        @Nullable String bic, @Nullable String iban, @Nullable String kbe) {

    @Override
    public String toString() {
        return "RequisitesRequest[" + changedOn + "]";
    }
}

package kz.centerpro.contracts.party;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What the client typed about itself: nobody has proved it (clause 4.1).
 *
 * @param at
 *            when it was typed
 * @param by
 *            id of the signatory who typed it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SelfDeclared(@Nullable String taxId, @Nullable String name, @Nullable String email,
        @Nullable String phone, @Nullable String address, @Nullable String certificateNumber, String at, String by) {}

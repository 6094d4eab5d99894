package kz.centerpro.contracts.notice;

import org.jspecify.annotations.Nullable;

/** {@code POST /v1/notification-preferences/email/confirmation}: the eight digits that came by e-mail. */
public record EmailConfirmation(@Nullable String code) {

    @Override
    public String toString() {
        return "EmailConfirmation[…]";
    }
}

package kz.centerpro.contracts.notice;

import org.jspecify.annotations.Nullable;

/** {@code PUT /v1/notification-preferences/email}: an address, to which a code is sent. */
public record EmailRequest(@Nullable String address) {

    @Override
    public String toString() {
        return "EmailRequest[…]";
    }
}

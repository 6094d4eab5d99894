package kz.centerpro.contracts.notice;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a participant is told where.
 *
 * @param language
 *            of notices: kk, ru or en; in kk and en the Russian text comes along and prevails
 * @param email
 *            the confirmed address, if there is one
 * @param pendingEmail
 *            an address that waits for its code
 * @param quietHours
 *            absent when there are none
 * @param kinds
 *            every kind of notice
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PreferencesView(String language, @Nullable String email, @Nullable String emailConfirmedAt,
        @Nullable String pendingEmail, @Nullable String pendingUntil,
        @Nullable QuietHours quietHours, List<KindView> kinds) {

    /**
     * One kind of notice.
     *
     * @param cabinet
     *            false: no notice of this kind is made at all
     * @param email
     *            sent to the confirmed address
     * @param push
     *            sent by Web Push and as a mobile wake-up
     * @param obligatory
     *            channels that cannot be switched off, because the agreement makes the operator tell it
     */
    public record KindView(String kind, boolean cabinet, boolean email, boolean push, List<String> obligatory) {}

    @Override
    public String toString() {
        return "PreferencesView[" + language + "]";
    }
}

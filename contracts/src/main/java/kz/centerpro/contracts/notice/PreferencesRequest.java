package kz.centerpro.contracts.notice;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code PUT /v1/notification-preferences}: what is left out stays as it is.
 *
 * @param quietHours
 *            without {@code from} and {@code to}: none from now on
 */
public record PreferencesRequest(@Nullable String language, @Nullable List<KindRequest> kinds,
        @Nullable QuietHours quietHours) {

    /** Changes of one kind. */
    public record KindRequest(@Nullable String kind, @Nullable Boolean cabinet, @Nullable Boolean email,
            @Nullable Boolean push) {}
}

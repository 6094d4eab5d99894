package kz.centerpro.contracts.party;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/admin/announcements}; fields as in {@link BulletinView}. Starts at once when no time is given. */
public record BulletinRequest(@Nullable String kind, @Nullable Map<String, String> title,
        @Nullable Map<String, String> text, @Nullable String startsAt, @Nullable String endsAt,
        @Nullable Boolean closesSending) {}

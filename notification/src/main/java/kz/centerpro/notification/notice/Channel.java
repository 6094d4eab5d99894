package kz.centerpro.notification.notice;

import java.util.Locale;

/** Where a participant is told. Mobile wake-ups go where pushes go. */
public enum Channel {
    CABINET, EMAIL, PUSH, MOBILE;

    /** For measurements. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

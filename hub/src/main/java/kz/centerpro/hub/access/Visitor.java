package kz.centerpro.hub.access;

import org.jspecify.annotations.Nullable;

/** From where a request came and what the client calls itself. */
record Visitor(@Nullable String ip, @Nullable String device) {

    /** Under which wrong log-ins are counted. */
    String key() {
        return "ip:" + (ip == null ? "unknown" : ip);
    }
}

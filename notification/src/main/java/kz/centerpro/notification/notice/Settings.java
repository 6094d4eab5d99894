package kz.centerpro.notification.notice;

import java.util.Map;

/**
 * What a participant chose.
 *
 * @param chosen
 *            by kind and channel, as {@code KIND/CHANNEL}; what is not in it is as it is at first
 */
record Settings(String language, Map<String, Boolean> chosen) {

    static final String LANGUAGE_AT_FIRST = "ru";

    boolean wants(NoticeKind kind, Channel channel) {
        return kind.obligatory(channel)
                || chosen.getOrDefault(key(kind.name(), channel.name()), kind.wantedAtFirst(channel));
    }

    static String key(String kind, String channel) {
        return kind + "/" + channel;
    }

    /** For {@code notification.place}: {@code EMAIL!} is an e-mail that no limit holds back. */
    String channels(NoticeKind kind) {
        String email = kind.obligatory(Channel.EMAIL) ? "EMAIL!," : wants(kind, Channel.EMAIL) ? "EMAIL," : "";
        return email + (wants(kind, Channel.PUSH) ? "PUSH" : "");
    }
}

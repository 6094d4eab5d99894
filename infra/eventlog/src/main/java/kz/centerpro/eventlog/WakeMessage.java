package kz.centerpro.eventlog;

/** The wake-up on Redis: {@code box:top} in decimal on one of a fixed set of channels, so that a cluster fits later. */
final class WakeMessage {

    static final int SLOTS = 64;

    private WakeMessage() {}

    static String channel(long box) {
        return "w:" + Math.floorMod(box, SLOTS);
    }

    static String[] channels() {
        String[] channels = new String[SLOTS];
        for (int slot = 0; slot < SLOTS; slot++) {
            channels[slot] = "w:" + slot;
        }
        return channels;
    }

    static String text(long box, long top) {
        return box + ":" + top;
    }

    /** The box, or 0 for a text that is no wake-up. */
    static long box(String text) {
        return number(text, 0, text.indexOf(':'));
    }

    static long top(String text) {
        return number(text, text.indexOf(':') + 1, text.length());
    }

    private static long number(String text, int from, int to) {
        if (from < 0 || to - from < 1 || to - from > 18) {
            return 0;
        }
        long number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return 0;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}

package kz.centerpro.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import kz.centerpro.contracts.party.WireTime;

/** What happened, in order, told while it happens. Safe for many threads. */
final class Story {

    private final Consumer<String> listener;
    private final Instant began = Instant.now();
    private final List<Map<String, String>> steps = new ArrayList<>();
    private final Map<String, Object> facts = new LinkedHashMap<>();

    Story(Consumer<String> listener) {
        this.listener = listener;
    }

    synchronized void step(String who, String what) {
        String at = WireTime.format(Instant.now());
        Map<String, String> step = new LinkedHashMap<>();
        step.put("at", at);
        step.put("who", who);
        step.put("what", what);
        steps.add(step);
        listener.accept(at.substring(11, 23) + "  " + pad(who) + "  " + what);
    }

    synchronized void fact(String name, Object value) {
        facts.put(name, value);
    }

    synchronized void end(String line) {
        long millis = Duration.between(began, Instant.now()).toMillis();
        facts.put("millis", millis);
        listener.accept(line + " (" + millis + " ms in all)");
    }

    synchronized Map<String, Object> told() {
        Map<String, Object> all = new LinkedHashMap<>(facts);
        all.put("steps", List.copyOf(steps));
        return all;
    }

    private static String pad(String who) {
        return who.length() >= 10 ? who : who + " ".repeat(10 - who.length());
    }
}

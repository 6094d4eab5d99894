package kz.centerpro.testkit;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which room may use which. A room is a package right below {@code root}; every room may use itself and {@code kernel},
 * and a room mapped to {@link #EVERY_ROOM} may use all. The map itself must have no cycle, every room with a class must
 * be in it, and every room in it must have a class.
 *
 * @param root
 *            like {@code kz.centerpro.hub}
 */
public record Rooms(String root, Map<String, Set<String>> allowed) {

    public static final Set<String> EVERY_ROOM = Set.of("*");
    private static final String KERNEL = "kernel";
    private static final int PLACES_SHOWN = 3;

    public Rooms {
        allowed = Map.copyOf(allowed);
    }

    public void check(JavaClasses classes) {
        Map<String, List<String>> trespasses = new TreeMap<>();
        Set<String> met = new TreeSet<>();
        int seen = 0;
        for (JavaClass c : classes) {
            Optional<String> room = roomOf(c);
            if (room.isPresent()) {
                seen++;
                met.add(room.get());
                addTrespasses(c, room.get(), trespasses);
            }
        }
        List<String> broken = new ArrayList<>(cycles());
        trespasses.forEach((arrow, places) -> broken.add(arrow + ", " + places.size() + " times, like: "
                + places.stream().limit(PLACES_SHOWN).collect(Collectors.joining("; "))));
        for (String room : allowed.keySet()) {
            if (!met.contains(room)) {
                broken.add("room '" + room + "' has no class under " + root + ": take it off the map");
            }
        }
        for (String room : met) {
            if (!allowed.containsKey(room) && !room.equals(KERNEL)) {
                broken.add("room '" + room + "' is not on the map");
            }
        }
        HouseRules.report("rooms of " + root + " use only the rooms they may", seen, broken);
    }

    private void addTrespasses(JavaClass c, String room, Map<String, List<String>> found) {
        Set<String> may = allowed.getOrDefault(room, Set.of());
        for (Dependency dependency : c.getDirectDependenciesFromSelf()) {
            roomOf(dependency.getTargetClass().getBaseComponentType())
                    .filter(other -> !other.equals(room) && !other.equals(KERNEL))
                    .filter(other -> !may.contains(other) && !may.equals(EVERY_ROOM))
                    .ifPresent(other -> found.computeIfAbsent(room + " may not use " + other, k -> new ArrayList<>())
                            .add(dependency.getDescription()));
        }
    }

    private List<String> cycles() {
        List<String> found = new ArrayList<>();
        for (String room : allowed.keySet()) {
            Deque<String> open = new ArrayDeque<>(neighbours(room));
            Set<String> reached = new TreeSet<>();
            while (!open.isEmpty()) {
                String next = open.pop();
                if (reached.add(next)) {
                    open.addAll(neighbours(next));
                }
            }
            if (reached.contains(room)) {
                found.add("the map itself has a cycle through '" + room + "'");
            }
        }
        return found;
    }

    private Set<String> neighbours(String room) {
        Set<String> may = allowed.getOrDefault(room, Set.of());
        if (!may.equals(EVERY_ROOM)) {
            return may;
        }
        Set<String> all = new TreeSet<>(allowed.keySet());
        all.remove(room);
        return all;
    }

    private Optional<String> roomOf(JavaClass c) {
        String name = c.getPackageName();
        if (!name.startsWith(root + ".")) {
            return Optional.empty();
        }
        String rest = name.substring(root.length() + 1);
        int dot = rest.indexOf('.');
        return Optional.of(dot < 0 ? rest : rest.substring(0, dot));
    }
}

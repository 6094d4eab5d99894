package kz.centerpro.cabinet;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which screens there are, with somebody who may see each, in a hub where something has happened. */
final class Screens {

    private static final Pattern PATH = Pattern.compile("path:\\s*'([^']+)'[^}]*?import\\('\\./([^']+)'\\)");
    private static final Pattern NAMED = Pattern.compile("\\bpath:\\s*'");
    private static final Pattern TOPIC = Pattern.compile("(\\w+): \\['\\w+', \\(\\) => import\\(");
    static final boolean WHOLE = Boolean.getBoolean("cabinet.whole");
    private static @Nullable Screens made;

    /** A screen as a test visits it; {@code rare}: in a build it is looked at once, not in every way. */
    record Screen(String name, String path, @Nullable Someone who, boolean rare) {

        Screen(String name, String path, @Nullable Someone who) {
            this(name, path, who, false);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private final List<Screen> all;

    private Screens(List<Screen> all) {
        this.all = all;
    }

    static synchronized List<Screen> all() {
        if (made == null) {
            made = new Screens(furnished());
        }
        return made.all;
    }

    /** All of them with {@code -Dcabinet.whole=true}, else without the rare ones. */
    static List<Screen> often() {
        return all().stream().filter(screen -> WHOLE || !screen.rare()).toList();
    }

    private static List<Screen> furnished() {
        Someone alice = House.company("ТОО «Ақ Жол Логистика»");
        Someone bob = House.company("ЖШС «Тұлпар Сервис»");
        Someone newcomer = new Someone(House.center().http(), House.head("АО «Жаңа Клиент»"));
        List<String> arrived = alice.send(bob, 12, "Шарт");
        bob.send(alice, 3, "Акт сверки взаимных расчётов за третий квартал 2026 года с приложениями");
        bob.call("POST", "/v1/documents/" + arrived.getFirst() + "/receipts", java.util.Map.of("kind", "READ"));
        Someone staff = House.known("operator").signIn();
        Furniture.bringIn(staff, bob);
        List<Screen> all = new ArrayList<>(List.of(new Screen("sign-in", "/sign-in", null),
                new Screen("join", "/join", newcomer)));
        if (newcomer.finds("/verify")) {
            all.add(new Screen("verify", "/verify", null));
            all.add(new Screen("lost", "/nowhere", null, true));
            all.add(new Screen("verify-number", "/verify/" + arrived.getFirst(), null));
        }
        for (String path : registered()) {
            if (path.contains("{number}")) {
                all.add(new Screen("document", path.replace("{number}", arrived.getFirst()), bob));
            } else if (path.equals("/admin/{page}")) {
                topics().forEach(topic -> all.add(new Screen("admin-" + topic, "/admin/" + topic, staff, true)));
            } else if (path.startsWith("/admin")) {
                all.add(new Screen("admin", path, staff));
            } else if (!path.equals("/sign-in") && !path.equals("/join") && !path.contains("{")) {
                all.add(new Screen(path.substring(1).replace('/', '-'), path, bob));
            }
        }
        return List.copyOf(all);
    }

    /** The pages of the operator's console, out of its own table. */
    private static List<String> topics() {
        List<String> topics = CabinetFiles.scripts().stream().filter(file -> file.name().equals("app/view/admin.js"))
                .flatMap(file -> TOPIC.matcher(file.code()).results()).map(hit -> hit.group(1)).toList();
        if (topics.isEmpty()) {
            throw new IllegalStateException("app/view/admin.js names no page");
        }
        return topics;
    }

    /** Every path of the cabinet's own table of screens, so that a new one is tested without being named here. */
    private static Set<String> registered() {
        Set<String> paths = new TreeSet<>();
        Set<String> files = CabinetFiles.scripts().stream().map(CabinetFiles.Source::name).collect(Collectors.toSet());
        String table = CabinetFiles.scripts().stream().filter(file -> file.name().equals("app/screens.js"))
                .map(CabinetFiles.Source::code).findFirst().orElseThrow();
        PATH.matcher(table).results().filter(hit -> files.contains("app/" + hit.group(2)))
                .forEach(hit -> paths.add(hit.group(1)));
        // However the table is laid out: one that is not read would be tested by nobody.
        if (paths.isEmpty() || paths.size() != NAMED.matcher(table).results().count()) {
            throw new IllegalStateException("not every screen of app/screens.js is understood: " + paths);
        }
        return paths;
    }
}

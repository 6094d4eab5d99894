package kz.centerpro.hub.cabinet;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The one page of the cabinet: {@code index.html} with the build in its addresses ({@code "/cabinet/app/main.js"} in
 * the file) and a {@code modulepreload} link for each module that the first one imports, so that a browser asks for all
 * of them at once. Pure.
 */
final class ShellPage {

    /** How addresses begin in the file; in the page the build comes after it. */
    private static final String PLACE = "=\"/cabinet/";
    static final String MAIN = "app/main.js";
    private static final Pattern IMPORT = Pattern
            .compile("(?:^|[;}\\s])(?:import|export)\\b[^;'\"()]*?['\"](\\.{1,2}/[^'\"]+)['\"]");

    private static final Pattern SHEET = Pattern
            .compile("<link rel=\"stylesheet\" href=\"/cabinet/([^\"/]+)\">\\s*");

    private ShellPage() {}

    /** The style sheets of the page that lie beside it, in their order. */
    static List<String> sheets(String index) {
        return SHEET.matcher(index).results().map(sheet -> sheet.group(1)).toList();
    }

    /** The page with one style sheet in place of those. */
    static String withOneSheet(String index, String name) {
        Matcher sheet = SHEET.matcher(index);
        if (!sheet.find()) {
            return index;
        }
        int first = sheet.start();
        return new StringBuilder(sheet.replaceAll("")).insert(first,
                "<link rel=\"stylesheet\" href" + PLACE + name + "\">\n  ").toString();
    }

    /** {@code read} gives a file's text by its path, or null. */
    static String of(String index, String build, Function<String, @Nullable String> read) {
        String links = modules(read, MAIN).stream().map(path -> PLACE + path + '"')
                .filter(address -> !index.contains(address))
                .map(address -> "<link rel=\"modulepreload\" href" + address + ">\n").collect(Collectors.joining());
        return index.replace("</head>", links + "</head>").replace(PLACE, PLACE + build + '/');
    }

    /** Modules and what they import statically, nearest first. */
    static Set<String> modules(Function<String, @Nullable String> read, String... first) {
        Set<String> found = new LinkedHashSet<>();
        Deque<String> next = new ArrayDeque<>(List.of(first));
        while (!next.isEmpty()) {
            String path = next.removeFirst();
            String text = found.contains(path) ? null : read.apply(path);
            if (text == null) {
                continue;
            }
            found.add(path);
            Matcher imports = IMPORT.matcher(text);
            while (imports.find()) {
                next.addLast(resolved(path, imports.group(1)));
            }
        }
        return found;
    }

    /** {@code ../vendor/lit-html.js} as {@code app/view/list.js} means it. */
    static String resolved(String from, String relative) {
        Deque<String> parts = new ArrayDeque<>(List.of(from.split("/", -1)));
        parts.removeLast();
        for (String part : relative.split("/", -1)) {
            switch (part) {
                case "." -> {
                }
                case ".." -> parts.pollLast();
                default -> parts.addLast(part);
            }
        }
        return String.join("/", parts);
    }
}

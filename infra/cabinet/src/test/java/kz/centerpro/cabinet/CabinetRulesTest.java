package kz.centerpro.cabinet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kz.centerpro.cabinet.CabinetFiles.Source;
import org.junit.jupiter.api.Test;

/** The house rules of the cabinet's files. A rule fails when it finds no file that it speaks of. */
class CabinetRulesTest {

    private static final int LINES_MAX = 400;
    /** The formatter breaks at 120 what it may break; a text that must not be broken is given some room. */
    private static final int WIDTH_MAX = 150;
    private static final Pattern IMPORT = Pattern.compile("(?:from|import)\\s*\\(?\\s*['\"]([^'\"]+)['\"]");
    private static final Pattern INLINE = Pattern
            .compile("\\sstyle\\s*=|\\son[a-z]+\\s*=\\s*[\"'$]|styleMap|<style|<script\\b(?![^>]*\\bsrc=)");
    private static final Pattern UNSAFE = Pattern
            .compile(
                    "\\beval\\s*\\(|new Function\\b|innerHTML|outerHTML|insertAdjacentHTML|document\\.write|unsafeHTML");
    private static final Pattern SOCKET = Pattern
            .compile("new WebSocket\\b|new WebTransport\\b|RTCPeerConnection|wss?://");
    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s'\"`)]+");
    private static final Pattern SMALL = Pattern.compile("font-size:\\s*(\\d+(?:\\.\\d+)?)(px|rem|em)");

    private final List<Source> scripts = CabinetFiles.scripts();

    @Test
    void noScriptIsLongerThanAFewPages() {
        assertThat(scripts).hasSizeGreaterThan(10);
        assertThat(scripts.stream().filter(file -> file.lines() > LINES_MAX)
                .map(file -> file.name() + ": " + file.lines())).isEmpty();
    }

    @Test
    void everyScriptIsLaidOutForReaders() {
        assertThat(scripts.stream().flatMap(file -> file.code().lines().filter(line -> line.length() > WIDTH_MAX)
                .map(line -> file.name() + ": " + line.strip()))).isEmpty();
    }

    @Test
    void everyScriptIsCheckedByTypes() {
        assertThat(scripts.stream().filter(file -> file.under("app") && !file.text().startsWith("// @ts-check"))
                .map(Source::name)).isEmpty();
    }

    @Test
    void storesAndStreamsKnowNoScreen() {
        List<Source> below = scripts.stream().filter(file -> file.under("app/store")
                || file.name().matches("app/(stream|live|live-worker|door)\\.js")).toList();
        assertThat(below).hasSizeGreaterThan(2);
        assertThat(below).flatMap(file -> imports(file).stream().map(to -> file.name() + " imports " + to).toList())
                .noneMatch(line -> line.contains("/view/") || line.contains("lit-html"));
    }

    @Test
    void everyImportIsRelativeAndLeadsToAFile() {
        List<String> wrong = new ArrayList<>();
        List<String> names = CabinetFiles.of("js").stream().map(Source::name).toList();
        for (Source file : CabinetFiles.of("js")) {
            for (String to : imports(file)) {
                if (to.contains("${")) {
                    continue;
                }
                String target = java.nio.file.Path.of(file.name()).resolveSibling(to).normalize().toString();
                if (!to.startsWith(".") || !(target.startsWith("vendor/") || names.contains(target))) {
                    wrong.add(file.name() + " imports " + to);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void onlySigningOpensSocketsOutsideTheOrigin() {
        assertThat(scripts.stream().filter(file -> !file.under("app/sign") && SOCKET.matcher(file.code()).find())
                .map(Source::name)).isEmpty();
        assertThat(scripts.stream().filter(file -> !file.under("app/sign"))
                .flatMap(file -> ADDRESS.matcher(file.code()).results().map(found -> file.name() + " " + found.group()))
                .filter(line -> line.contains("fetch(") || line.matches(".*\\.js https?://(?!www\\.w3\\.org/).*"))
                .filter(line -> !isLink(line))).isEmpty();
    }

    /** A link that a person follows is no connection of the page. */
    private boolean isLink(String line) {
        String address = line.substring(line.indexOf(' ') + 1);
        return scripts.stream().filter(file -> line.startsWith(file.name() + " "))
                .noneMatch(file -> file.code().contains("fetch('" + address)
                        || file.code().contains("fetch(`" + address));
    }

    @Test
    void nothingIsInlineAndNothingMakesMarkupOfText() {
        List<Source> all = new ArrayList<>(scripts);
        all.addAll(CabinetFiles.of("html"));
        assertThat(all.stream().flatMap(file -> found(file, INLINE))).isEmpty();
        assertThat(all.stream().flatMap(file -> found(file, UNSAFE))).isEmpty();
    }

    @Test
    void keepsNoSecretWhereScriptsOfAnotherCouldReadIt() {
        Pattern stored = Pattern.compile("(?:local|session)Storage\\s*(?:\\.setItem\\(|\\[)[^;\\n]*");
        assertThat(scripts.stream().flatMap(file -> found(file, stored))
                .filter(line -> line.matches("(?i).*(token|secret|password|signature|session').*"))).isEmpty();
        assertThat(scripts.stream().flatMap(file -> found(file, Pattern.compile("document\\.cookie|Authorization"))))
                .isEmpty();
    }

    @Test
    void noTextIsSmallerThanFourteenPixels() {
        List<String> small = new ArrayList<>();
        for (Source sheet : CabinetFiles.of("css")) {
            Matcher size = SMALL.matcher(sheet.code());
            while (size.find()) {
                double value = Double.parseDouble(size.group(1));
                double pixels = "px".equals(size.group(2)) ? value : value * 16;
                if (pixels < 14) {
                    small.add(sheet.name() + ": " + size.group());
                }
            }
        }
        assertThat(CabinetFiles.of("css")).isNotEmpty();
        assertThat(small).isEmpty();
    }

    private static java.util.stream.Stream<String> found(Source file, Pattern pattern) {
        return pattern.matcher(file.code()).results().map(hit -> file.name() + ": " + hit.group().strip());
    }

    private static List<String> imports(Source file) {
        return IMPORT.matcher(file.code()).results().map(hit -> hit.group(1)).filter(to -> to.endsWith(".js")).toList();
    }
}

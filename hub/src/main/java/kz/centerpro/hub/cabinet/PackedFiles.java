package kz.centerpro.hub.cabinet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import reactor.core.publisher.Mono;

/**
 * The files of the jar, in memory, without what only their authors need; the page's style sheets are one, since they
 * repeat one another. The build is a hash of all of them.
 */
final class PackedFiles implements CabinetFiles {

    private static final String OWN = "static/cabinet/";
    /** The library as its WebJar has it: its files import one another by relative address. */
    private static final String LIBRARY = "META-INF/resources/webjars/lit-html/";
    private static final String ONE_SHEET = "shell.css";
    private static final int HASH_BYTES = 8;
    private static final Map<String, String> TYPES = Map.of("html", "text/html;charset=UTF-8", "js",
            "text/javascript;charset=UTF-8", "css", "text/css;charset=UTF-8", "svg", "image/svg+xml", "json",
            "application/json", "woff2", "font/woff2", "png", "image/png", "webmanifest", "application/manifest+json");

    private final Map<String, CabinetFile> files;
    private final String build;
    private final CabinetFile index;

    PackedFiles(SortedMap<String, byte[]> sources) {
        SortedMap<String, byte[]> contents = trimmed(sources);
        this.files = contents.entrySet().stream().filter(entry -> !entry.getKey().equals(INDEX)).collect(
                Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> packed(entry.getKey(), entry.getValue())));
        this.build = hash(contents);
        byte[] page = contents.getOrDefault(INDEX, new byte[0]);
        this.index = packed(INDEX, ShellPage.of(text(page), build, path -> {
            byte[] bytes = contents.get(path);
            return bytes == null ? null : text(bytes);
        }).getBytes(StandardCharsets.UTF_8));
    }

    /** The cabinet of the class path. */
    static PackedFiles read() {
        return new PackedFiles(sources());
    }

    /** The files as they were written. */
    static SortedMap<String, byte[]> sources() {
        SortedMap<String, byte[]> contents = library();
        contents.putAll(found("classpath*:" + OWN + "**", OWN));
        return contents;
    }

    private static SortedMap<String, byte[]> trimmed(SortedMap<String, byte[]> sources) {
        SortedMap<String, byte[]> contents = new TreeMap<>(sources);
        contents.replaceAll((path, bytes) -> path.endsWith(".js")
                ? bytes(ScriptTrim.of(text(bytes)))
                : path.endsWith(".css") ? bytes(SheetTrim.of(text(bytes))) : bytes);
        byte[] page = sources.getOrDefault(INDEX, new byte[0]);
        List<String> sheets = ShellPage.sheets(text(page));
        if (sheets.size() > 1 && contents.keySet().containsAll(sheets)) {
            contents.put(ONE_SHEET, bytes(sheets.stream()
                    .map(path -> text(contents.getOrDefault(path, new byte[0])))
                    .collect(Collectors.joining())));
            contents.put(INDEX, bytes(ShellPage.withOneSheet(text(page), ONE_SHEET)));
        }
        return contents;
    }

    /** lit-html under {@code vendor/}. */
    static SortedMap<String, byte[]> library() {
        SortedMap<String, byte[]> contents = new TreeMap<>();
        for (String pattern : new String[]{"*/*.js", "*/directives/*.js", "*/LICENSE"}) {
            found("classpath*:" + LIBRARY + pattern, LIBRARY).forEach((path, bytes) -> contents
                    .put("vendor/" + path.substring(path.indexOf('/') + 1), bytes)); // without the version
        }
        return contents;
    }

    private static SortedMap<String, byte[]> found(String pattern, String root) {
        SortedMap<String, byte[]> contents = new TreeMap<>();
        try {
            for (Resource resource : new PathMatchingResourcePatternResolver().getResources(pattern)) {
                String address = resource.getURL().toString();
                if (resource.isReadable() && !address.endsWith("/")) {
                    try (InputStream bytes = resource.getInputStream()) {
                        contents.put(address.substring(address.lastIndexOf(root) + root.length()),
                                bytes.readAllBytes());
                    }
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return contents;
    }

    @Override
    public String build() {
        return build;
    }

    @Override
    public Mono<CabinetFile> index() {
        return Mono.just(index);
    }

    @Override
    public Mono<CabinetFile> file(String path) {
        return Mono.justOrEmpty(files.get(path));
    }

    @Override
    public boolean immutable() {
        return true;
    }

    /** As it goes out; with its gzip where that saves something. */
    static CabinetFile packed(String path, byte[] bytes) {
        String type = TYPES.getOrDefault(path.substring(path.lastIndexOf('.') + 1), "application/octet-stream");
        byte @Nullable [] small = type.startsWith("font/") || type.equals("image/png") ? null : gzip(bytes);
        return new CabinetFile(type, bytes, small != null && small.length < bytes.length ? small : null,
                '"' + HexFormat.of().formatHex(sha256().digest(bytes), 0, HASH_BYTES) + '"');
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream small = new ByteArrayOutputStream();
        try (GZIPOutputStream packing = new GZIPOutputStream(small) {
            {
                def.setLevel(Deflater.BEST_COMPRESSION);
            }
        }) {
            packing.write(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return small.toByteArray();
    }

    private static String hash(SortedMap<String, byte[]> contents) {
        MessageDigest all = sha256();
        contents.forEach((path, bytes) -> {
            all.update(path.getBytes(StandardCharsets.UTF_8));
            all.update((byte) 0);
            all.update(sha256().digest(bytes));
        });
        return HexFormat.of().formatHex(all.digest(), 0, HASH_BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}

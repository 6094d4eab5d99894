package kz.centerpro.cli.client;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a hub is.
 *
 * @param people
 *            folder with key files of test people, of a development hub on this machine alone
 */
public record HubAddress(URI http, String rsocketHost, int rsocketPort, @Nullable Path people, @Nullable URI tsa) {

    private static final String DEFAULT = "http://127.0.0.1:8080";
    private static final int RSOCKET_PORT = 7878;

    /** The hub at {@code url}, else the one that runs in {@code .center} here or above, else the usual port. */
    public static HubAddress find(@Nullable String url, Path here) {
        HubAddress running = running(here.toAbsolutePath().normalize());
        if (url == null) {
            return running == null ? at(DEFAULT) : running;
        }
        HubAddress named = at(url);
        return running != null && running.http.getPort() == named.http.getPort() ? running : named;
    }

    private static HubAddress at(String url) {
        URI http = URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
        if (http.getHost() == null || http.getScheme() == null || !http.getScheme().startsWith("http")) {
            throw new IllegalArgumentException("not an address like http://localhost:8080: " + url);
        }
        return new HubAddress(http, http.getHost(), RSOCKET_PORT, null, null);
    }

    private static @Nullable HubAddress running(Path here) {
        for (Path folder = here; folder != null; folder = folder.getParent()) {
            Path file = folder.resolve(".center").resolve("run.json");
            if (Files.isRegularFile(file)) {
                return read(file);
            }
        }
        return null;
    }

    private static @Nullable HubAddress read(Path file) {
        try {
            JsonNode info = JsonMapper.shared().readTree(Files.readString(file));
            String people = info.path("people").asString("");
            String tsa = info.path("tsa").asString("");
            return new HubAddress(URI.create(info.path("http").asString()),
                    info.path("rsocket").path("host").asString("localhost"),
                    info.path("rsocket").path("port").asInt(RSOCKET_PORT), people.isEmpty() ? null : Path.of(people),
                    tsa.isEmpty() ? null : URI.create(tsa));
        } catch (IOException | JacksonException | IllegalArgumentException unreadable) {
            return null;
        }
    }
}

package kz.centerpro.hub.app;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import kz.centerpro.contracts.problem.ProblemType;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.json.JsonMapper;

/** The documents of the wire contract as they lie in {@code contracts}, in YAML and in JSON. */
final class ContractDoor {

    /** RFC 9512. */
    private static final MediaType YAML = MediaType.parseMediaType("application/yaml");

    private ContractDoor() {}

    static RouterFunction<ServerResponse> routes(JsonMapper json) {
        Text http = Text.of("openapi", json);
        Text streams = Text.of("asyncapi", json);
        return route()
                .GET("/openapi.yaml", _ -> ServerResponse.ok().contentType(YAML).bodyValue(http.yaml()))
                .GET("/openapi.json", _ -> ServerResponse.ok().contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(http.json()))
                .GET("/asyncapi.yaml", _ -> ServerResponse.ok().contentType(YAML).bodyValue(streams.yaml()))
                .GET("/asyncapi.json", _ -> ServerResponse.ok().contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(streams.json()))
                .build();
    }

    /** One document in both forms, read once at start. */
    @SuppressWarnings("ArrayRecordComponent") // written out, never compared
    private record Text(byte[] yaml, byte[] json) {

        static Text of(String name, JsonMapper json) {
            try (InputStream resource = ProblemType.class.getResourceAsStream("/" + name + ".yaml")) {
                byte[] yaml = Objects.requireNonNull(resource, name).readAllBytes();
                Object tree = new Yaml(new SafeConstructor(new LoaderOptions()))
                        .load(new String(yaml, StandardCharsets.UTF_8));
                return new Text(yaml, json.writeValueAsBytes(tree));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }
}

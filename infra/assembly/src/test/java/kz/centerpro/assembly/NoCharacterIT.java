package kz.centerpro.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * U+0000, which PostgreSQL keeps in no text, in every query, path and string of a JSON body that {@code openapi.yaml}
 * names: refused, never a fault of the hub's.
 */
class NoCharacterIT {

    private static final String NUL = "%00";
    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

    private final JsonNode document = ClosedSchemas.document("openapi");
    private final Party alice = TestCenter.companyA();
    private final Party staff = TestCenter.person("operator");
    private final Map<String, Integer> answers = new TreeMap<>();

    @Test
    void noDoorTakesItAndNoneFailsOverIt() {
        staff.signIn().expect(200);
        document.path("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(operation -> METHODS.contains(operation.getKey()))
                .forEach(operation -> ask(operation.getKey().toUpperCase(Locale.ROOT), path.getKey(),
                        operation.getValue())));
        assertThat(answers).hasSizeGreaterThan(200);
        assertThat(answers.entrySet().stream().filter(answer -> answer.getValue() == 500)).isEmpty();
        assertThat(answers).containsEntry("GET /v1/counterparties q=%00 q", 400)
                .containsEntry("PUT /v1/counterparties/%00/%00 path", 422);
    }

    /** A token is decoded before it is asked with. */
    @Test
    void norInsideATokenOfAPage() {
        String token = java.util.Base64.getUrlEncoder().withoutPadding()
                .encodeToString("KZ\n1\n\0".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(alice.get("/v1/counterparties?after=" + token).expect(400).text("code"))
                .isEqualTo("malformed_request");
    }

    private void ask(String method, String path, JsonNode operation) {
        String bare = path.replaceAll("\\{[a-zA-Z]+}", "1");
        JsonNode body = resolved(operation.path("requestBody")).at("/content/application~1json/schema");
        if (path.contains("{")) {
            call(method, path.replaceAll("\\{[a-zA-Z]+}", NUL), "path", method.equals("GET") ? null : Map.of());
        }
        Stream.concat(operation.path("parameters").valueStream(), document.path("paths").path(path).path("parameters")
                .valueStream()).map(this::resolved).filter(parameter -> parameter.path("in").asString().equals("query"))
                .map(parameter -> parameter.path("name").asString()).forEach(name -> call(method,
                        bare + "?" + name + "=" + NUL, name, method.equals("GET") ? null : Map.of()));
        for (List<String> at : strings(resolved(body), 0)) {
            ObjectNode whole = (ObjectNode) sample(body, 0);
            ObjectNode holder = whole;
            for (String step : at.subList(0, at.size() - 1)) {
                holder = (ObjectNode) holder.path(step);
            }
            holder.put(at.getLast(), "a\0b");
            call(method, bare, String.join("/", at), whole);
        }
    }

    private void call(String method, String path, String where, @Nullable Object body) {
        Party.Answer answer = (path.startsWith("/v1/admin") ? staff : alice).call(method, path, body);
        answers.put(method + " " + path.replace("?", " ") + " " + where, answer.status());
    }

    /** Where in an object strings are, as long as nothing but objects leads there. */
    private List<List<String>> strings(JsonNode schema, int depth) {
        List<List<String>> found = new ArrayList<>();
        schema.path("properties").properties().forEach(property -> {
            JsonNode inner = resolved(property.getValue());
            if (inner.path("type").asString("").equals("string")) {
                found.add(List.of(property.getKey()));
            } else if (depth < 2) {
                strings(inner, depth + 1).forEach(
                        rest -> found.add(Stream.concat(Stream.of(property.getKey()), rest.stream()).toList()));
            }
        });
        return found;
    }

    private JsonNode sample(JsonNode unresolved, int depth) {
        JsonNode schema = resolved(unresolved);
        if (schema.path("enum").isArray()) {
            return schema.path("enum").get(0);
        }
        return switch (schema.path("type").asString("object")) {
            case "string" -> Party.JSON.valueToTree(switch (schema.path("format").asString("")) {
                case "date-time" -> "2026-11-22T09:00:00.000Z";
                case "date" -> "2026-11-22";
                default -> "1";
            });
            case "integer", "number" -> Party.JSON.valueToTree(1);
            case "boolean" -> Party.JSON.valueToTree(false);
            case "array" -> Party.JSON.createArrayNode().add(sample(schema.path("items"), depth + 1));
            default -> {
                ObjectNode object = Party.JSON.createObjectNode();
                if (depth < 5) {
                    schema.path("properties").properties().forEach(
                            property -> object.set(property.getKey(), sample(property.getValue(), depth + 1)));
                }
                yield object;
            }
        };
    }

    private JsonNode resolved(JsonNode node) {
        String ref = node.path("$ref").asString("");
        return ref.isEmpty() ? node : resolved(document.at(ref.substring(1)));
    }
}

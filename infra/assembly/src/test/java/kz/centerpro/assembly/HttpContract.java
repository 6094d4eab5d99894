package kz.centerpro.assembly;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** {@code openapi.yaml} as a judge of exchanges. */
final class HttpContract {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");
    /** Headers that mean something of ours: one that is sent has to be written down. */
    private static final Set<String> TOLD = Set.of("RateLimit", "RateLimit-Policy", "Retry-After", "Location",
            "Idempotency-Replayed", "Content-Disposition", "WWW-Authenticate", "Set-Cookie");

    private final JsonNode document;
    private final ClosedSchemas schemas;
    private final Map<Pattern, String> templates = new LinkedHashMap<>();
    private final Set<String> answered = new ConcurrentSkipListSet<>();

    HttpContract(JsonNode document) {
        this.document = document;
        this.schemas = new ClosedSchemas(document);
        List<String> paths = new ArrayList<>(document.path("paths").propertyNames());
        // Paths without variables win, as they do on the server.
        paths.sort((one, other) -> Boolean.compare(one.contains("{"), other.contains("{")));
        paths.forEach(path -> templates.put(pattern(path), path));
    }

    static HttpContract read() {
        return new HttpContract(ClosedSchemas.document("openapi"));
    }

    private static Pattern pattern(String path) {
        String last = path.endsWith("{question}") ? ".+" : "[^/]+";
        return Pattern.compile("\\Q" + path.replaceAll("\\{[a-zA-Z]+}$", "\\\\E" + last + "\\\\Q")
                .replaceAll("\\{[a-zA-Z]+}", "\\\\E[^/]+\\\\Q") + "\\E");
    }

    /** Every operation as {@code GET /v1/documents/{number}}. */
    Set<String> operations() {
        Set<String> all = new TreeSet<>();
        document.path("paths").properties().forEach(path -> path.getValue().propertyNames().stream()
                .filter(METHODS::contains)
                .forEach(method -> all.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey())));
        return all;
    }

    /** Operations that were seen to succeed, or to refuse where that is all they do. */
    Set<String> answered() {
        return answered;
    }

    /** Fails when the exchange is not as the document says. */
    void judge(Party.Exchange exchange) {
        List<String> wrong = violations(exchange);
        if (!wrong.isEmpty()) {
            throw new AssertionError(exchange.method() + " " + exchange.uri() + " -> " + exchange.answer().status()
                    + " " + new String(exchange.answer().bytes(), java.nio.charset.StandardCharsets.UTF_8)
                    + "\n is not as openapi.yaml says:\n " + String.join("\n ", wrong));
        }
    }

    List<String> violations(Party.Exchange exchange) {
        String path = exchange.uri().getRawPath();
        String template = templates.entrySet().stream().filter(known -> known.getKey().matcher(path).matches())
                .map(Map.Entry::getValue).findFirst().orElse(null);
        if (template == null) {
            return List.of("no such path");
        }
        JsonNode operation = document.path("paths").path(template)
                .path(exchange.method().toLowerCase(java.util.Locale.ROOT));
        if (operation.isMissingNode()) {
            return List.of("no such method");
        }
        int status = exchange.answer().status();
        JsonNode response = resolved(operation.path("responses").path(Integer.toString(status)));
        if (response.isMissingNode()) {
            return List.of("status " + status + " is not among the answers");
        }
        List<String> wrong = new ArrayList<>(body(response, exchange.answer()));
        wrong.addAll(headers(response, exchange.answer()));
        boolean neverSucceeds = operation.path("responses").propertyNames().stream()
                .noneMatch(code -> code.startsWith("2"));
        if (status < 300 || (neverSucceeds && status == 409)) {
            answered.add(exchange.method() + " " + template);
            wrong.addAll(request(operation, exchange.json()));
        }
        return wrong;
    }

    private List<String> request(JsonNode operation, byte @Nullable [] json) {
        JsonNode schema = operation.path("requestBody").path("content").path("application/json").path("schema");
        if (json == null) {
            return operation.path("requestBody").path("required").asBoolean(false) && schema.isObject()
                    ? List.of("taken without the body that is required")
                    : List.of();
        }
        return schema.isMissingNode()
                ? Party.JSON.readTree(json).isEmpty() ? List.of() : List.of("no body is written down")
                : schemas.violations(schema, Party.JSON.readTree(json));
    }

    private List<String> body(JsonNode response, Party.Answer answer) {
        String type = header(answer, "Content-Type");
        if (response.path("content").isMissingNode()) {
            return answer.bytes().length == 0 ? List.of() : List.of("a body where none is written down");
        }
        String plain = type == null ? "" : type.split(";", 2)[0].strip();
        JsonNode content = response.path("content").path(plain);
        if (content.isMissingNode()) {
            return List.of("content type " + type + " is not among " + response.path("content").propertyNames());
        }
        JsonNode schema = content.path("schema");
        if (plain.equals("application/x-ndjson")) {
            return new String(answer.bytes(), java.nio.charset.StandardCharsets.UTF_8).lines()
                    .flatMap(line -> schemas.violations(schema, Party.JSON.readTree(line)).stream()).toList();
        }
        if (!plain.endsWith("json")) {
            return answer.bytes().length > 0 ? List.of() : List.of("an empty body");
        }
        try {
            return schemas.violations(schema, Party.JSON.readTree(answer.bytes()));
        } catch (JacksonException notJson) {
            return List.of("not JSON");
        }
    }

    private List<String> headers(JsonNode response, Party.Answer answer) {
        List<String> wrong = new ArrayList<>();
        JsonNode written = response.path("headers");
        written.properties().forEach(entry -> {
            JsonNode header = resolved(entry.getValue());
            String value = header(answer, entry.getKey());
            if (value == null) {
                if (header.path("required").asBoolean(false)) {
                    wrong.add("header " + entry.getKey() + " is missing");
                }
                return;
            }
            JsonNode schema = header.path("schema");
            JsonNode typed = schema.path("type").asString("").equals("integer") && value.matches("[0-9]{1,9}")
                    ? Party.JSON.valueToTree(Integer.parseInt(value))
                    : Party.JSON.valueToTree(value);
            schemas.violations(schema, typed).forEach(each -> wrong.add("header " + entry.getKey() + ": " + each));
        });
        TOLD.stream().filter(name -> header(answer, name) != null && !written.has(name))
                .forEach(name -> wrong.add("header " + name + " is not written down"));
        return wrong;
    }

    private static @Nullable String header(Party.Answer answer, String name) {
        Map<String, List<String>> any = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        any.putAll(answer.headers());
        List<String> values = any.get(name);
        return values == null || values.isEmpty() ? null : values.getFirst();
    }

    private JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asString("");
        return reference.isEmpty() ? node : document.at(reference.substring(1));
    }
}

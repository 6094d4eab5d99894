package kz.centerpro.assembly;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import kz.centerpro.contracts.problem.ProblemType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The schemas of a document of the wire contract, read more strictly than a client may read them: an object has no
 * member that the document does not name. So a field that nobody wrote down is found, though the document itself lets
 * data grow.
 */
final class ClosedSchemas {

    /** What lies under these is data, not schema. */
    private static final Set<String> DATA = Set.of("example", "examples", "const", "enum", "default");
    private static final String SHARED = "#/components/schemas/";
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

    private final JsonNode schemasOfAll;
    private final Map<JsonNode, Schema> schemas = new ConcurrentHashMap<>();

    ClosedSchemas(JsonNode document) {
        JsonNode copy = document.path("components").path("schemas").deepCopy();
        close(copy);
        schemasOfAll = copy;
    }

    /** {@code openapi} or {@code asyncapi}. */
    static JsonNode document(String name) {
        try (InputStream yaml = ProblemType.class.getResourceAsStream("/" + name + ".yaml")) {
            return YAMLMapper.builder().build().readTree(Objects.requireNonNull(yaml));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What is wrong with {@code value}; {@code schema} may refer to the document's components. */
    List<String> violations(JsonNode schema, JsonNode value) {
        return schemas.computeIfAbsent(schema, this::compiled).validate(value).stream().map(Error::toString).toList();
    }

    private Schema compiled(JsonNode schema) {
        JsonNode copy = schema.deepCopy();
        close(copy);
        ObjectNode whole = Party.JSON.createObjectNode();
        whole.putArray("allOf").add(copy);
        whole.set("$defs", schemasOfAll);
        return REGISTRY.getSchema(whole);
    }

    /** Against a schema of somebody else, as it is. */
    static List<String> violationsOf(JsonNode schema, JsonNode value, SpecificationVersion dialect) {
        return SchemaRegistry.withDefaultDialect(dialect).getSchema(schema).validate(value).stream()
                .map(Error::toString).toList();
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object && object.path("type").asString("").equals("object")
                && object.path("properties").isObject() && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        String reference = node.path("$ref").asString("");
        if (node instanceof ObjectNode object && reference.startsWith(SHARED)) {
            object.put("$ref", "#/$defs/" + reference.substring(SHARED.length()));
        }
        node.properties().forEach(member -> {
            if (!DATA.contains(member.getKey())) {
                close(member.getValue());
            }
        });
        if (node.isArray()) {
            node.forEach(ClosedSchemas::close);
        }
    }
}

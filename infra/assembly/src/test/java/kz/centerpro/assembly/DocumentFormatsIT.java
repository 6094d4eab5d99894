package kz.centerpro.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kz.centerpro.testkit.NodeExamples;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The documents of the wire contract against the schemas that those who made the formats publish, from npm. Skipped,
 * and says so, where npm reaches no registry.
 */
class DocumentFormatsIT {

    @Test
    void theHttpDocumentIsOpenApi31() throws IOException {
        JsonNode schema = schema("@seriousme", "openapi-schema-validator", "schemas", "v3.1", "schema.json");
        JsonNode document = ClosedSchemas.document("openapi");
        assertThat(violations(schema, document, SpecificationVersion.DRAFT_2020_12)).isEmpty();
        ObjectNode broken = (ObjectNode) document.deepCopy();
        ((ObjectNode) broken.at("/paths/~1v1~1events/get")).put("responses", "none");
        assertThat(violations(schema, broken, SpecificationVersion.DRAFT_2020_12)).isNotEmpty();
    }

    @Test
    void theStreamDocumentIsAsyncApi3() throws IOException {
        JsonNode schema = schema("@asyncapi", "specs", "schemas", "3.0.0-without-$id.json");
        JsonNode document = ClosedSchemas.document("asyncapi");
        assertThat(violations(schema, document, SpecificationVersion.DRAFT_7)).isEmpty();
        ObjectNode broken = (ObjectNode) document.deepCopy();
        ((ObjectNode) broken.at("/operations/tail")).put("action", "listen");
        assertThat(violations(schema, broken, SpecificationVersion.DRAFT_7)).isNotEmpty();
    }

    private static List<String> violations(JsonNode schema, JsonNode document, SpecificationVersion dialect) {
        return ClosedSchemas.violationsOf(schema, document, dialect);
    }

    private static JsonNode schema(String first, String... more) throws IOException {
        Path packages = NodeExamples.installed().resolve("node_modules");
        return Party.JSON.readTree(Files.readAllBytes(packages.resolve(Path.of(first, more))));
    }
}

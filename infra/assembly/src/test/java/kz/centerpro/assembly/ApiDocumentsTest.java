package kz.centerpro.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kz.centerpro.contracts.event.EventTypes;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.wire.RSocketRoutes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The documents of the wire contract by themselves: whole, and a judge that finds what is wrong. */
class ApiDocumentsTest {

    private static final String NUMBER = "91152000000000100086";

    private final JsonNode http = ClosedSchemas.document("openapi");
    private final StreamContract streams = StreamContract.read();

    @Test
    void everyTypeOfEventHasAMessageAndNoOtherHas() {
        assertThat(streams.types()).isEqualTo(constants(EventTypes.class));
    }

    @Test
    void everyRouteOfRSocketHasAChannel() {
        Set<String> routes = streams.document().path("channels").values().stream()
                .map(channel -> channel.path("address").asString())
                .filter(address -> address.matches("[a-z]+\\.[a-z]+"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(routes).isEqualTo(constants(RSocketRoutes.class));
    }

    @Test
    void everyStatusOfAProblemTypeIsAnAnswer() {
        Set<Integer> general = Set.of(405, 406); // said of the whole in the description
        assertThat(Arrays.stream(ProblemType.values()).map(ProblemType::status).filter(code -> !general.contains(code)))
                .allSatisfy(code -> assertThat(http.path("components").path("responses").has("Problem" + code))
                        .as("status %d", code).isTrue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"openapi", "asyncapi"})
    void everyReferenceLeadsSomewhereAndEverythingSharedIsUsed(String name) {
        JsonNode document = ClosedSchemas.document(name);
        Set<String> references = document.findValues("$ref").stream().map(JsonNode::asString)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(references).isNotEmpty()
                .allSatisfy(reference -> assertThat(document.at(reference.substring(1)).isMissingNode())
                        .as(reference).isFalse());
        Set<String> shared = document.path("components").properties().stream()
                .filter(kind -> !kind.getKey().equals("securitySchemes"))
                .flatMap(kind -> kind.getValue().propertyNames().stream()
                        .map(each -> "#/components/" + kind.getKey() + "/" + each))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(references).containsAll(shared);
    }

    @Test
    void theExamplesAreAsTheirSchemasSay() {
        ClosedSchemas schemas = new ClosedSchemas(http);
        List<JsonNode> contents = http.findParents("example").stream().filter(content -> content.has("schema"))
                .toList();
        assertThat(contents).hasSizeGreaterThan(15).allSatisfy(content -> assertThat(
                schemas.violations(content.path("schema"), content.path("example"))).isEmpty());
    }

    @Test
    void anOperationHasAnIdOfItsOwn() {
        List<String> ids = http.findValuesAsString("operationId");
        assertThat(ids).doesNotHaveDuplicates().hasSameSizeAs(HttpContract.read().operations());
    }

    @Test
    void theJudgeOfAnswersFindsWhatIsNotWrittenDown() {
        HttpContract contract = HttpContract.read();
        String challenge = "{\"challenge\":\"x\",\"expiresAt\":\"2026-11-22T09:00:00.000Z\"}";
        assertThat(judged(contract, "POST", "/v1/auth/challenges", 200, "application/json", challenge)).isEmpty();
        assertThat(judged(contract, "POST", "/v1/auth/challenges", 200, "application/json",
                challenge.replace("}", ",\"more\":1}"))).hasSize(1).first().asString().contains("more");
        assertThat(judged(contract, "POST", "/v1/auth/challenges", 200, "application/json", "{\"challenge\":\"x\"}"))
                .hasSize(1).first().asString().contains("expiresAt");
        assertThat(judged(contract, "POST", "/v1/auth/challenges", 200, "application/json",
                challenge.replace(".000Z", "Z"))).isNotEmpty();
        assertThat(judged(contract, "POST", "/v1/auth/challenges", 200, "text/html", challenge)).isNotEmpty();
        assertThat(judged(contract, "POST", "/v1/auth/challenges", 202, "application/json", challenge)).isNotEmpty();
        assertThat(judged(contract, "PUT", "/v1/auth/challenges", 200, "application/json", challenge)).isNotEmpty();
        assertThat(judged(contract, "GET", "/v1/secrets", 200, "application/json", "{}")).isNotEmpty();
        assertThat(judged(contract, "GET", "/v1/documents/" + NUMBER, 401, "application/problem+json",
                "{\"type\":\"/problems/unauthenticated\",\"code\":\"unauthenticated\",\"title\":\"x\",\"status\":401}"))
                .containsExactly("header WWW-Authenticate is missing");
    }

    @Test
    void theJudgeOfEventsFindsWhatIsNotWrittenDown() {
        JsonNode event = Party.JSON.readTree("""
                {"specversion":"1.0","id":"01912f00-0000-7000-8000-000000000001","source":"/boxes/7",
                 "type":"kz.centerpro.document.delivered","subject":"%1$s","time":"2026-11-22T09:00:00.000Z",
                 "sequence":"3","cursor":"AQAAAAEAAAAAAAAAAw","datacontenttype":"application/json",
                 "data":{"number":"%1$s","status":"COMPLETED","title":"x",
                         "recipient":{"country":"KZ","taxId":"900240500002","name":"B"}}}""".formatted(NUMBER));
        assertThat(streams.eventViolations("stream", event)).isEmpty();
        assertThat(streams.eventViolations("tail", event)).isEmpty();
        assertThat(streams.eventViolations("page", event)).isNotEmpty();
        Stream.<java.util.function.Consumer<ObjectNode>>of(broken -> broken.put("type", "kz.centerpro.document.lost"),
                broken -> broken.put("more", 1), broken -> ((ObjectNode) broken.path("data")).put("more", 1),
                broken -> broken.remove("cursor"), broken -> ((ObjectNode) broken.path("data")).put("status", "LOST"),
                broken -> broken.put("sequence", 3),
                broken -> ((ObjectNode) broken.at("/data/recipient")).remove("name"))
                .forEach(breaking -> {
                    ObjectNode broken = (ObjectNode) event.deepCopy();
                    breaking.accept(broken);
                    assertThat(streams.eventViolations("stream", broken)).as("%s", broken).isNotEmpty();
                });
    }

    private static List<String> judged(HttpContract contract, String method, String path, int status, String type,
            String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return contract.violations(new Party.Exchange(method, URI.create("http://hub" + path), null,
                new Party.Answer(status, Party.JSON.readTree(bytes), bytes, Map.of("content-type", List.of(type)))));
    }

    private static Set<String> constants(Class<?> names) {
        return Arrays.stream(names.getFields()).filter(field -> field.getType() == String.class)
                .map(ApiDocumentsTest::value).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String value(Field field) {
        try {
            return String.valueOf(field.get(null));
        } catch (IllegalAccessException hidden) {
            throw new AssertionError(hidden);
        }
    }
}

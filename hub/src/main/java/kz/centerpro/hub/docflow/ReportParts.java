package kz.centerpro.hub.docflow;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import kz.centerpro.hub.certificate.CertificateSummary;
import kz.centerpro.hub.certificate.Check;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.Evidence;
import kz.centerpro.hub.certificate.SignerIdentity;
import kz.centerpro.hub.signature.SignatureReport;
import kz.centerpro.hub.signature.Verdict;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A verdict as it is kept. Nearly all of it is the same in each document of one signer: who signed, the chain, the
 * checks, the evidence with its octets. These are parts, kept once in a box by the digest of their text; in their place
 * the report has {@code {"part": "<hex SHA-256>"}}. Pure.
 */
final class ReportParts {

    static final String PART = "part";

    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final int KNOWN_MAX = 4_096;
    private static final Object GATHERED = new Object();
    /** Deep enough for signatures over signatures; what names parts deeper was not written here. */
    private static final int DEPTH_MAX = 16;

    private final JsonMapper json;
    private final JsonMapper writing;
    private final Cache<Object, Part> known = Caffeine.newBuilder().maximumSize(KNOWN_MAX).build();

    /**
     * @param sha256
     *            hex, of {@code text} in UTF-8
     * @param text
     *            JSON
     */
    record Part(String sha256, String text) {

        static Part of(String text) {
            return new Part(HexFormat.of().formatHex(
                    DigestAlgorithm.SHA_256.digest(text.getBytes(StandardCharsets.UTF_8))), text);
        }
    }

    /** A report and the parts that it names. */
    record Split(String report, List<Part> parts) {}

    ReportParts(JsonMapper json) {
        this.json = json;
        this.writing = json.rebuild().addMixIn(SignatureReport.class, InParts.class).build();
    }

    Split split(Verdict verdict) {
        Map<String, Part> parts = new LinkedHashMap<>();
        String report = writing.writer().withAttribute(GATHERED, (Function<Object, Part>) value -> {
            Part part = part(value);
            parts.putIfAbsent(part.sha256(), part);
            return part;
        }).writeValueAsString(verdict);
        return new Split(report, List.copyOf(parts.values()));
    }

    private Part part(Object value) {
        return known.get(key(value), _ -> Part.of(json.writeValueAsString(value)));
    }

    /** Equal for what is written the same; octets are told apart by their digests. */
    private static Object key(Object value) {
        return switch (value) {
            case SignerIdentity signer -> List.of(signer.certificateSha256(), signer.role(), signer.iin() == null,
                    signer.bin() == null);
            case List<?> list when !list.isEmpty() && list.getFirst() instanceof Evidence -> list.stream()
                    .map(each -> each instanceof Evidence evidence
                            ? List.of(evidence.kind(), evidence.sha256(), evidence.thisUpdate())
                            : each)
                    .toList();
            default -> value;
        };
    }

    /** Digests of the parts that a kept report names. */
    static List<String> named(JsonNode report) {
        List<String> named = new ArrayList<>();
        gather(report, named, 0);
        return named.stream().distinct().toList();
    }

    private static void gather(JsonNode node, List<String> named, int depth) {
        String part = part(node);
        if (part != null) {
            named.add(part);
        } else if (depth < DEPTH_MAX) {
            node.forEach(child -> gather(child, named, depth + 1));
        }
    }

    /** The report with its parts in their places; a part that is not there is an error. */
    JsonNode joined(JsonNode report, Map<String, String> parts) {
        return joined(report, parts, 0);
    }

    private JsonNode joined(JsonNode node, Map<String, String> parts, int depth) {
        String part = part(node);
        if (part != null) {
            String text = parts.get(part);
            if (text == null) {
                throw new IllegalStateException("a part of a report is missing: " + part);
            }
            return json.readTree(text);
        }
        if (depth == DEPTH_MAX) {
            return node;
        }
        if (node instanceof ObjectNode object) {
            ObjectNode whole = json.createObjectNode();
            object.forEachEntry((name, value) -> whole.set(name, joined(value, parts, depth + 1)));
            return whole;
        }
        if (node.isArray()) {
            var whole = json.createArrayNode();
            node.forEach(value -> whole.add(joined(value, parts, depth + 1)));
            return whole;
        }
        return node;
    }

    private static @Nullable String part(JsonNode node) {
        if (!(node instanceof ObjectNode object) || object.size() != 1) {
            return null;
        }
        String named = object.path(PART).asStringOpt().orElse("");
        return DIGEST.matcher(named).matches() ? named : null;
    }

    /** Which members of {@link SignatureReport} are parts. */
    @SuppressWarnings("UnusedMethod") // read by Jackson
    private interface InParts {

        @JsonSerialize(using = PartWriter.class)
        SignerIdentity signer();

        @JsonSerialize(using = PartWriter.class)
        List<CertificateSummary> chain();

        @JsonSerialize(using = PartWriter.class)
        List<Evidence> evidence();

        @JsonSerialize(using = PartWriter.class)
        List<Check> checks();
    }

    /** Writes where the part is, and has it gathered. */
    static final class PartWriter extends ValueSerializer<Object> {

        @Override
        @SuppressWarnings("unchecked") // put there by split alone
        public void serialize(Object value, JsonGenerator out, SerializationContext context) {
            Part part = ((Function<Object, Part>) context.getAttribute(GATHERED)).apply(value);
            out.writeStartObject();
            out.writeStringProperty(PART, part.sha256());
            out.writeEndObject();
        }
    }
}

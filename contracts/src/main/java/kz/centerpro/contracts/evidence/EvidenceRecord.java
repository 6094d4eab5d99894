package kz.centerpro.contracts.evidence;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a document, as it is proved. It names numbers and digests, and neither names nor titles nor reasons: what
 * is in the log may be shown to whoever holds the document, and tells nothing to who does not.
 *
 * @param version
 *            1
 * @param id
 *            of the event in the sender's box
 * @param type
 *            of that event
 * @param event
 *            the step's name in ETSI EN 319 522-1; absent for what goes beyond the standard
 * @param number
 *            of the document
 * @param at
 *            RFC 3339 UTC with milliseconds
 * @param recipient
 *            absent for a step that concerns no single one
 * @param digest
 *            of the content
 * @param size
 *            of the content in bytes; 0 when the hub was given a digest alone
 * @param signatures
 *            hex SHA-256 of each signature file with which the document was sent
 * @param answer
 *            absent for a step that is no answer
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"version", "id", "type", "event", "number", "at", "sender", "recipient", "digest", "size",
        "signatures", "answer"})
public record EvidenceRecord(int version, String id, String type, @Nullable String event, String number, String at,
        Party sender, @Nullable Party recipient, Digest digest, long size, List<String> signatures,
        @Nullable Answer answer) {

    public static final int VERSION = 1;

    /** A participant by its number alone. */
    @JsonPropertyOrder({"country", "taxId"})
    public record Party(String country, String taxId) {}

    /**
     * @param algorithm
     *            such as {@code SHA-256}
     * @param value
     *            hex, lower case
     */
    @JsonPropertyOrder({"algorithm", "value"})
    public record Digest(String algorithm, String value) {}

    /**
     * @param kind
     *            as {@code kz.centerpro.contracts.document.AnswerView} has it
     * @param signature
     *            hex SHA-256 of the signature file of the answer; absent when nobody signed, such as at a deadline
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"kind", "id", "signature"})
    public record Answer(String kind, String id, @Nullable String signature) {}

    public EvidenceRecord {
        signatures = List.copyOf(signatures);
    }

    /** The entry of the tree: JSON in UTF-8, in the order of the components, without blanks. */
    public byte[] bytes() {
        StringBuilder out = new StringBuilder(512).append("{\"version\":").append(version);
        text(out, "id", id);
        text(out, "type", type);
        text(out, "event", event);
        text(out, "number", number);
        text(out, "at", at);
        party(out, "sender", sender);
        party(out, "recipient", recipient);
        out.append(",\"digest\":{\"algorithm\":");
        quote(out, digest.algorithm());
        text(out, "value", digest.value());
        out.append("},\"size\":").append(size).append(",\"signatures\":[");
        for (int i = 0; i < signatures.size(); i++) {
            quote(i == 0 ? out : out.append(','), signatures.get(i));
        }
        out.append(']');
        if (answer != null) {
            out.append(",\"answer\":{\"kind\":");
            quote(out, answer.kind());
            text(out, "id", answer.id());
            text(out, "signature", answer.signature());
            out.append('}');
        }
        return out.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void party(StringBuilder out, String name, @Nullable Party party) {
        if (party != null) {
            out.append(",\"").append(name).append("\":{\"country\":");
            quote(out, party.country());
            text(out, "taxId", party.taxId());
            out.append('}');
        }
    }

    private static void text(StringBuilder out, String name, @Nullable String value) {
        if (value != null) {
            quote(out.append(",\"").append(name).append("\":"), value);
        }
    }

    private static void quote(StringBuilder out, String value) {
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}

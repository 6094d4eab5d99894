package kz.centerpro.contracts.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One event as it stands on every door: CloudEvents 1.0 in JSON, metadata only (no content, no file bytes).
 *
 * @param id
 *            UUIDv7, unique for ever: what a consumer deduplicates by
 * @param source
 *            {@code /boxes/{boxId}}
 * @param subject
 *            the document number, or another id of what the event is about
 * @param time
 *            RFC 3339 UTC with milliseconds
 * @param sequence
 *            the box's sequence number in decimal; gap-free and increasing by one
 * @param cursor
 *            {@link Cursor} after this event, to resume with
 * @param traceparent
 *            W3C trace of the request that the event comes from (CloudEvents' Distributed Tracing extension); null for
 *            none
 * @param data
 *            a JSON object, already encoded
 */
@JsonPropertyOrder({"specversion", "id", "source", "type", "subject", "time", "sequence", "cursor", "datacontenttype",
        "traceparent", "data"})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EventEnvelope(String specversion, String id, String source, String type, @Nullable String subject,
        String time,
        String sequence, String cursor, String datacontenttype, @Nullable String traceparent,
        @JsonRawValue String data) {

    /** As it is stored, in the data. */
    private static final Pattern TRACE = Pattern.compile(
            "(, ?)?\"traceparent\": ?\"(00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2})\"(, ?)?");

    public static EventEnvelope of(String id, long box, String type, @Nullable String subject, String time,
            Cursor cursor,
            String data) {
        Matcher trace = TRACE.matcher(data);
        boolean traced = data.contains("\"traceparent\"") && trace.find();
        return new EventEnvelope("1.0", id, "/boxes/" + box, type, subject, time, Long.toString(cursor.seq()),
                cursor.encode(), "application/json", traced ? trace.group(2) : null,
                traced ? without(data, trace) : data);
    }

    /** The data without the member that was found, and with one comma where there were two. */
    private static String without(String data, Matcher member) {
        String between = member.group(1) != null && member.group(3) != null ? member.group(1) : "";
        return data.substring(0, member.start()) + between + data.substring(member.end());
    }
}

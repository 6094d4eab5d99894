package kz.centerpro.contracts.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
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
 * @param data
 *            a JSON object, already encoded
 */
@JsonPropertyOrder({"specversion", "id", "source", "type", "subject", "time", "sequence", "cursor", "datacontenttype",
        "data"})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EventEnvelope(String specversion, String id, String source, String type, @Nullable String subject,
        String time,
        String sequence, String cursor, String datacontenttype, @JsonRawValue String data) {

    public static EventEnvelope of(String id, long box, String type, @Nullable String subject, String time,
            Cursor cursor,
            String data) {
        return new EventEnvelope("1.0", id, "/boxes/" + box, type, subject, time, Long.toString(cursor.seq()),
                cursor.encode(),
                "application/json", data);
    }
}

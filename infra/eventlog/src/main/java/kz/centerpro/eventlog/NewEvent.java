package kz.centerpro.eventlog;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event to append.
 *
 * @param id
 *            UUIDv7, unique for ever
 * @param type
 *            one of {@link kz.centerpro.contracts.event.EventTypes}
 * @param dataJson
 *            a JSON object, metadata only
 */
public record NewEvent(long box, UUID id, String type, @Nullable String subject, String dataJson) {}

package kz.centerpro.contracts.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A named cursor that the service keeps for a client.
 *
 * @param cursor
 *            everything up to and including it is acknowledged
 * @param top
 *            cursor of the box's newest event
 * @param lag
 *            events not acknowledged yet; absent when expired
 * @param expired
 *            true when the events after the cursor are gone or renumbered: resynchronise, then set it with
 *            {@code reset}
 * @param acknowledgedAt
 *            when it last moved, or was made; RFC 3339 UTC with milliseconds
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConsumerState(String name, String cursor, String top, @Nullable Long lag, boolean expired,
        String acknowledgedAt) {}

package kz.centerpro.hub.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What waits in the outbox.
 *
 * @param waiting
 *            rows; counted up to a hundred thousand
 * @param oldest
 *            when the oldest of them was put there; null when there is none
 */
public record Backlog(long waiting, @Nullable Instant oldest) {}

package kz.centerpro.hub.audit;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One act, not yet written.
 *
 * @param box
 *            whose log; {@link Audit#OPERATOR} for the operator's own
 * @param actor
 *            the signatory or API credential
 * @param object
 *            what it was done to: a number or an id, never a name or content
 * @param status
 *            HTTP status that the caller was answered
 */
public record AuditNote(long box, @Nullable UUID actor, @Nullable UUID session, @Nullable String ip, String action,
        @Nullable String object, int status, Instant at) {}

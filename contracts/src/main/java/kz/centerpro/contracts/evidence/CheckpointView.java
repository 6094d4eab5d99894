package kz.centerpro.contracts.evidence;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The state of the log at one moment, as the operator stands for it.
 *
 * @param size
 *            how many records it has
 * @param root
 *            base64
 * @param note
 *            the text that was sealed, see {@link CheckpointNote}
 * @param seal
 *            base64 of the detached CMS (CAdES) over that text
 * @param stampedAt
 *            time of the time-stamp in the seal (RFC 3161); absent when the time-stamping authority did not answer
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CheckpointView(String origin, long size, String root, String note, String seal, String at,
        @Nullable String stampedAt) {}

package kz.centerpro.contracts.document;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code POST /v1/documents:batch}: a submission of its own, whatever becomes of the others.
 *
 * @param metadata
 *            as the part {@code metadata} of {@code POST /v1/documents}; {@code externalId} makes a repeated line safe
 * @param signature
 *            base64 of the CMS
 * @param content
 *            base64 of the content; absent when the signature holds it, or for hash-only registration
 * @param idempotencyKey
 *            as the header {@code Idempotency-Key}, for senders without an {@code externalId}
 */
@JsonIgnoreProperties(ignoreUnknown = false)
public record BatchLine(@Nullable SubmissionMetadata metadata, @Nullable String signature, @Nullable String content,
        @Nullable String idempotencyKey) {}

package kz.centerpro.contracts.document;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * The body of every answer to a document.
 *
 * @param reason
 *            1 to 2000 characters; of rejections, corrections and annulments
 * @param signature
 *            CMS in base64 or PEM: of a countersignature over the document's content, else over the statement
 * @param recipient
 *            with whom an annulment is agreed; needed from the sender of a document with several recipients
 */
@JsonIgnoreProperties(ignoreUnknown = false)
public record AnswerRequest(@Nullable String reason, @Nullable String signature,
        SubmissionMetadata.@Nullable Recipient recipient) {}

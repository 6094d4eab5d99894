package kz.centerpro.contracts.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a submission: 201 (200 when repeated) with {@code status} REGISTERED and the number, or 202 with
 * PENDING_VALIDATION and no number while revocation evidence cannot be had; later REGISTERED or REJECTED by itself.
 *
 * @param reason
 *            for PENDING_VALIDATION and REJECTED: an EN 319 102-1 sub-indication
 * @param awaitingConnection
 *            recipients who have not joined: the document waits and is delivered to each when it joins (clause 7.9.10);
 *            absent when it waits for nobody
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SubmissionAnswer(String submissionId, String status, @Nullable String number,
        @Nullable String registeredAt,
        @Nullable String externalId, List<DocumentView.Signer> signers, List<String> warnings, @Nullable String reason,
        @Nullable String detail, @Nullable List<DocumentView.Party> awaitingConnection) {

    public static final String REGISTERED = "REGISTERED";
    public static final String PENDING_VALIDATION = "PENDING_VALIDATION";
    public static final String REJECTED = "REJECTED";
}

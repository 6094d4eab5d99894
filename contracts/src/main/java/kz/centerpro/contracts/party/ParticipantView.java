package kz.centerpro.contracts.party;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A participant as it sees itself ({@code GET /v1/participants/me}).
 *
 * @param boxId
 *            the mailbox: events name it in {@code source}
 * @param taxId
 *            IIN, BIN or foreign number; unique within the country (clause 1.4)
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ParticipantView(String id, long boxId, ParticipantKind kind, String country, String taxId, String name,
        SignatureRegime regime, ParticipantStatus status, String registeredAt, @Nullable SelfDeclared selfDeclared) {}

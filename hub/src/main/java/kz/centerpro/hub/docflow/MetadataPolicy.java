package kz.centerpro.hub.docflow;

import java.util.List;
import kz.centerpro.contracts.document.SubmissionMetadata;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import org.jspecify.annotations.Nullable;

/** What the metadata part may say. Pure; every refusal names the field. */
final class MetadataPolicy {

    private static final int RECIPIENTS_MAX = 100;
    private static final int KEY_MAX = 200;

    private MetadataPolicy() {}

    static SubmissionMetadata checked(SubmissionMetadata metadata) {
        text("externalId", metadata.externalId(), 200);
        text("title", metadata.title(), 500);
        text("documentType", metadata.documentType(), 100);
        text("fileName", metadata.fileName(), 255);
        text("mediaType", metadata.mediaType(), 255);
        if (metadata.fileName() != null && (metadata.fileName().contains("/") || metadata.fileName().contains("\\"))) {
            throw Refusal.field("fileName", "Send the file's name without a path.");
        }
        List<SubmissionMetadata.Recipient> recipients = metadata.recipients();
        if (recipients == null || recipients.isEmpty()) {
            throw Refusal.field("recipients", "Name at least one recipient: {\"country\":\"KZ\",\"taxId\":\"…\"}.");
        }
        if (recipients.size() > RECIPIENTS_MAX) {
            throw Refusal.field("recipients", "At most " + RECIPIENTS_MAX + " recipients.");
        }
        for (int i = 0; i < recipients.size(); i++) {
            String taxId = recipients.get(i).taxId();
            if (taxId == null || taxId.isBlank() || taxId.length() > 40) {
                throw Refusal.field("recipients/" + i + "/taxId", "An exact IIN, BIN or foreign tax number is needed.");
            }
        }
        return metadata;
    }

    static @Nullable String checkedKey(@Nullable String key) {
        if (key != null
                && (key.isEmpty() || key.length() > KEY_MAX || !key.chars().allMatch(c -> c > 0x20 && c < 0x7f))) {
            throw Refusal.field("Idempotency-Key",
                    "Use 1 to " + KEY_MAX + " printable ASCII characters without spaces.");
        }
        return key;
    }

    /** The algorithm of a hash-only registration's digest. */
    static DigestAlgorithm algorithm(SubmissionMetadata.Digest digest) {
        String name = digest.algorithm() == null ? "" : digest.algorithm();
        return switch (name) {
            case "SHA-256" -> DigestAlgorithm.SHA_256;
            case "SHA-384" -> DigestAlgorithm.SHA_384;
            case "SHA-512" -> DigestAlgorithm.SHA_512;
            case "STREEBOG-256" -> DigestAlgorithm.STREEBOG_256;
            case "STREEBOG-512" -> DigestAlgorithm.STREEBOG_512;
            default ->
                throw Refusal.field("digest/algorithm", "Use SHA-256, SHA-384, SHA-512, STREEBOG-256 or STREEBOG-512.");
        };
    }

    private static void text(String field, @Nullable String value, int max) {
        if (value == null) {
            return;
        }
        if (value.length() > max) {
            throw Refusal.field(field, "At most " + max + " characters.");
        }
        if (value.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
            throw Refusal.field(field, "Control characters are not allowed.");
        }
    }
}

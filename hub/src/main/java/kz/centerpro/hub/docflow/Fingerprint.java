package kz.centerpro.hub.docflow;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import kz.centerpro.contracts.billing.Money;
import kz.centerpro.contracts.document.SubmissionMetadata;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import org.jspecify.annotations.Nullable;

/**
 * What makes two submissions the same: everything that the sender stated, in one form, whichever door it came through.
 * The signature is left out: who signs again states nothing else.
 *
 * @param value
 *            hex SHA-256 of what was stated, begun with the version of this form; what is stored
 * @param former
 *            the value that a hub before this form stored for it, of content, recipients and externalId alone: what it
 *            registered is known again, as it knew it
 */
record Fingerprint(String value, String former) {

    /** Changes with the form; the value before it then becomes one of the former ones. */
    private static final byte VERSION = 2;

    /** As a row has it. */
    static Fingerprint stored(String value) {
        return new Fingerprint(value, value);
    }

    /**
     * @param recipients
     *            each once, in the order given; known by their numbers, so that it is the same before and after one
     *            joins
     * @param metadata
     *            as {@link MetadataPolicy} leaves it
     * @param content
     *            whether there is any, or a digest alone
     */
    static Fingerprint of(UUID sender, List<Addressee> recipients, SubmissionMetadata metadata, boolean content,
            byte @Nullable [] sha256, Map<DigestAlgorithm, byte[]> digests) {
        return new Fingerprint(whole(sender, recipients, metadata, content, sha256, digests),
                former(sender, recipients, metadata, sha256, digests));
    }

    private static String whole(UUID sender, List<Addressee> recipients, SubmissionMetadata metadata,
            boolean content, byte @Nullable [] sha256, Map<DigestAlgorithm, byte[]> digests) {
        MessageDigest digest = sha256();
        digest.update(VERSION);
        say(digest, sender.toString(), content ? "content" : "digest");
        if (sha256 == null) {
            digests.forEach((algorithm, value) -> say(digest, algorithm.name(), HexFormat.of().formatHex(value)));
        } else {
            say(digest, DigestAlgorithm.SHA_256.name(), HexFormat.of().formatHex(sha256));
        }
        SubmissionMetadata.Response response = metadata.response() == null
                ? MetadataPolicy.NO_RESPONSE
                : metadata.response();
        say(digest, response.required(), response.order(), response.deadline());
        Stream<String> numbers = recipients.stream().map(Addressee::number)
                .map(number -> number.country() + "/" + number.taxId());
        List<String> ordered = (MetadataPolicy.SEQUENTIAL.equals(response.order()) ? numbers : numbers.sorted())
                .toList();
        say(digest, Integer.toString(ordered.size()));
        say(digest, ordered.toArray(String[]::new));
        List<String> emails = Objects.requireNonNullElse(metadata.recipients(), List.<SubmissionMetadata.Recipient>of())
                .stream().filter(named -> named.email() != null)
                .map(named -> named.taxId() + " " + named.email()).distinct().sorted().toList();
        say(digest, Integer.toString(emails.size()));
        say(digest, emails.toArray(String[]::new));
        say(digest, metadata.externalId(), metadata.title(), metadata.documentType(), metadata.fileName(),
                metadata.mediaType());
        SubmissionMetadata.Details details = metadata.details();
        Money amount = details == null ? null : details.amount();
        say(digest, details == null ? null : details.number(), details == null ? null : details.date(),
                amount == null ? null : amount.amount(), amount == null ? null : amount.currency(),
                details == null ? null : details.governingLaw());
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * Each with its length, so that no two lists of texts give the same bytes; what is absent is not the empty text.
     */
    private static void say(MessageDigest digest, @Nullable String... texts) {
        for (String text : texts) {
            if (text == null) {
                digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(-1).flip());
                continue;
            }
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
            digest.update(bytes);
        }
    }

    /** Rows with it are kept for ever, so it is never changed. */
    private static String former(UUID sender, List<Addressee> recipients, SubmissionMetadata metadata,
            byte @Nullable [] sha256, Map<DigestAlgorithm, byte[]> digests) {
        MessageDigest digest = sha256();
        digest.update(sender.toString().getBytes(StandardCharsets.UTF_8));
        if (sha256 == null) {
            digests.values().forEach(digest::update);
        } else {
            digest.update(sha256);
        }
        Stream.concat(recipients.stream().map(Addressee::id).map(UUID::toString).sorted(),
                Stream.of(String.valueOf(metadata.externalId()))).forEach(text -> {
                    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                    digest.update((byte) (bytes.length >> 8));
                    digest.update((byte) bytes.length);
                    digest.update(bytes);
                });
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every JDK has SHA-256", absent);
        }
    }

    static Refusal conflict(Accepted.Outcome outcome) {
        return outcome == Accepted.Outcome.OTHER_KEY
                ? Refusal.of(ProblemType.IDEMPOTENCY_KEY_CONFLICT,
                        "This Idempotency-Key belongs to a document with other content, recipients or metadata: repeat what was sent before without any change, or send this as another document under a new key.")
                : Refusal.of(ProblemType.EXTERNAL_ID_CONFLICT,
                        "This externalId belongs to a document with other content, recipients or metadata: repeat what was sent before without any change, or give this document an externalId of its own.");
    }
}

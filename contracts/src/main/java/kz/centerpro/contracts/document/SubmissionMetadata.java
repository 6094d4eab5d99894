package kz.centerpro.contracts.document;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import kz.centerpro.contracts.billing.Money;
import org.jspecify.annotations.Nullable;

/**
 * The {@code metadata} part of {@code POST /v1/documents}. The sender is never in here: it is the caller (clause
 * 4.3.3).
 *
 * @param externalId
 *            the sender's own id of the document, at most 200 characters: the same id with the same content and
 *            metadata gives the same answer for ever, with anything else 409
 * @param title
 *            what people see in lists, at most 500 characters; metadata, stored readable
 * @param documentType
 *            optional catalogue code; some types only cause a warning (clause 7.12)
 * @param fileName
 *            at most 255 characters, never a path
 * @param mediaType
 *            what the sender says the content is; downloads are served as attachments whatever it says
 * @param recipients
 *            1 to 100 addressees, by exact tax number
 * @param digest
 *            for hash-only registration: the digest that the detached signature covers, without a {@code content} part
 * @param response
 *            what the recipients are asked for; without it they may countersign and are not asked to
 * @param details
 *            what the sender says of the document beyond its title; nobody checks it
 */
@JsonIgnoreProperties(ignoreUnknown = false)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SubmissionMetadata(@Nullable String externalId, @Nullable String title, @Nullable String documentType,
        @Nullable String fileName, @Nullable String mediaType, @Nullable List<Recipient> recipients,
        @Nullable Digest digest, @Nullable Response response, @Nullable Details details) {

    /** A submission without details. */
    public SubmissionMetadata(@Nullable String externalId, @Nullable String title, @Nullable String documentType,
            @Nullable String fileName, @Nullable String mediaType, @Nullable List<Recipient> recipients,
            @Nullable Digest digest, @Nullable Response response) {
        this(externalId, title, documentType, fileName, mediaType, recipients, digest, response, null);
    }

    /** A submission that asks for no answer. */
    public SubmissionMetadata(@Nullable String externalId, @Nullable String title, @Nullable String documentType,
            @Nullable String fileName, @Nullable String mediaType, @Nullable List<Recipient> recipients,
            @Nullable Digest digest) {
        this(externalId, title, documentType, fileName, mediaType, recipients, digest, null);
    }

    /**
     * An addressee: ISO 3166-1 alpha-2 country (default KZ) and its IIN, BIN or foreign tax number.
     *
     * @param email
     *            where the invitation goes if it has not joined; else unused
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Recipient(@Nullable String country, @Nullable String taxId, @Nullable String email) {

        /** An addressee by its number alone. */
        public Recipient(@Nullable String country, @Nullable String taxId) {
            this(country, taxId, null);
        }
    }

    /**
     * {@code algorithm}: {@code SHA-256}, {@code SHA-384}, {@code SHA-512}, {@code STREEBOG-256} or
     * {@code STREEBOG-512}; {@code value}: hex.
     */
    public record Digest(@Nullable String algorithm, @Nullable String value) {}

    /**
     * The document as its author numbers it.
     *
     * @param number
     *            the author's own, at most 100 characters
     * @param date
     *            of the document, ISO 8601
     * @param amount
     *            what it is about
     * @param governingLaw
     *            that the parties agreed on (clause 13.4), at most 200 characters
     */
    @JsonIgnoreProperties(ignoreUnknown = false)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Details(@Nullable String number, @Nullable String date, @Nullable Money amount,
            @Nullable String governingLaw) {}

    /**
     * The answer asked for.
     *
     * @param required
     *            {@code SIGNATURE} or {@code NONE}
     * @param order
     *            {@code PARALLEL} (default), or {@code SEQUENTIAL}: each recipient signs after the one before it
     * @param deadline
     *            RFC 3339; who has not signed or declined by then can no longer do so
     */
    @JsonIgnoreProperties(ignoreUnknown = false)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Response(@Nullable String required, @Nullable String order, @Nullable String deadline) {}
}

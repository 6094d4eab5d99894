package kz.centerpro.hub.docflow;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import kz.centerpro.contracts.billing.Money;
import kz.centerpro.contracts.document.SubmissionMetadata;
import kz.centerpro.contracts.notice.Email;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import org.jspecify.annotations.Nullable;

/** What the metadata part and the key of a request may say. Pure; every refusal names the field. */
public final class MetadataPolicy {

    private static final int RECIPIENTS_MAX = 100;
    private static final int KEY_MAX = 200;
    private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,15}(\\.[0-9]{1,2})?");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final String NONE = "NONE";
    private static final String PARALLEL = "PARALLEL";
    /** What {@code required} says when the recipients are asked to sign. */
    public static final String SIGNATURE = "SIGNATURE";
    /** What {@code order} says when each signs after the one before it. */
    public static final String SEQUENTIAL = "SEQUENTIAL";

    /** What a submission asks for that says nothing of an answer. */
    static final SubmissionMetadata.Response NO_RESPONSE = new SubmissionMetadata.Response(NONE, PARALLEL, null);

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
            if (recipients.get(i).email() != null) {
                Email.checked("recipients/" + i + "/email", recipients.get(i).email());
            }
        }
        SubmissionMetadata.Response response = metadata.response();
        SubmissionMetadata.Details details = metadata.details();
        return response == null && details == null
                ? metadata
                : with(metadata, response == null ? null : checked(response),
                        details == null ? null : checked(details));
    }

    private static SubmissionMetadata with(SubmissionMetadata metadata, SubmissionMetadata.@Nullable Response response,
            SubmissionMetadata.@Nullable Details details) {
        return new SubmissionMetadata(metadata.externalId(), metadata.title(), metadata.documentType(),
                metadata.fileName(), metadata.mediaType(), metadata.recipients(), metadata.digest(), response, details);
    }

    /** With the order filled in and the deadline in one form, so that deadlines sort as text. */
    private static SubmissionMetadata.Response checked(SubmissionMetadata.Response response) {
        String required = response.required() == null ? NONE : response.required();
        String order = response.order() == null ? PARALLEL : response.order();
        if (!required.equals(SIGNATURE) && !required.equals(NONE)) {
            throw Refusal.field("response/required", "Use SIGNATURE or NONE.");
        }
        if (!order.equals(PARALLEL) && !order.equals(SEQUENTIAL)) {
            throw Refusal.field("response/order", "Use PARALLEL or SEQUENTIAL.");
        }
        String deadline = response.deadline();
        if (deadline != null && required.equals(NONE)) {
            throw Refusal.field("response/deadline", "A deadline needs \"required\": \"SIGNATURE\".");
        }
        return new SubmissionMetadata.Response(required, order, deadline == null
                ? null
                : WireTime.format(WireTime.parse(deadline)
                        .orElseThrow(() -> Refusal.field("response/deadline", "Give an RFC 3339 time."))));
    }

    /** With the amount in one form. */
    private static SubmissionMetadata.Details checked(SubmissionMetadata.Details details) {
        text("details/number", details.number(), 100);
        text("details/governingLaw", details.governingLaw(), 200);
        String date = details.date();
        if (date != null) {
            try {
                LocalDate.parse(date);
            } catch (DateTimeException _) {
                throw Refusal.field("details/date", "Give a day as 2026-11-22.");
            }
        }
        return new SubmissionMetadata.Details(details.number(), date, amount(details.amount()),
                details.governingLaw());
    }

    private static @Nullable Money amount(@Nullable Money typed) {
        if (typed == null) {
            return null;
        }
        String amount = typed.amount();
        String currency = typed.currency() == null ? Money.TENGE : typed.currency();
        if (amount == null || !AMOUNT.matcher(amount).matches() || !CURRENCY.matcher(currency).matches()) {
            throw Refusal.field("details/amount", "Give {\"amount\": \"40000.00\", \"currency\": \"KZT\"}.");
        }
        return new Money(new BigDecimal(amount).setScale(2, RoundingMode.UNNECESSARY).toPlainString(), currency);
    }

    /** An Idempotency-Key that may be kept. */
    public static @Nullable String checkedKey(@Nullable String key) {
        if (key != null
                && (key.isEmpty() || key.length() > KEY_MAX || !key.chars().allMatch(c -> c > 0x20 && c < 0x7f))) {
            throw Refusal.field("Idempotency-Key",
                    "Use 1 to " + KEY_MAX + " printable ASCII characters without spaces.");
        }
        return key;
    }

    /** The algorithm of a hash-only registration's digest. */
    public static DigestAlgorithm algorithm(SubmissionMetadata.Digest digest) {
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

package kz.centerpro.notification.notice;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import kz.centerpro.contracts.event.EventEnvelope;
import kz.centerpro.contracts.party.WireTime;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes a notice of an event. Pure: what cannot be read is an {@link IllegalArgumentException} or Jackson's own. */
public final class NoticeMaker {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{20}");
    private static final ZoneId LEGAL = ZoneId.of("Asia/Almaty");
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("dd.MM.uuuu HH:mm").withZone(LEGAL);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM.uuuu").withZone(LEGAL);

    private final NoticeTexts texts;
    private final JsonMapper json;

    public NoticeMaker(NoticeTexts texts, JsonMapper json) {
        this.texts = texts;
        this.json = json;
    }

    /**
     * The notice, or nothing when the participant is not told of this: because it did it itself, or does not want it.
     *
     * @param id
     *            of the notice, if there is one
     */
    Optional<Draft> draft(UUID id, EventEnvelope event, Settings settings) {
        Optional<NoticeKind> kind = NoticeKind.of(event.type());
        if (kind.isEmpty() || !settings.wants(kind.get(), Channel.CABINET)) {
            return Optional.empty();
        }
        JsonNode data = json.readTree(event.data());
        if (!data.isObject()) {
            throw new IllegalArgumentException("the data is not an object");
        }
        return tellsAnother(kind.get(), data)
                ? Optional.of(drafted(id, kind.get(), event, data, settings.language()))
                : Optional.empty();
    }

    /**
     * Received, read and answers are told to both sides; the one that did it needs no notice. In the sender's box the
     * recipient is named, in the recipient's the sender.
     */
    private static boolean tellsAnother(NoticeKind kind, JsonNode data) {
        return switch (kind) {
            case DOCUMENT_RECEIVED, DOCUMENT_READ -> data.has("recipient");
            case DOCUMENT_SIGNED, DOCUMENT_DECLINED, DOCUMENT_CORRECTION_REQUESTED, DOCUMENT_ANNULMENT_PROPOSED,
                    DOCUMENT_ANNULLED, DOCUMENT_ANNULMENT_REFUSED, DOCUMENT_EXPIRED ->
                !(data.has("recipient") ? "SENDER" : "RECIPIENT").equals(needed(data, "side"));
            default -> true;
        };
    }

    private Draft drafted(UUID id, NoticeKind kind, EventEnvelope event, JsonNode data, String language) {
        Instant at = WireTime.parse(event.time()).orElseThrow(() -> new IllegalArgumentException("no time"));
        Map<String, String> facts = facts(kind, data, at);
        String subject = texts.subject(kind, language, facts);
        String text = texts.text(kind, language, facts);
        boolean prevails = language.equals(NoticeTexts.PREVAILING);
        String subjectRu = prevails ? subject : texts.subject(kind, NoticeTexts.PREVAILING, facts);
        String textRu = prevails ? text : texts.text(kind, NoticeTexts.PREVAILING, facts);
        return new Draft(id, UUID.fromString(event.id()), Long.parseLong(event.sequence()), kind, language, subject,
                text, subjectRu, textRu, facts.get("number"),
                sha256(id.toString(), kind.name(), language, subject, text, subjectRu, textRu), at);
    }

    private static Map<String, String> facts(NoticeKind kind, JsonNode data, Instant at) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("time", MINUTES.format(at));
        switch (kind) {
            case OFFER_PUBLISHED -> {
                facts.put("offer", needed(data, "offerNo"));
                facts.put("date", WireTime.parse(needed(data, "effectiveFrom")).map(DAY::format)
                        .orElseThrow(() -> new IllegalArgumentException("effectiveFrom is no time")));
            }
            case ANNOUNCEMENT_PUBLISHED -> {
                JsonNode title = data.path("title");
                String prevailing = needed(title, NoticeTexts.PREVAILING);
                for (String told : NoticeTexts.LANGUAGES) {
                    String words = optional(title, told);
                    facts.put("title" + told, words.isEmpty() ? prevailing : words);
                }
                facts.put("date", WireTime.parse(needed(data, "startsAt")).map(MINUTES::format)
                        .orElseThrow(() -> new IllegalArgumentException("startsAt is no time")));
            }
            case ACCESS_SUSPENDED, ACCESS_RESTORED, PRODUCT_SUSPENDED, PRODUCT_RESTORED -> {
                facts.put("clause", needed(data, "clause"));
                facts.put("reason", needed(data, "reason"));
            }
            case READING_GRANTED, READING_WITHDRAWN -> {
                facts.put("owner", party(data.get("owner")));
                facts.put("reader", party(data.get("reader")));
            }
            case AGREEMENT_ENDS, AGREEMENT_STAYS, AGREEMENT_ENDED -> {
                facts.put("date", day(needed(data, "effectiveOn")));
                facts.put("reason", data.has("reason") ? needed(data, "reason") : needed(data, "ground"));
            }
            case DOCUMENT_REFUSED -> {
                facts.put("submission", needed(data, "submissionId"));
                facts.put("reason", needed(data, "code"));
            }
            case TARIFF_EXPIRING, TARIFF_EXPIRED, QUOTA_WARNING, QUOTA_EXHAUSTED -> {
                facts.put("tariff", needed(data, "tariff"));
                facts.put("date", WireTime.parse(needed(data, "endsAt")).map(MINUTES::format)
                        .orElseThrow(() -> new IllegalArgumentException("endsAt is no time")));
                facts.put("volume", optional(data, "volume"));
                facts.put("used", optional(data, "used"));
            }
            case BALANCE_CREDITED, PAYMENT_RECEIVED -> facts.put("amount", amount(data));
            case INVOICE_ISSUED -> {
                facts.put("amount", amount(data));
                facts.put("invoice", needed(data, "number"));
                facts.put("date", day(needed(data, "payBefore")));
            }
            default -> {
                String number = needed(data, "number");
                if (!NUMBER.matcher(number).matches()) {
                    throw new IllegalArgumentException("number is no document number");
                }
                facts.put("number", number);
                facts.put("title", optional(data, "title"));
                facts.put("reason", optional(data, "reason"));
                facts.put("party", party(data.has("recipient") ? data.get("recipient") : data.get("sender")));
            }
        }
        return facts;
    }

    private static String day(String iso) {
        try {
            return DAY.format(LocalDate.parse(iso).atStartOfDay(LEGAL));
        } catch (DateTimeException notADay) {
            throw new IllegalArgumentException(iso + " is no day", notADay);
        }
    }

    /** Such as {@code 40000.00 KZT}. */
    private static String amount(JsonNode data) {
        JsonNode money = data.get("amount");
        if (money == null || !money.isObject()) {
            throw new IllegalArgumentException("the amount is missing");
        }
        return needed(money, "amount") + " " + needed(money, "currency");
    }

    private static String needed(JsonNode data, String member) {
        JsonNode value = data.get(member);
        if (value == null || !value.isValueNode() || value.isNull()) {
            throw new IllegalArgumentException(member + " is missing");
        }
        return value.asString();
    }

    private static String optional(JsonNode data, String member) {
        JsonNode value = data.get(member);
        return value == null || !value.isValueNode() ? "" : value.asString();
    }

    private static String party(@Nullable JsonNode party) {
        if (party == null || !party.isObject()) {
            throw new IllegalArgumentException("the other party is missing");
        }
        return needed(party, "name");
    }

    /** Each part as its length, a colon, its bytes and a line feed, so that no two lists of parts look the same. */
    static String sha256(String... parts) {
        MessageDigest digest = Hashes.digest();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            digest.update(bytes);
            digest.update((byte) '\n');
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}

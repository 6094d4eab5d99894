package kz.centerpro.hub.egov;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kz.centerpro.contracts.document.DocumentNumber;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.contracts.signing.SigningRequest;
import kz.centerpro.hub.egov.Asked.Purpose;
import org.jspecify.annotations.Nullable;

/** What may be asked of a phone: pure questions, each with its refusal. */
final class RequestPolicy {

    static final int ITEMS_MAX = 50;
    static final int CHALLENGE_BYTES_MAX = 4096;
    private static final int NAME_MAX = 200;
    private static final Pattern MEDIA_TYPE = Pattern.compile("[A-Za-z0-9!#$&^_.+-]{1,60}/[A-Za-z0-9!#$&^_.+-]{1,60}");

    private RequestPolicy() {}

    static Purpose purpose(SigningRequest request) {
        for (Purpose known : Purpose.values()) {
            if (known.name().equals(request.purpose())) {
                return known;
            }
        }
        throw Refusal.field("purpose", "Use LOGIN, DOCUMENT or STATEMENT.");
    }

    /** Of a sign-in the phone shows what the hub says, never what the asker says. */
    static Asked login(SigningRequest request, String host) {
        List<SigningRequest.@Nullable Item> given = request.items() == null ? List.of() : request.items();
        SigningRequest.Item only = given.size() == 1 ? given.getFirst() : null;
        if (only == null || only.content() == null || only.number() != null) {
            throw Refusal.field("items", "One item with the challenge as its content signs in.");
        }
        byte[] challenge = content(only.content(), "/items/0");
        requireRoom(challenge.length, CHALLENGE_BYTES_MAX);
        return new Asked(Purpose.LOGIN, List.of(new Item(host + " жүйесіне кіру", "Вход в " + host,
                "Sign-in to " + host, "text/plain", null, challenge)));
    }

    static Asked signing(SigningRequest request, Purpose purpose, int contentMax) {
        return new Asked(purpose, items(request, contentMax));
    }

    private static List<Item> items(SigningRequest request, int contentMax) {
        List<SigningRequest.@Nullable Item> given = request.items() == null ? List.of() : request.items();
        if (given.isEmpty() || given.size() > ITEMS_MAX) {
            throw Refusal.field("items", "Ask for 1 to " + ITEMS_MAX + " signatures at once.");
        }
        List<Item> items = new ArrayList<>();
        long bytes = 0;
        for (int i = 0; i < given.size(); i++) {
            SigningRequest.Item item = given.get(i);
            if (item == null) {
                throw Refusal.field("/items/" + i, "This item is empty.");
            }
            Item good = item(item, "/items/" + i);
            bytes += good.content().length;
            items.add(good);
        }
        requireRoom(bytes, contentMax);
        return items;
    }

    /** The same for contents of documents, whose sizes are known later. */
    static void requireRoom(long bytes, int contentMax) {
        if (bytes > contentMax) {
            throw Refusal.of(ProblemType.TOO_LARGE, "A phone is sent at most " + contentMax
                    + " bytes at once: ask for fewer documents, or sign large ones with NCALayer.");
        }
    }

    /** What one person keeps waiting is bounded in number and bytes, until it is signed, given up or over. */
    static void requireRoomBeside(SigningRequestStore.Kept kept, long bytes, EgovProperties settings, Instant now) {
        Instant next = kept.next();
        if (next != null
                && (kept.requests() >= settings.openMax() || kept.bytes() + bytes > settings.openBytesMax())) {
            throw Refusal.of(ProblemType.RATE_LIMITED, "At most " + settings.openMax() + " signing requests with "
                    + settings.openBytesMax() + " bytes are open at once: sign them, DELETE those that are not needed,"
                    + " or ask again when their time is over.")
                    .retryAfter(Duration.between(now, next).plusSeconds(1));
        }
    }

    private static Item item(SigningRequest.Item item, String at) {
        if ((item.content() == null) == (item.number() == null)) {
            throw Refusal.field(at, "Give either content or the number of a document.");
        }
        if (item.number() != null && !DocumentNumber.isValid(item.number())) {
            throw Refusal.field(at + "/number", "This is no number of a document.");
        }
        if (item.mediaType() != null && !MEDIA_TYPE.matcher(item.mediaType()).matches()) {
            throw Refusal.field(at + "/mediaType", "Give a media type without parameters.");
        }
        SigningRequest.Names names = item.names() == null ? new SigningRequest.Names(null, null, null) : item.names();
        String any = Stream.of(names.ru(), names.kk(), names.en()).filter(Objects::nonNull)
                .filter(name -> !name.isBlank()).findFirst()
                .orElseThrow(() -> Refusal.field(at + "/names", "Say in at least one language what is signed."));
        return new Item(name(names.kk(), any, at), name(names.ru(), any, at), name(names.en(), any, at),
                item.mediaType() == null ? "" : item.mediaType(), item.number(), content(item.content(), at));
    }

    private static String name(@Nullable String given, String otherwise, String at) {
        String name = (given == null || given.isBlank() ? otherwise : given)
                .replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
        if (name.length() > NAME_MAX) {
            throw Refusal.field(at + "/names", "A name has at most " + NAME_MAX + " characters.");
        }
        return name;
    }

    private static byte[] content(@Nullable String base64, String at) {
        if (base64 == null) {
            return new byte[0];
        }
        try {
            byte[] content = Base64.getDecoder().decode(base64);
            if (content.length > 0) {
                return content;
            }
        } catch (IllegalArgumentException notBase64) {
            throw Refusal.field(at + "/content", "Send the content in base64.");
        }
        throw Refusal.field(at + "/content", "There is nothing to sign.");
    }
}

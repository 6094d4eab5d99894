package kz.centerpro.hub.outside;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kz.centerpro.contracts.document.DocumentView;
import kz.centerpro.contracts.document.OutsideLinkView;
import kz.centerpro.contracts.notice.Email;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.Caller;
import kz.centerpro.eventlog.Bell;
import kz.centerpro.hub.agreement.Agreement;
import kz.centerpro.hub.docflow.DocumentBundle;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.hub.participant.Participant;
import kz.centerpro.hub.participant.Participants;
import kz.centerpro.hub.restriction.Restrictions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** The room's facade: makes links, says what became of them, shows the document to who has one. */
public final class OutsideLinks {

    static final Duration TERM = Duration.ofDays(14);
    private static final int PER_ADDRESS = 10;
    private static final int PER_BOX = 100;
    private static final Duration WINDOW = Duration.ofDays(1);
    private static final int SECRET_BYTES = 16;
    private static final int LETTERS = 36;
    private static final Pattern CODE = Pattern.compile("([0-9a-z]{1,12})-([0-9a-f]{32})");

    private final OutsideStore store;
    private final DocumentBundle documents;
    private final Senders senders;
    private final Tools tools;
    private final SecureRandom random = new SecureRandom();

    /** What the room's configuration hands over. */
    record Tools(Bell bell, Ids ids, Clock clock, JsonMapper json) {

        Instant now() {
            return clock.instant().truncatedTo(ChronoUnit.MILLIS);
        }
    }

    /** Who may send. */
    record Senders(Participants participants, Agreement agreement, Restrictions restrictions) {

        /** A link is sent like anything else: not while sending is suspended (clause 5.3.7). */
        Mono<Participant> get(UUID participant) {
            return Mono.defer(() -> {
                restrictions.requireSending(participant);
                return agreement.requireAccepted(participant);
            }).then(Mono.defer(() -> participants.get(participant)));
        }
    }

    /** A link, and whether it was made just now. */
    record Made(OutsideLinkView link, boolean fresh) {}

    /** What the page of a link knows before somebody opens the document. */
    public record Envelope(String sender, String expiresAt, boolean over) {}

    OutsideLinks(OutsideStore store, DocumentBundle documents, Senders senders, Tools tools) {
        this.store = store;
        this.documents = documents;
        this.senders = senders;
        this.tools = tools;
    }

    /** The same one again while it is open. */
    Mono<Made> make(Caller caller, String number, Email to, String language) {
        UUID participant = caller.registeredParticipant();
        Instant now = tools.now();
        return senders.get(participant).delayUntil(_ -> document(caller.box(), number)).flatMap(sender -> {
            String secret = secret();
            String code = Long.toString(caller.box(), LETTERS) + "-" + secret;
            UUID id = tools.ids().next();
            Instant until = now.plus(TERM);
            OutsideStore.Wanted wanted = new OutsideStore.Wanted(caller.box(), id, number, sha256(secret), code,
                    to, sender.name(), language, caller.signatory(), until);
            return store.show(wanted, new OutsideStore.Terms(tools.ids().next(), PER_ADDRESS, PER_BOX,
                    tools.ids().next(), data(number, id, to.masked(), until), now));
        }).flatMap(said -> made(caller.box(), number, said));
    }

    private Mono<Made> made(long box, String number, OutsideStore.Said said) {
        tools.bell().ring(said.tops());
        return switch (said.outcome()) {
            case "ASKED", "SAME" -> store.find(box, number, Objects.requireNonNull(said.link()))
                    .map(link -> new Made(link.view(), said.outcome().equals("ASKED")));
            case "LIMIT" -> Mono.error(enough("At most " + PER_BOX + " links a day."));
            case "ENOUGH" -> Mono.error(enough("At most " + PER_ADDRESS + " links to one address a day."));
            default -> Mono.error(Refusal.field("email", "This address takes no letters from the hub."));
        };
    }

    private static Refusal enough(String detail) {
        return Refusal.of(ProblemType.RATE_LIMITED, detail).retryAfter(WINDOW);
    }

    Flux<OutsideLinkView> of(Caller caller, String number) {
        caller.registeredParticipant();
        return document(caller.box(), number).thenMany(store.of(caller.box(), number)).map(OutsideLink::view);
    }

    /** What it showed before stays seen. */
    Mono<Void> end(Caller caller, String number, UUID id) {
        caller.registeredParticipant();
        return store.end(caller.box(), number, id, tools.now()).flatMap(ended -> ended
                ? Mono.<Void>empty()
                : Mono.error(Refusal.of(ProblemType.NOT_FOUND, "There is no such open link of this document.")));
    }

    /** Who shows something by this link, and nothing of what; empty for a link that never was. */
    public Mono<Envelope> envelope(String code) {
        return found(code)
                .flatMap(link -> senders.participants.findByBox(link.box()).map(sender -> new Envelope(sender.name(),
                        WireTime.format(link.expiresAt()), link.isOver(tools.now()))));
    }

    /** The document as who shows it sees it; who shows it hears of the first opening. Empty when the link is over. */
    public Mono<DocumentView> open(String code) {
        return opened(code, false).flatMap(link -> documents.find(link.box(), link.number()));
    }

    /** Content and signatures as a zip file; empty when the link is over. */
    public Mono<Bundle> fetch(String code) {
        return opened(code, true).map(link -> new Bundle(link.number(), documents.zip(link.box(), link.number())));
    }

    /** A zip file with the number of its document. */
    public record Bundle(String number, Flux<byte[]> bytes) {}

    private Mono<OutsideLink> opened(String code, boolean fetch) {
        Instant now = tools.now();
        return found(code).flatMap(link -> store.open(link, fetch, tools.ids().next(),
                data(link.number(), link.id(), link.address(), link.expiresAt()), now)
                .doOnNext(tops -> tools.bell().ring(tops)).map(_ -> link));
    }

    private Mono<OutsideLink> found(String code) {
        Matcher parts = CODE.matcher(code);
        return parts.matches()
                ? store.find(Long.parseLong(parts.group(1), LETTERS), sha256(parts.group(2)))
                : Mono.empty();
    }

    private Mono<DocumentView> document(long box, String number) {
        return documents.find(box, number).switchIfEmpty(Mono.error(() -> Refusal.of(ProblemType.NOT_FOUND,
                "This participant has no document with this number.")));
    }

    private String data(String number, UUID id, String address, Instant until) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("number", number);
        data.put("link", id.toString());
        data.put("address", address);
        data.put("expiresAt", WireTime.format(until));
        data.put("guaranteed", false);
        return tools.json().writeValueAsString(data);
    }

    private String secret() {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return HexFormat.of().formatHex(secret);
    }

    private static byte[] sha256(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every JDK has SHA-256", absent);
        }
    }
}

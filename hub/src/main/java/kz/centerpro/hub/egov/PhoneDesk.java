package kz.centerpro.hub.egov;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.contracts.signing.PhoneDocuments;
import kz.centerpro.contracts.signing.PhoneInvitation;
import kz.centerpro.hub.access.SignatureCheck;
import kz.centerpro.hub.access.SignatureText;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.egov.RequestDesk.Tools;
import kz.centerpro.hub.egov.RequestRow.State;
import kz.centerpro.hub.egov.SigningRequestStore.Sealed;
import kz.centerpro.hub.signature.Verdict;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** What the phone does: reads the invitation, reads the documents, sends signatures. */
final class PhoneDesk {

    private static final String METHOD = "CMS_SIGN_ONLY";
    /** As in the documentation of eGov Mobile; the legal time of the country. */
    private static final DateTimeFormatter EXPIRY = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxx")
            .withZone(ZoneOffset.ofHours(5));
    private static final Map<Asked.Purpose, String> DESCRIPTIONS = Map.of(Asked.Purpose.LOGIN,
            "Center Pro: кабинетке кіру / вход в кабинет", Asked.Purpose.DOCUMENT,
            "Center Pro: құжатқа қол қою / подписание документа", Asked.Purpose.STATEMENT,
            "Center Pro: өтінішке қол қою / подписание заявления");

    private final SigningRequestStore store;
    private final Vault vault;
    private final DocumentSource documents;
    private final SignatureCheck check;
    private final PhoneInvitation.Organisation organisation;
    private final Addresses addresses;
    private final JsonMapper json;
    private final Tools tools;

    PhoneDesk(SigningRequestStore store, Vault vault, DocumentSource documents, SignatureCheck check,
            PhoneInvitation.Organisation organisation, Addresses addresses, JsonMapper json, Tools tools) {
        this.store = store;
        this.vault = vault;
        this.documents = documents;
        this.check = check;
        this.organisation = organisation;
        this.addresses = addresses;
        this.json = json;
        this.tools = tools;
    }

    /** API 1. */
    Mono<PhoneInvitation> invite(String id) {
        return open(id).delayUntil(row -> store.opened(row.hash()))
                .map(row -> new PhoneInvitation(String.valueOf(DESCRIPTIONS.get(row.purpose())),
                        EXPIRY.format(row.expiresAt()), organisation,
                        new PhoneInvitation.Source(addresses.documents(id), "None", "")));
    }

    /** API 2: the JSON in pieces, one document in memory. */
    Mono<Flux<byte[]>> documents(String id) {
        return open(id).map(row -> {
            String head = "{\"signMethod\":\"" + METHOD + "\",\"documentsToSign\":[";
            Flux<byte[]> items = store.items(row.hash()).concatMap(sealed -> contained(row, sealed)
                    .flatMap(item -> tools.work().run(() -> piece(sealed.ordinal(), item))), 1);
            return Flux.concat(Mono.just(head.getBytes(StandardCharsets.UTF_8)), items,
                    Mono.just("]}".getBytes(StandardCharsets.UTF_8)));
        });
    }

    private byte[] piece(int ordinal, Item item) {
        String mime = item.mediaType().equals("application/pdf") ? "@file/pdf" : "";
        var file = new PhoneDocuments.File(mime, Base64.getEncoder().encodeToString(item.content()));
        byte[] text = json.writeValueAsBytes(new PhoneDocuments.Item(ordinal, item.ru(), item.kk(), item.en(),
                List.of(), new PhoneDocuments.Body(file)));
        if (ordinal == 1) {
            return text;
        }
        byte[] joined = new byte[text.length + 1];
        joined[0] = ',';
        System.arraycopy(text, 0, joined, 1, text.length);
        return joined;
    }

    /**
     * API 2, on the way back. The same bytes may come again, because a phone does not always hear the answer; anything
     * else is refused once it is signed.
     */
    Mono<Void> take(String id, byte[] body) {
        byte[] sent = Secrets.hash(body);
        return known(id).flatMap(row -> {
            if (row.state() == State.SIGNED) {
                return row.sentHash() != null && MessageDigest.isEqual(row.sentHash(), sent)
                        ? Mono.empty()
                        : Mono.error(signedAlready());
            }
            return tools.work().run(() -> json.readValue(body, PhoneDocuments.class))
                    .onErrorMap(tools.jackson.core.JacksonException.class,
                            _ -> Refusal.of(ProblemType.MALFORMED_REQUEST, "The body is no JSON of API 2."))
                    .flatMap(answered -> taken(row, sent, answered));
        });
    }

    private Mono<Void> taken(RequestRow row, byte[] sent, PhoneDocuments answered) {
        return store.items(row.hash()).concatMap(sealed -> tools.work().run(() -> signature(answered, sealed.ordinal()))
                .flatMap(cms -> contained(row, sealed).flatMap(item -> proved(cms, item))), 1)
                .collectList()
                .flatMap(all -> requireNoMore(answered, all))
                .flatMap(all -> tools.work().run(() -> vault.sealedSignatures(row.key(), all)))
                .flatMap(all -> store.sign(row.hash(), sent, all, tools.now()))
                .flatMap(first -> first ? Mono.empty() : Mono.error(signedAlready()));
    }

    private static Mono<List<byte[]>> requireNoMore(PhoneDocuments answered, List<byte[]> all) {
        return answered.documentsToSign() == null || answered.documentsToSign().size() != all.size()
                ? Mono.error(mismatch("Signatures are missing, or there are more than were asked for."))
                : Mono.just(all);
    }

    private static byte[] signature(PhoneDocuments answered, int ordinal) {
        List<PhoneDocuments.Item> found = new ArrayList<>();
        if (answered.documentsToSign() != null) {
            for (PhoneDocuments.Item item : answered.documentsToSign()) {
                if (item != null && item.id() != null && item.id() == ordinal) {
                    found.add(item);
                }
            }
        }
        if (found.size() == 1 && found.getFirst().document() != null && found.getFirst().document().file() != null
                && found.getFirst().document().file().data() != null) {
            return SignatureText.decode(found.getFirst().document().file().data());
        }
        throw mismatch("Document " + ordinal + " has no signature, or several.");
    }

    /** Only what the key says is asked here; what the certificate says is judged where the signature is used. */
    private Mono<byte[]> proved(byte[] cms, Item item) {
        return check.check(cms, item.content())
                .onErrorMap(MalformedSignature.class, _ -> mismatch("This is no CMS signature."))
                .flatMap(verdict -> isAuthentic(verdict)
                        ? Mono.just(cms)
                        : Mono.error(mismatch("The signature is not over the bytes that were asked for.")));
    }

    private static boolean isAuthentic(Verdict verdict) {
        return !verdict.signatures().isEmpty()
                && verdict.signatures().stream().allMatch(report -> report.authenticity().hasPassed());
    }

    private Mono<Item> contained(RequestRow row, Sealed sealed) {
        if (sealed.sealed().length == 0) {
            return Mono.error(signedAlready()); // meanwhile, by another sending
        }
        return tools.work().run(() -> vault.opened(row.key(), sealed)).flatMap(item -> item.number() == null
                ? Mono.just(item)
                : documents.read(row.box(), item.number()).map(item::with)
                        .switchIfEmpty(Mono.error(() -> Refusal.of(ProblemType.NOT_FOUND,
                                "The content of this document is not kept any more."))));
    }

    private Mono<RequestRow> open(String id) {
        return known(id).flatMap(row -> row.state() == State.SIGNED ? Mono.error(signedAlready()) : Mono.just(row));
    }

    private Mono<RequestRow> known(String id) {
        return Secrets.isOne(id)
                ? Mono.defer(() -> store.find(Secrets.hash(id), tools.now()))
                        .switchIfEmpty(Mono.error(RequestDesk::unknown))
                : Mono.error(RequestDesk.unknown());
    }

    private static Refusal mismatch(String detail) {
        return Refusal.of(ProblemType.SIGNING_MISMATCH, detail);
    }

    private static Refusal signedAlready() {
        return Refusal.of(ProblemType.NOT_PERMITTED, "This request was signed already: each serves once.");
    }
}

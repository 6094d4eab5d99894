package kz.centerpro.hub.docflow;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kz.centerpro.contracts.document.DocumentNumber;
import kz.centerpro.contracts.document.SubmissionMetadata;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.Caller;
import kz.centerpro.door.Callers;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.content.ContentDesk;
import kz.centerpro.hub.delivery.WaitingLegs;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Documents of the caller's box: one, its bytes, its signatures, receipts. */
final class DocumentDoor {

    private static final int TAG_BYTES = 12;

    private final Callers callers;
    private final DocumentStore store;
    private final DocumentFiles files;
    private final Receipts receipts;
    private final ContentDesk content;
    private final WaitingLegs waiting;
    private final JsonMapper json;

    DocumentDoor(Callers callers, DocumentStore store, DocumentFiles files, Receipts receipts, ContentDesk content,
            WaitingLegs waiting, JsonMapper json) {
        this.waiting = waiting;
        this.callers = callers;
        this.store = store;
        this.files = files;
        this.receipts = receipts;
        this.content = content;
        this.json = json;
    }

    Mono<ServerResponse> get(ServerRequest request) {
        return store.find(caller(request).box(), documentNumber(request))
                .switchIfEmpty(Mono.error(DocumentDoor::unknown))
                .flatMap(view -> facts(request, json.writeValueAsBytes(view)));
    }

    /** Who has them already is told so. */
    private static Mono<ServerResponse> facts(ServerRequest request, byte[] view) {
        String tag = "\"" + HexFormat.of().formatHex(DigestAlgorithm.SHA_256.digest(view), 0, TAG_BYTES) + "\"";
        boolean known = request.headers().header(HttpHeaders.IF_NONE_MATCH).stream()
                .anyMatch(tags -> tags.contains(tag));
        return known
                ? ServerResponse.status(HttpStatus.NOT_MODIFIED).eTag(tag).build()
                : ServerResponse.ok().eTag(tag).cacheControl(CacheControl.noCache().cachePrivate())
                        .contentType(MediaType.APPLICATION_JSON).bodyValue(view);
    }

    /** The bytes, always as an attachment (clause 4.3.7). A recipient who has them all has received the document. */
    Mono<ServerResponse> content(ServerRequest request) {
        Caller caller = caller(request);
        String number = documentNumber(request);
        return place(caller, number).filter(place -> place.size() > 0)
                .switchIfEmpty(Mono.error(() -> Refusal.of(ProblemType.NOT_FOUND,
                        "This document was registered by its digest: the hub has no content of it.")))
                .flatMap(place -> {
                    Mono<DataBuffer> received = place.direction().equals("in")
                            ? receipts.received(caller.box(), number, false).then(Mono.empty())
                            : Mono.empty();
                    Flux<DataBuffer> bytes = content.open(place.contentBox(), place.content())
                            .<DataBuffer>map(DefaultDataBufferFactory.sharedInstance::wrap).concatWith(received);
                    return ServerResponse.ok().contentType(MediaType.APPLICATION_OCTET_STREAM)
                            .contentLength(place.size())
                            .header(HttpHeaders.CONTENT_DISPOSITION, attachment(place, number))
                            .header("X-Content-Type-Options", "nosniff")
                            .header(HttpHeaders.CACHE_CONTROL, "no-store").body(BodyInserters.fromDataBuffers(bytes));
                });
    }

    private static String attachment(DocumentStore.Place place, String number) {
        String name = place.fileName() == null ? number + ".bin" : place.fileName();
        return ContentDisposition.attachment().filename(name, StandardCharsets.UTF_8).build().toString();
    }

    /** Each signature as it came, in base64, with the report of its verification; then those of the answers. */
    Mono<ServerResponse> signatures(ServerRequest request) {
        String number = documentNumber(request);
        return files.find(caller(request).box(), number).switchIfEmpty(Mono.error(DocumentDoor::unknown))
                .flatMap(found -> files.sent(found).concatWith(files.answers(found)).map(DocumentDoor::shown)
                        .collectList())
                .flatMap(signatures -> ServerResponse.ok()
                        .bodyValue(Map.of("number", number, "signatures", signatures)));
    }

    private static Map<String, Object> shown(DocumentFiles.Signature signature) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("cms", Base64.getEncoder().encodeToString(signature.cms()));
        shown.put("report", signature.report());
        if (signature.answer() != null) {
            shown.put("answer", signature.answer());
        }
        if (signature.statement() != null) {
            shown.put("statement", signature.statement());
        }
        return shown;
    }

    Mono<ServerResponse> receipt(ServerRequest request) {
        Caller caller = caller(request);
        String number = documentNumber(request);
        return request.bodyToMono(ReceiptRequest.class)
                .switchIfEmpty(Mono.error(() -> Refusal.field("kind", "Use RECEIVED or READ.")))
                .flatMap(body -> {
                    if (!List.of("RECEIVED", "READ").contains(String.valueOf(body.kind()))) {
                        return Mono.error(Refusal.field("kind", "Use RECEIVED or READ."));
                    }
                    return place(caller, number).filter(place -> place.direction().equals("in"))
                            .switchIfEmpty(Mono.error(() -> Refusal.of(ProblemType.ILLEGAL_TRANSITION,
                                    "Only a recipient gives receipts.")))
                            .flatMap(place -> receipts.received(caller.box(), number, "READ".equals(body.kind())));
                }).then(Mono.defer(() -> store.find(caller.box(), number)))
                .flatMap(view -> ServerResponse.ok().bodyValue(view));
    }

    /**
     * Takes back what waits for a recipient who has not joined: nobody has it, so nobody has to agree. Of a leg that
     * was taken back before it is no error.
     */
    Mono<ServerResponse> withdraw(ServerRequest request) {
        Caller caller = caller(request);
        String number = documentNumber(request);
        return place(caller, number).flatMap(place -> request.bodyToMono(WithdrawalRequest.class)
                .switchIfEmpty(Mono.error(() -> Refusal.of(ProblemType.MALFORMED_REQUEST, "A JSON body is needed.")))
                .map(body -> Withdrawal.of(place.direction(), body.recipient()))
                .flatMap(meant -> waiting.withdraw(caller.box(), number, meant.country(), meant.taxId())
                        .then(Mono.defer(() -> store.find(caller.box(), number))).map(meant::judged)))
                .flatMap(view -> ServerResponse.ok().bodyValue(view));
    }

    record WithdrawalRequest(SubmissionMetadata.@org.jspecify.annotations.Nullable Recipient recipient) {}

    record ReceiptRequest(@org.jspecify.annotations.Nullable String kind) {}

    private Mono<DocumentStore.Place> place(Caller caller, String number) {
        return store.place(caller.box(), number).switchIfEmpty(Mono.error(DocumentDoor::unknown));
    }

    private Caller caller(ServerRequest request) {
        Caller caller = callers.of(request);
        caller.registeredParticipant();
        return caller;
    }

    private static String documentNumber(ServerRequest request) {
        String number = request.pathVariable("number");
        if (!DocumentNumber.isValid(number)) {
            throw unknown();
        }
        return number;
    }

    /** The same answer for a number that does not exist and for a stranger's (clauses 5.2.7, 12.1). */
    private static Refusal unknown() {
        return Refusal.of(ProblemType.NOT_FOUND, "This participant has no document with this number.");
    }
}

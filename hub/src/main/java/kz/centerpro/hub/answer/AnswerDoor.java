package kz.centerpro.hub.answer;

import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import kz.centerpro.contracts.document.AnswerRequest;
import kz.centerpro.contracts.document.AnswerView;
import kz.centerpro.contracts.document.DocumentNumber;
import kz.centerpro.contracts.document.SubmissionMetadata;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.contracts.wire.HeaderNames;
import kz.centerpro.door.Caller;
import kz.centerpro.door.Callers;
import kz.centerpro.door.PathIds;
import kz.centerpro.door.TraceParent;
import kz.centerpro.hub.docflow.AnswerKind;
import kz.centerpro.hub.docflow.MetadataPolicy;
import kz.centerpro.hub.kernel.Trace;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Handlers of answers to documents. */
final class AnswerDoor {

    private final Callers callers;
    private final AnswerDesk desk;

    AnswerDoor(Callers callers, AnswerDesk desk) {
        this.callers = callers;
        this.desk = desk;
    }

    Mono<ServerResponse> countersign(ServerRequest request) {
        return answer(request, AnswerKind.SIGNATURE);
    }

    Mono<ServerResponse> reject(ServerRequest request) {
        return answer(request, AnswerKind.REJECTION);
    }

    Mono<ServerResponse> askCorrection(ServerRequest request) {
        return answer(request, AnswerKind.CORRECTION);
    }

    Mono<ServerResponse> proposeAnnulment(ServerRequest request) {
        return answer(request, AnswerKind.ANNULMENT);
    }

    Mono<ServerResponse> acceptAnnulment(ServerRequest request) {
        return answer(request, AnswerKind.ANNULMENT_ACCEPTANCE);
    }

    Mono<ServerResponse> refuseAnnulment(ServerRequest request) {
        return answer(request, AnswerKind.ANNULMENT_REFUSAL);
    }

    private Mono<ServerResponse> answer(ServerRequest request, AnswerKind kind) {
        Caller caller = callers.of(request);
        caller.registeredParticipant();
        String number = number(request);
        String key = MetadataPolicy.checkedKey(request.headers().firstHeader(HeaderNames.IDEMPOTENCY_KEY));
        UUID annulment = request.pathVariables().containsKey("id") ? id(request) : null;
        return Trace.of(request.headers().firstHeader(TraceParent.HEADER), request.bodyToMono(AnswerRequest.class)
                .switchIfEmpty(Mono.error(() -> Refusal.of(ProblemType.MALFORMED_REQUEST, "A JSON body is needed.")))
                .map(body -> new Asked(kind, AnswerPolicy.reason(kind, body.reason()),
                        AnswerPolicy.signature(kind, body.signature()), annulment, body.recipient(), key))
                .flatMap(asked -> desk.answer(caller, number, asked))).flatMap(AnswerDoor::answered);
    }

    private static Mono<ServerResponse> answered(AnswerDesk.Made made) {
        AnswerView view = made.view();
        boolean waits = view.status().equals(AnswerView.PENDING_VALIDATION);
        ServerResponse.BodyBuilder response = ServerResponse.status(waits ? 202 : made.fresh() ? 201 : 200)
                .location(URI.create("/v1/documents/" + view.number() + "/answers/" + view.id()));
        if (!made.fresh()) {
            response.header(HeaderNames.IDEMPOTENCY_REPLAYED, "true");
        }
        return response.bodyValue(view);
    }

    Mono<ServerResponse> get(ServerRequest request) {
        return desk.find(callers.of(request), number(request), id(request))
                .flatMap(view -> ServerResponse.ok().bodyValue(view));
    }

    /** The text to sign for an answer of {@code kind}. */
    Mono<ServerResponse> statement(ServerRequest request) {
        AnswerKind kind = Arrays.stream(AnswerKind.values())
                .filter(known -> known != AnswerKind.SIGNATURE && known != AnswerKind.EXPIRY)
                .filter(known -> known.name().equals(request.queryParam("kind").orElse(""))).findFirst()
                .orElseThrow(() -> Refusal.field("kind",
                        "Use REJECTION, CORRECTION, ANNULMENT, ANNULMENT_ACCEPTANCE or ANNULMENT_REFUSAL."));
        boolean answersProposal = kind == AnswerKind.ANNULMENT_ACCEPTANCE || kind == AnswerKind.ANNULMENT_REFUSAL;
        UUID annulment = request.queryParam("annulment").flatMap(AnswerDoor::uuid).orElse(null);
        if (answersProposal != (annulment != null)) {
            throw Refusal.field("annulment", "Give the id of the proposal that is answered, and only then.");
        }
        SubmissionMetadata.Recipient recipient = request.queryParam("taxId")
                .map(taxId -> new SubmissionMetadata.Recipient(request.queryParam("country").orElse(null), taxId))
                .orElse(null);
        Asked asked = new Asked(kind, AnswerPolicy.reason(kind, request.queryParam("reason").orElse(null)), null,
                annulment, recipient, null);
        return desk.statement(callers.of(request), number(request), asked).flatMap(
                statement -> ServerResponse.ok().header(HttpHeaders.CACHE_CONTROL, "no-store").bodyValue(statement));
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    private static UUID id(ServerRequest request) {
        return PathIds.of(request, "id", () -> Refusal.of(ProblemType.NOT_FOUND, "There is no such answer."));
    }

    private static String number(ServerRequest request) {
        String number = request.pathVariable("number");
        if (!DocumentNumber.isValid(number)) {
            throw Refusal.of(ProblemType.NOT_FOUND, "This participant has no document with this number.");
        }
        return number;
    }
}

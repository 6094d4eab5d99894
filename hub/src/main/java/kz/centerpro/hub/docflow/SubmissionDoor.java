package kz.centerpro.hub.docflow;

import java.net.URI;
import java.util.UUID;
import kz.centerpro.contracts.document.SubmissionAnswer;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.contracts.wire.HeaderNames;
import kz.centerpro.door.Bodies;
import kz.centerpro.door.Caller;
import kz.centerpro.door.Callers;
import kz.centerpro.door.PathIds;
import kz.centerpro.door.TraceParent;
import kz.centerpro.hub.kernel.Admission;
import kz.centerpro.hub.kernel.Trace;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** {@code POST /v1/documents} and what became of it. */
final class SubmissionDoor {

    private final Callers callers;
    private final SenderLimits limits;
    private final Admission admission;
    private final SubmissionReader reader;
    private final DocumentFlow flow;
    private final Parking parking;

    SubmissionDoor(Callers callers, SenderLimits limits, Admission admission, SubmissionReader reader,
            DocumentFlow flow, Parking parking) {
        this.admission = admission;
        this.callers = callers;
        this.limits = limits;
        this.reader = reader;
        this.flow = flow;
        this.parking = parking;
    }

    Mono<ServerResponse> submit(ServerRequest request) {
        Caller caller = callers.of(request);
        caller.registeredParticipant();
        String key = MetadataPolicy.checkedKey(request.headers().firstHeader(HeaderNames.IDEMPOTENCY_KEY));
        if (!Bodies.isMultipart(request)) {
            throw Refusal.of(ProblemType.UNSUPPORTED_MEDIA_TYPE,
                    "Send multipart/form-data with the parts metadata, signature and content.");
        }
        limits.take(caller, request.exchange().getResponse().getHeaders()::add);
        SubmissionReader.Parts parts = reader.new Parts(caller.box());
        return Trace.of(request.headers().firstHeader(TraceParent.HEADER),
                admission.admit(caller.box(), Bodies.multipart(request, parts::open)
                        .then(Mono.defer(() -> parts.arrival(key)))
                        .flatMap(arrival -> flow.submit(caller, arrival))))
                .flatMap(SubmissionDoor::answered);
    }

    Mono<ServerResponse> status(ServerRequest request) {
        Caller caller = callers.of(request);
        caller.registeredParticipant();
        return parking.known(caller.box(), submissionId(request))
                .flatMap(known -> ServerResponse.ok().bodyValue(known.answer()));
    }

    private static UUID submissionId(ServerRequest request) {
        return PathIds.of(request, "id",
                () -> Refusal.of(ProblemType.NOT_FOUND, "This participant has no submission with this id."));
    }

    /** 201 for what this submission registered, 202 for what waits, 200 for what was answered before. */
    static int status(DocumentFlow.Answered answered) {
        return switch (answered.answer().status()) {
            case SubmissionAnswer.REGISTERED -> answered.fresh() ? 201 : 200;
            case SubmissionAnswer.PENDING_VALIDATION -> 202;
            default -> 200;
        };
    }

    private static Mono<ServerResponse> answered(DocumentFlow.Answered answered) {
        SubmissionAnswer answer = answered.answer();
        ServerResponse.BodyBuilder response = ServerResponse.status(status(answered));
        switch (answer.status()) {
            case SubmissionAnswer.REGISTERED -> response.location(URI.create("/v1/documents/" + answer.number()));
            case SubmissionAnswer.PENDING_VALIDATION ->
                response.location(URI.create("/v1/submissions/" + answer.submissionId()));
            default -> {
            }
        }
        if (!answered.fresh()) {
            response.header(HeaderNames.IDEMPOTENCY_REPLAYED, "true");
        }
        return response.bodyValue(answer);
    }
}

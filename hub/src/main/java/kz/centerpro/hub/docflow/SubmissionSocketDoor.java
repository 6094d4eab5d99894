package kz.centerpro.hub.docflow;

import java.util.concurrent.atomic.AtomicLong;
import kz.centerpro.contracts.document.BatchAnswer;
import kz.centerpro.contracts.document.SubmissionAnswer;
import kz.centerpro.contracts.wire.RSocketRoutes;
import kz.centerpro.door.BodyLine;
import kz.centerpro.door.Caller;
import kz.centerpro.door.rsocket.Call;
import kz.centerpro.door.rsocket.RSocketRoute;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Submissions over RSocket, with the limits, keys and problems of {@code POST /v1/documents} and
 * {@code POST /v1/documents:batch}. A payload is a line of a batch; larger documents go over HTTP, which streams them.
 */
final class SubmissionSocketDoor {

    private static final String LANGUAGE = "en"; // a frame has no Accept-Language

    private final IntakeGate gate;
    private final BatchDoor batches;
    private final JsonMapper json;

    SubmissionSocketDoor(IntakeGate gate, BatchDoor batches, JsonMapper json) {
        this.gate = gate;
        this.batches = batches;
        this.json = json;
    }

    /** {@code documents.submit}. */
    RSocketRoute submit() {
        return RSocketRoute.response(RSocketRoutes.DOCUMENTS_SUBMIT, this::submitted);
    }

    /** {@code documents.batch}. */
    RSocketRoute batch() {
        return RSocketRoute.channel(RSocketRoutes.DOCUMENTS_BATCH, this::answers);
    }

    private Mono<byte[]> submitted(Call call) {
        Caller caller = call.caller();
        caller.registeredParticipant();
        gate.limits().take(caller, (_, _) -> {
        });
        return gate.submissions().admit(caller.box(), batches.submitted(caller, line(1, call.data())))
                .map(answered -> json.writeValueAsBytes(answer(answered)));
    }

    private Flux<byte[]> answers(Call call, Flux<byte[]> items) {
        Caller caller = call.caller();
        caller.registeredParticipant();
        AtomicLong count = new AtomicLong();
        Flux<BodyLine> lines = items.map(item -> line(count.incrementAndGet(), item)).filter(line -> !isBlank(line));
        return batches.answers(caller, lines, LANGUAGE).map(json::writeValueAsBytes);
    }

    private static BodyLine line(long number, byte[] data) {
        return new BodyLine(number, data.length > BatchDoor.LINE_BYTES_MAX ? null : data);
    }

    private static boolean isBlank(BodyLine line) {
        byte[] bytes = line.bytes();
        return bytes != null && bytes.length == 0;
    }

    private static BatchAnswer answer(DocumentFlow.Answered answered) {
        SubmissionAnswer answer = answered.answer();
        return new BatchAnswer(null, SubmissionDoor.status(answered), answer.externalId(), answer, null, null);
    }
}

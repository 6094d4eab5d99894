package kz.centerpro.hub.docflow;

import kz.centerpro.contracts.document.BatchAnswer;
import kz.centerpro.contracts.document.BatchLine;
import kz.centerpro.contracts.document.SubmissionMetadata;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.Bodies;
import kz.centerpro.door.BodyLine;
import kz.centerpro.door.Caller;
import kz.centerpro.door.Callers;
import kz.centerpro.door.Problems;
import kz.centerpro.door.TraceParent;
import kz.centerpro.hub.kernel.Admission;
import kz.centerpro.hub.kernel.Bulkhead;
import kz.centerpro.hub.kernel.Trace;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code POST /v1/documents:batch}: NDJSON in, NDJSON out. Every line is a submission of its own; answers come in the
 * order of completion while later lines are still being read, a summary comes last. Memory is bounded by
 * {@link #LINES_AT_ONCE} lines of {@link #LINE_BYTES_MAX} bytes, and by the answers that a client does not read while
 * it writes.
 */
final class BatchDoor {

    static final int LINE_BYTES_MAX = 512 * 1024;
    static final int LINES_MAX = 10_000;
    private static final int LINES_AT_ONCE = 64;
    /** Lines beyond the last one taken that are still passed over, so that the client hears its answers. */
    private static final int LINES_PASSED_OVER = 10_000;

    private final Callers callers;
    private final SenderLimits limits;
    private final Admission admission;
    private final SubmissionReader reader;
    private final DocumentFlow flow;
    private final Bulkhead work;
    private final JsonMapper json;

    BatchDoor(Callers callers, SenderLimits limits, Admission admission, SubmissionReader reader, DocumentFlow flow,
            Bulkhead work,
            JsonMapper json) {
        this.callers = callers;
        this.limits = limits;
        this.admission = admission;
        this.reader = reader;
        this.flow = flow;
        this.work = work;
        this.json = json;
    }

    Mono<ServerResponse> submit(ServerRequest request) {
        Caller caller = callers.of(request);
        caller.registeredParticipant();
        limits.requireOpen();
        if (!request.headers().contentType().filter(BatchDoor::isLines).isPresent()) {
            throw Refusal.of(ProblemType.UNSUPPORTED_MEDIA_TYPE,
                    "Send application/x-ndjson: one JSON object a line, with metadata, signature and content.");
        }
        String asked = request.headers().firstHeader(HttpHeaders.ACCEPT_LANGUAGE);
        Batch batch = new Batch(caller, asked == null ? "en" : asked,
                request.headers().firstHeader(TraceParent.HEADER));
        Flux<BatchAnswer> answers = batch.answers(Bodies.lines(request, LINE_BYTES_MAX))
                // A client may write the whole batch before it reads; waiting for it here would stop the reading.
                .onBackpressureBuffer(LINES_MAX).concatWith(Mono.fromSupplier(batch::summary));
        return ServerResponse.ok().contentType(MediaType.APPLICATION_NDJSON)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(admission.admit(caller.box(), answers), BatchAnswer.class);
    }

    /**
     * The same batch at a door whose client takes its answers while it sends: lines are asked for only as far as
     * answers are taken.
     */
    Flux<BatchAnswer> answers(Caller caller, Flux<BodyLine> lines, String language) {
        limits.requireOpen();
        Batch batch = new Batch(caller, language, null);
        return admission.admit(caller.box(),
                batch.answers(lines).concatWith(Mono.fromSupplier(batch::summary)));
    }

    /** One line as a submission by itself; a refusal is an error. */
    Mono<DocumentFlow.Answered> submitted(Caller caller, BodyLine line) {
        return work.run(() -> parsed(line)).flatMap(parsed -> reader.arrival(caller.box(), parsed))
                .flatMap(arrival -> flow.submit(caller, arrival));
    }

    private static boolean isLines(MediaType type) {
        return MediaType.APPLICATION_NDJSON.isCompatibleWith(type)
                || type.getSubtype().equals("ndjson") || type.getSubtype().equals("jsonl");
    }

    /** One request; its counters are written by one thread at a time. */
    private final class Batch {

        private final Caller caller;
        private final String language;
        private final @Nullable String trace;
        private final long[] counts = new long[5];
        private boolean complete = true;

        Batch(Caller caller, String language, @Nullable String trace) {
            this.trace = trace;
            this.caller = caller;
            this.language = language;
        }

        Flux<BatchAnswer> answers(Flux<BodyLine> lines) {
            return lines.takeWhile(line -> line.number() <= LINES_MAX + LINES_PASSED_OVER).filter(this::takes)
                    .flatMap(this::answered, LINES_AT_ONCE, 1).doOnNext(this::count);
        }

        boolean takes(BodyLine line) {
            complete &= line.number() <= LINES_MAX;
            return line.number() <= LINES_MAX;
        }

        Mono<BatchAnswer> answered(BodyLine line) {
            return limits.turn(caller).then(work.run(() -> parsed(line)))
                    .flatMap(parsed -> submitted(line.number(), parsed))
                    .onErrorResume(error -> Mono.just(problem(line.number(), null, error)));
        }

        private Mono<BatchAnswer> submitted(long number, BatchLine line) {
            SubmissionMetadata metadata = line.metadata();
            return reader.arrival(caller.box(), line)
                    .flatMap(arrival -> Trace.of(trace, flow.submit(caller, arrival)))
                    .map(answered -> BatchAnswer.of(number, SubmissionDoor.status(answered), answered.answer()))
                    .onErrorResume(error -> Mono.just(
                            problem(number, metadata == null ? null : metadata.externalId(), error)));
        }

        private BatchAnswer problem(long number, @Nullable String externalId, Throwable error) {
            return BatchAnswer.of(number, externalId, Problems.body(Problems.refusal(error), language));
        }

        void count(BatchAnswer answer) {
            Integer status = answer.status();
            counts[switch (status == null ? 0 : status) {
                case 201 -> 0;
                case 200 -> 1;
                case 202 -> 2;
                case 429, 500, 502, 503, 504 -> 4;
                default -> 3;
            }]++;
        }

        BatchAnswer summary() {
            long lines = counts[0] + counts[1] + counts[2] + counts[3] + counts[4];
            return BatchAnswer.of(new BatchAnswer.Summary(lines, counts[0], counts[1], counts[2], counts[3], counts[4],
                    complete));
        }
    }

    private BatchLine parsed(BodyLine line) {
        byte[] bytes = line.bytes();
        if (bytes == null) {
            throw Refusal.of(ProblemType.TOO_LARGE, "A line has at most " + LINE_BYTES_MAX
                    + " bytes: send this document with POST /v1/documents.");
        }
        try {
            return json.readValue(bytes, BatchLine.class);
        } catch (JacksonException broken) {
            throw Refusal.of(ProblemType.MALFORMED_REQUEST,
                    "The line is not the JSON that is expected here: " + broken.getOriginalMessage());
        }
    }
}

package kz.centerpro.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import kz.centerpro.contracts.document.BatchLine;
import kz.centerpro.contracts.document.SubmissionAnswer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The lines of a batch over as many requests as it takes. Its signals come one after the other. */
final class Batch {

    private final JsonMapper json = JsonMapper.shared();
    private final List<BatchLine> lines;
    private final BitSet done = new BitSet();
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private List<Integer> asked = List.of();
    private @Nullable HubProblem passing;

    Batch(List<BatchLine> lines) {
        this.lines = lines.stream().map(Batch::keyed).toList();
    }

    private static BatchLine keyed(BatchLine line) {
        boolean known = line.idempotencyKey() != null
                || (line.metadata() != null && line.metadata().externalId() != null);
        return known
                ? line
                : new BatchLine(line.metadata(), line.signature(), line.content(), Submission.freshKey());
    }

    /** The body of one more request: the lines that have no answer yet. */
    Publisher<ByteBuf> open() {
        begun.reset();
        passing = null;
        List<Integer> open = new ArrayList<>();
        for (int i = done.nextClearBit(0); i < lines.size(); i = done.nextClearBit(i + 1)) {
            open.add(i);
        }
        asked = open;
        return Flux.fromIterable(open).map(i -> Unpooled.wrappedBuffer(json.writeValueAsBytes(lines.get(i)),
                new byte[]{'\n'}));
    }

    /** The replies that these bytes complete. */
    List<BatchReply> read(byte[] bytes) {
        List<BatchReply> replies = new ArrayList<>();
        for (byte each : bytes) {
            if (each != '\n') {
                begun.write(each);
                continue;
            }
            BatchReply reply = reply(json.readTree(begun.toString(StandardCharsets.UTF_8)));
            begun.reset();
            if (reply != null) {
                replies.add(reply);
            }
        }
        return replies;
    }

    /** Null for the summary, and for what has to be sent again. */
    private @Nullable BatchReply reply(JsonNode said) {
        int line = said.path("line").asInt(0);
        if (line < 1 || line > asked.size()) {
            return null;
        }
        int index = asked.get(line - 1);
        int status = said.path("status").asInt(500);
        HubProblem problem = said.path("problem").isObject()
                ? HubProblem.of(status, said.path("problem").toString(), null)
                : null;
        if (problem != null && (problem.isPassing() || status == 500)) {
            passing = problem;
            return null;
        }
        done.set(index);
        return new BatchReply(index, status,
                problem == null ? json.treeToValue(said.path("answer"), SubmissionAnswer.class) : null, problem);
    }

    /** Nothing when every line is done, else what makes the rest be sent again. */
    Mono<BatchReply> rest() {
        if (done.cardinality() == lines.size()) {
            return Mono.empty();
        }
        HubProblem told = passing;
        return Mono.error(told != null ? told : new IOException("the answer ended before its summary"));
    }
}

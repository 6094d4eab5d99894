package kz.centerpro.contracts.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import kz.centerpro.contracts.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * One line of the answer to a batch, in the order of completion; {@code summary} alone on the last. A batch without a
 * summary was cut off: send all of it again.
 *
 * @param line
 *            of the request, from 1
 * @param status
 *            what {@code POST /v1/documents} would have answered
 * @param answer
 *            for 200, 201 and 202
 * @param problem
 *            for all else
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BatchAnswer(@Nullable Long line, @Nullable Integer status, @Nullable String externalId,
        @Nullable SubmissionAnswer answer, @Nullable Problem problem, @Nullable Summary summary) {

    /**
     * How many lines were answered, and how.
     *
     * @param registered
     *            201: new documents
     * @param repeated
     *            200: answered before
     * @param pending
     *            202: kept until evidence can be had
     * @param refused
     *            4xx: change the line before it is sent again
     * @param failed
     *            429 and 5xx: send the line again
     * @param complete
     *            false when the batch had more lines than are taken at once; the rest was not read
     */
    public record Summary(long lines, long registered, long repeated, long pending, long refused, long failed,
            boolean complete) {}

    public static BatchAnswer of(long line, int status, SubmissionAnswer answer) {
        return new BatchAnswer(line, status, answer.externalId(), answer, null, null);
    }

    public static BatchAnswer of(long line, @Nullable String externalId, Problem problem) {
        return new BatchAnswer(line, problem.status(), externalId, null, problem, null);
    }

    public static BatchAnswer of(Summary summary) {
        return new BatchAnswer(null, null, null, null, null, summary);
    }
}

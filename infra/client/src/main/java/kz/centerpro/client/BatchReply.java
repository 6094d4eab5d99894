package kz.centerpro.client;

import kz.centerpro.contracts.document.SubmissionAnswer;
import org.jspecify.annotations.Nullable;

/**
 * What became of one line of a batch.
 *
 * @param index
 *            of the line, from 0
 * @param status
 *            what {@code POST /v1/documents} would have answered
 * @param answer
 *            for 200, 201 and 202
 * @param problem
 *            for what has to be changed before it is sent again
 */
public record BatchReply(int index, int status, @Nullable SubmissionAnswer answer, @Nullable HubProblem problem) {}

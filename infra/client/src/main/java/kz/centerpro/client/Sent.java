package kz.centerpro.client;

import kz.centerpro.contracts.document.SubmissionAnswer;

/**
 * What a document was answered.
 *
 * @param repeated
 *            the hub had answered it before: this is that answer
 */
public record Sent(SubmissionAnswer answer, boolean repeated) {}

/**
 * Purpose: answers to documents: countersignature, rejection, correction request, annulment by agreement, deadlines.
 * Invariants: every step of a leg is decided in the recipient's row, whoever makes it, so both sides come to the same
 * state; no step that {@link kz.centerpro.hub.docflow.LegLife} does not allow; a signed answer is verified as a
 * submission is; state, answer, event and outbox row are one transaction; bringing an answer twice changes nothing;
 * usage is not touched. Concurrency: of two steps at once one is made and the other is judged again. Lifecycle:
 * AnswerLoop examines waiting answers again and ends what is past its deadline. Imports: docflow, participant,
 * agreement, signature, certificate, trust, content, delivery, kernel, eventlog, door.
 */
@NullMarked
package kz.centerpro.hub.answer;

import org.jspecify.annotations.NullMarked;

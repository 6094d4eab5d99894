package kz.centerpro.contracts.billing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An act on its way to ИС ЭСФ, as staff sees it (clause 6.9).
 *
 * @param number
 *            of the act
 * @param state
 *            WAITING, UPLOADED, CONFIRMED, DECLINED, REVOKED or CANCELLED
 * @param task
 *            what is done next: UPLOAD, STATUS or REVOKE; absent when nothing is
 * @param nextAt
 *            when
 * @param attempts
 *            of the task that failed
 * @param deadAt
 *            since when nothing is tried any more
 * @param status
 *            as ИС ЭСФ says it
 * @param actState
 *            of the act here
 * @param differs
 *            the answer there is not the answer here
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EsfView(String number, String state, @Nullable String task, @Nullable String nextAt, int attempts,
        @Nullable String failure, @Nullable String deadAt, @Nullable String esfId, @Nullable String registrationNumber,
        @Nullable String status, @Nullable String reason, String changedAt, String actState, boolean differs) {

    /** How many wait, are given up, and differ from the act. */
    public record Counts(long waiting, long dead, long differing) {}

    /**
     * {@code GET /v1/admin/esf}: the newest act first.
     *
     * @param next
     *            give it as {@code below} for the next page; absent on the last
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Page(List<EsfView> items, Counts counts, @Nullable String next) {}
}

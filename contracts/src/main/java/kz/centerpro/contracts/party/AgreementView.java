package kz.centerpro.contracts.party;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A participant's agreement: in force from the acceptance of the offer, for an unlimited time (clause 13.7).
 *
 * @param status
 *            ACTIVE; TERMINATING while a notice runs; TERMINATED
 * @param validFrom
 *            instant of the first acceptance
 * @param validTo
 *            the first day without it, once there is one; null is for ever
 * @param today
 *            the day it is in Asia/Almaty
 * @param earliestOn
 *            the first day that a notice given now may name: the operator's by clause 13.2, ten calendar days from
 *            today; the participant's own, today
 * @param notices
 *            the newest first, those taken back too
 */
public record AgreementView(String status, String validFrom,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String validTo, String today, String earliestOn,
        List<TerminationView> notices) {

    public static final String ACTIVE = "ACTIVE";
    public static final String TERMINATING = "TERMINATING";
    public static final String TERMINATED = "TERMINATED";
}

package kz.centerpro.hub.termination;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import kz.centerpro.contracts.party.ParticipantKind;
import kz.centerpro.contracts.party.SignatureRegime;
import kz.centerpro.contracts.party.SignerRole;
import kz.centerpro.contracts.party.TerminationRequest;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.hub.participant.CertificateHolder;
import kz.centerpro.hub.participant.Participant;
import kz.centerpro.hub.restriction.Restrictions;
import org.jspecify.annotations.Nullable;

/** From which day an agreement may end, on what ground, and who may say so. Pure. */
final class TerminationPolicy {

    /** Days of the agreement are days of the Republic. */
    static final ZoneId LEGAL = ZoneId.of("Asia/Almaty");
    /** Calendar days between the operator's notice and its effect (clause 13.2). */
    static final int NOTICE_DAYS = 10;
    /** Nobody needs a notice for later, and a mistyped year would never come. */
    static final int FAR_DAYS = 366;

    private TerminationPolicy() {}

    /** As it will be kept. */
    record Notice(Ground ground, @Nullable String clause, @Nullable String reason, LocalDate effectiveOn) {

        /** The beginning of its day; of today, now. */
        Instant effectiveAt(Instant now) {
            Instant begins = effectiveOn.atStartOfDay(LEGAL).toInstant();
            return begins.isBefore(now) ? now : begins;
        }
    }

    static LocalDate today(Instant now) {
        return LocalDate.ofInstant(now, LEGAL);
    }

    /** The first day that a notice by clause 13.2 may name. */
    static LocalDate earliest(Instant now) {
        return today(now).plusDays(NOTICE_DAYS);
    }

    static Notice byOperator(TerminationRequest typed, Instant now) {
        String reason = Restrictions.reason(typed.reason());
        return switch (typed.ground() == null ? "" : typed.ground()) {
            case "NOTICE" -> {
                noClause(typed.clause());
                LocalDate day = day(typed.effectiveOn(), now);
                if (day.isBefore(earliest(now))) {
                    throw tooEarly(earliest(now), "Between a notice and its effect lie " + NOTICE_DAYS
                            + " calendar days (clause 13.2)");
                }
                yield new Notice(Ground.NOTICE, null, reason, day);
            }
            case "ANTI_CORRUPTION" -> {
                noClause(typed.clause());
                yield new Notice(Ground.ANTI_CORRUPTION, null, reason, day(typed.effectiveOn(), now));
            }
            case "BREACH" -> {
                String clause = typed.clause() == null ? "" : typed.clause().strip();
                if (!Restrictions.allowsSilence(clause)) {
                    throw Refusal.field("clause", "Only breaches of 4.3.6 to 4.3.10 and of 5.2.7 end an agreement at"
                            + " once (clause 5.3.8): give notice by clause 13.2 instead.");
                }
                if (typed.effectiveOn() != null && !typed.effectiveOn().equals(today(now).toString())) {
                    throw Refusal.field("effectiveOn", "This ground takes effect at once: leave the day out.");
                }
                yield new Notice(Ground.BREACH, clause, reason, today(now));
            }
            default -> throw Refusal.field("ground", "Use NOTICE, BREACH or ANTI_CORRUPTION.");
        };
    }

    /** The participant's own: today or later. */
    static Notice byClient(@Nullable String ground, @Nullable String effectiveOn, Instant now) {
        Ground named = switch (ground == null ? "OWN_WISH" : ground) {
            case "OWN_WISH" -> Ground.OWN_WISH;
            case "ANTI_CORRUPTION" -> Ground.ANTI_CORRUPTION;
            default -> throw Refusal.field("ground", "Use OWN_WISH or ANTI_CORRUPTION.");
        };
        return new Notice(named, null, null, day(effectiveOn, now));
    }

    /** Only the head binds a resident legal entity (clause 1.5), as with the acceptance of the offer. */
    static void requireHead(Participant participant, CertificateHolder signer) {
        if (participant.kind() == ParticipantKind.LEGAL_ENTITY && participant.regime() == SignatureRegime.EDS
                && signer.role() != SignerRole.FIRST_HEAD) {
            throw Refusal.of(ProblemType.FIRST_HEAD_REQUIRED,
                    "A legal entity leaves, or stays after all, by its first head (clause 1.5).")
                    .with("signerRole", signer.role().name());
        }
    }

    private static void noClause(@Nullable String clause) {
        if (clause != null && !clause.isBlank()) {
            throw Refusal.field("clause", "Only the ground BREACH names a clause.");
        }
    }

    private static LocalDate day(@Nullable String typed, Instant now) {
        LocalDate day;
        try {
            day = LocalDate.parse(typed == null ? "" : typed.strip());
        } catch (DateTimeException _) {
            throw Refusal.field("effectiveOn", "Give the first day without the agreement as YYYY-MM-DD.");
        }
        LocalDate today = today(now);
        if (day.isBefore(today)) {
            throw tooEarly(today, "That day is over in Almaty");
        }
        if (day.isAfter(today.plusDays(FAR_DAYS))) {
            throw Refusal.field("effectiveOn", "Give a day within a year, until " + today.plusDays(FAR_DAYS) + ".");
        }
        return day;
    }

    private static Refusal tooEarly(LocalDate earliest, String why) {
        return Refusal.field("effectiveOn", why + ": give " + earliest + " or later.").with("earliestOn",
                earliest.toString());
    }
}

package kz.centerpro.hub.restriction;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kz.centerpro.contracts.party.RestrictionRequest;
import kz.centerpro.contracts.party.RestrictionView;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import org.jspecify.annotations.Nullable;

/** Which clauses allow what, and what who is restricted is told. Pure. */
final class RestrictionPolicy {

    /** Breaches for which access may be taken without a word (clause 5.3.8, reading A17). */
    static final Set<String> SILENT = Set.of("4.3.6", "4.3.7", "4.3.8", "4.3.9", "4.3.10", "5.2.7");
    /** The duties of a client: sections 4.2, 4.3 and 5.2. */
    static final Set<String> DUTIES = Stream.of(Stream.of("4.2"),
            IntStream.rangeClosed(1, 12).mapToObj(n -> "4.3." + n),
            IntStream.rangeClosed(1, 8).mapToObj(n -> "5.2." + n))
            .flatMap(clauses -> clauses).collect(Collectors.toUnmodifiableSet());

    private static final int REASON_MAX = 1000;

    private RestrictionPolicy() {}

    /** As it will be kept. */
    record Checked(String scope, String kind, String clause, String reason) {}

    static Checked checked(RestrictionRequest typed) {
        String kind = typed.kind() == null ? "" : typed.kind();
        String clause = typed.clause() == null ? "" : typed.clause().strip();
        if (!kind.equals(RestrictionView.SUSPENDED) && !kind.equals(RestrictionView.BLOCKED)) {
            throw Refusal.field("kind", "Use SUSPENDED or BLOCKED.");
        }
        String scope = typed.scope() == null ? RestrictionView.ALL : typed.scope();
        boolean product = scope.equals(RestrictionView.EXCHANGE);
        if (!product && !scope.equals(RestrictionView.ALL)) {
            throw Refusal.field("scope", "Use ALL or EXCHANGE.");
        }
        if (product && !kind.equals(RestrictionView.SUSPENDED)) {
            throw Refusal.field("kind", "A product is SUSPENDED (clause 5.3.7); what is BLOCKED is the whole access.");
        }
        if (product && typed.signatory() != null && !typed.signatory().isBlank()) {
            throw Refusal.field("signatory", "A product is suspended for everybody who acts for the participant.");
        }
        if (!DUTIES.contains(clause)) {
            throw Refusal.field("clause", "Name the breached clause: 4.2, 4.3.1 to 4.3.12 or 5.2.1 to 5.2.8.");
        }
        if (kind.equals(RestrictionView.BLOCKED) && !SILENT.contains(clause)) {
            throw Refusal.field("clause", "Only breaches of 4.3.6 to 4.3.10 and of 5.2.7 allow a block without a word"
                    + " (clause 5.3.8): suspend instead.");
        }
        return new Checked(scope, kind, clause, reason(typed.reason()));
    }

    static String reason(@Nullable String typed) {
        String reason = typed == null ? "" : typed.strip();
        if (reason.isEmpty() || reason.length() > REASON_MAX
                || reason.chars().anyMatch(c -> (c < 0x20 && c != '\n') || c == 0x7f)) {
            throw Refusal.field("reason", "Say why in 1 to " + REASON_MAX + " characters.");
        }
        return reason;
    }

    /** What is told of a suspension, and what is not of a block. */
    static Refusal refusal(Restriction open) {
        if (!open.isTold()) {
            return Refusal.of(ProblemType.ACCESS_BLOCKED, "The operator has closed this access (clause 5.3.8).");
        }
        if (!open.isOfAccess()) {
            return Refusal
                    .of(ProblemType.PRODUCT_SUSPENDED, "The operator has suspended sending for a breach of clause "
                            + open.clause() + " (clause 5.3.7): " + open.reason()
                            + ". Reading, evidence and paying go on. Write"
                            + " to the operator's support to have it opened.")
                    .with("clause", open.clause()).with("reason", open.reason()).with("product", open.scope());
        }
        return Refusal.of(ProblemType.ACCESS_SUSPENDED, "The operator has suspended this access for a breach of clause "
                + open.clause() + " (clause 5.3.7): " + open.reason() + ". Write to the operator's support to have it"
                + " restored.").with("clause", open.clause()).with("reason", open.reason());
    }
}

package kz.centerpro.hub.answer;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kz.centerpro.contracts.document.AnswerView;
import kz.centerpro.contracts.document.SubmissionMetadata;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.hub.docflow.AnswerKind;
import kz.centerpro.hub.docflow.LegLife;
import kz.centerpro.hub.docflow.LegState;
import org.jspecify.annotations.Nullable;

/** What an answer may say and when it may come. Pure. */
final class AnswerPolicy {

    /** Countersignatures and proposals between two parties about one document. */
    static final int STEPS_MAX = 100;
    private static final int REASON_MAX = 2000;
    private static final Set<AnswerKind> WITH_REASON = Set.of(AnswerKind.REJECTION, AnswerKind.CORRECTION,
            AnswerKind.ANNULMENT);
    /** What the deadline is for. */
    private static final Set<AnswerKind> IN_TIME = Set.of(AnswerKind.SIGNATURE, AnswerKind.REJECTION,
            AnswerKind.CORRECTION);
    private static final Pattern PEM = Pattern.compile("-----BEGIN [A-Z0-9# ]+-----([^-]+)-----END [A-Z0-9# ]+-----");

    private AnswerPolicy() {}

    /** The reason of a kind that has one; a refusal when it is missing, too long or not one line of text. */
    static @Nullable String reason(AnswerKind kind, @Nullable String reason) {
        if (!WITH_REASON.contains(kind)) {
            if (reason != null) {
                throw Refusal.field("reason", "This answer has no reason.");
            }
            return null;
        }
        String text = reason == null ? "" : reason.strip();
        if (text.isEmpty() || text.length() > REASON_MAX) {
            throw Refusal.field("reason", "Give the reason in 1 to " + REASON_MAX + " characters.");
        }
        if (text.chars().anyMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029)) {
            throw Refusal.field("reason", "Control characters are not allowed.");
        }
        return text;
    }

    /** The bytes of a signature in base64 (either alphabet) or PEM; null when there is none and none is needed. */
    static byte @Nullable [] signature(AnswerKind kind, @Nullable String text) {
        if (text == null) {
            if (kind == AnswerKind.CORRECTION) {
                return null;
            }
            throw Refusal.of(ProblemType.SIGNATURE_REQUIRED, "This answer is signed: send signature in base64.");
        }
        Matcher pem = PEM.matcher(text);
        String body = pem.find() ? pem.group(1) : text;
        String base64 = body.replaceAll("\\s", "").replace('-', '+').replace('_', '/');
        try {
            byte[] signature = Base64.getDecoder().decode(base64);
            if (signature.length > 0) {
                return signature;
            }
        } catch (IllegalArgumentException notBase64) {
            throw malformed();
        }
        throw malformed();
    }

    private static Refusal malformed() {
        return Refusal.of(ProblemType.SIGNATURE_MALFORMED, "Send the signature in base64 or PEM.").with("field",
                "signature");
    }

    /** The leg after this answer; 409 with its state and what is possible instead, when it cannot come now. */
    static LegLife after(Attempt attempt) {
        Scene scene = attempt.scene();
        AnswerKind kind = attempt.asked().kind();
        LegLife after = scene.life().after(kind.move(), attempt.side()).orElseThrow(() -> illegal(attempt,
                "This cannot be answered now."));
        if (scene.step() >= STEPS_MAX) {
            throw illegal(attempt, "There are " + STEPS_MAX + " answers to this document already.");
        }
        if (IN_TIME.contains(kind) && isLate(scene, attempt.at()) && !hasSigned(scene)) {
            throw illegal(attempt, "The time for an answer is over.");
        }
        AnswerView proposal = scene.last();
        if (attempt.asked().annulment() != null
                && (proposal == null || !proposal.id().equals(attempt.asked().annulment().toString()))) {
            throw Refusal.of(ProblemType.NOT_FOUND, "No such annulment is proposed.");
        }
        return after;
    }

    private static boolean hasSigned(Scene scene) {
        return scene.life().state() == LegState.SIGNED;
    }

    private static boolean isLate(Scene scene, Instant at) {
        SubmissionMetadata.Response response = scene.meta().response();
        String deadline = response == null ? null : response.deadline();
        return deadline != null && WireTime.parse(deadline).filter(last -> last.isBefore(at)).isPresent();
    }

    static Refusal illegal(Attempt attempt, String why) {
        return illegal(attempt.scene().life(), attempt.side(), why);
    }

    static Refusal illegal(LegLife life, LegLife.Side side, String why) {
        List<String> possible = AnswerKind.possible(life, side);
        return Refusal.of(ProblemType.ILLEGAL_TRANSITION,
                why + " The state is " + life.state() + "; possible for you: "
                        + (possible.isEmpty() ? "nothing" : String.join(", ", possible)) + ".")
                .with("state", life.state().name()).with("possible", possible);
    }

    /** Hex; equal for the same answer, whatever its signature's bytes are. */
    static String fingerprint(Attempt attempt) {
        Asked asked = attempt.asked();
        String said = String.join("\u0000", attempt.scene().number(), asked.kind().name(), attempt.side().name(),
                String.valueOf(attempt.scene().recipientBox()), String.valueOf(asked.annulment()),
                String.valueOf(asked.reason()));
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(said.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every JDK has SHA-256", absent);
        }
    }
}

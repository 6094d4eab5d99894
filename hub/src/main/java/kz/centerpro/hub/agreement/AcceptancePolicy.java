package kz.centerpro.hub.agreement;

import java.util.Set;
import kz.centerpro.contracts.party.AcceptanceRequest;
import kz.centerpro.contracts.party.ParticipantKind;
import kz.centerpro.contracts.party.SignatureRegime;
import kz.centerpro.contracts.party.SignerRole;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.hub.participant.CertificateHolder;
import kz.centerpro.hub.participant.Participant;
import org.jspecify.annotations.Nullable;

/** What an acceptance must satisfy: pure questions, each with its refusal. */
final class AcceptancePolicy {

    private static final Set<String> LANGUAGES = Set.of("kk", "ru");

    private AcceptancePolicy() {}

    /** A request with every field present. */
    record Asked(String statement, String signature, int offerNo, int policyNo, String language) {}

    static Asked complete(AcceptanceRequest request) {
        if (request.offerNo() == null) {
            throw Refusal.field("offerNo", "Name the offer version that is accepted.");
        }
        if (request.policyNo() == null) {
            throw Refusal.field("policyNo", "The privacy policy is accepted in the same act (clause 2.6).");
        }
        if (request.language() == null || !LANGUAGES.contains(request.language())) {
            throw Refusal.field("language", "Say in which language the text was shown: kk or ru.");
        }
        return new Asked(present("statement", request.statement()), present("signature", request.signature()),
                request.offerNo(), request.policyNo(), request.language());
    }

    static void requireCurrent(Asked asked, Terms current) {
        if (asked.offerNo() != current.offer().no() || asked.policyNo() != current.policy().no()) {
            throw Refusal.of(ProblemType.OFFER_VERSION_OUTDATED, "Read and sign the current version.")
                    .with("currentOfferNo", current.offer().no()).with("currentPolicyNo", current.policy().no());
        }
    }

    /** Only the head binds a resident legal entity (clause 1.5); others need nobody's leave (reading A25). */
    static void requireRole(Participant participant, CertificateHolder signer) {
        if (participant.kind() == ParticipantKind.LEGAL_ENTITY && participant.regime() == SignatureRegime.EDS
                && signer.role() != SignerRole.FIRST_HEAD) {
            throw Refusal.of(ProblemType.FIRST_HEAD_REQUIRED,
                    "The offer is accepted for a legal entity by its first head (clause 1.5).")
                    .with("signerRole", signer.role().name());
        }
    }

    static Refusal unusableStatement() {
        return Refusal.field("statement", "This is no open statement of yours: it is unknown, used or expired. "
                + "GET /v1/offers/current/statement gives a new one.");
    }

    private static String present(String field, @Nullable String text) {
        if (text == null || text.isBlank()) {
            throw Refusal.field(field, "This field is needed.");
        }
        return text;
    }
}

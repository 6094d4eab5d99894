package kz.centerpro.hub.answer;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import kz.centerpro.contracts.document.AnswerView;
import kz.centerpro.contracts.document.DocumentView;
import kz.centerpro.contracts.document.SubmissionMetadata;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.hub.docflow.AnswerKind;
import kz.centerpro.hub.docflow.LegLife;
import kz.centerpro.hub.docflow.VerdictPolicy;
import kz.centerpro.hub.signature.Verdict;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The JSON that goes into rows and events: metadata only. */
final class AnswerJson {

    private final JsonMapper json;

    AnswerJson(JsonMapper json) {
        this.json = json;
    }

    /** What this room needs of column {@code meta} of an inbox. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Meta(String title, SubmissionMetadata.@Nullable Response response,
            SubmissionMetadata.@Nullable Digest digest) {}

    /** Of an event; {@code recipient} stands in the sender's box, {@code sender} in the recipient's. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record EventData(String number, String status, String title, String answerId, String side,
            DocumentView.@Nullable Party by, List<DocumentView.Signer> signers, @Nullable String reason,
            @Nullable String annulmentId, String answeredAt, DocumentView.@Nullable Party sender,
            DocumentView.@Nullable Party recipient, @Nullable String traceparent) {}

    Meta readMeta(String meta) {
        return json.readValue(meta, Meta.class);
    }

    AnswerView readView(String shown) {
        return json.readValue(shown, AnswerView.class);
    }

    DocumentView.Party readParty(String party) {
        return json.readValue(party, DocumentView.Party.class);
    }

    String view(AnswerView view) {
        return json.writeValueAsString(view);
    }

    String report(Verdict verdict) {
        return json.writeValueAsString(verdict);
    }

    AnswerView waiting(Attempt attempt, List<DocumentView.Signer> signers, String detail) {
        return view(attempt, AnswerView.PENDING_VALIDATION, null, signers, detail);
    }

    AnswerView accepted(Attempt attempt, Proof proof, LegLife after) {
        return view(attempt, AnswerView.ACCEPTED, after.state().name(), VerdictPolicy.signers(proof.own()), null);
    }

    private static AnswerView view(Attempt attempt, String status, @Nullable String state,
            List<DocumentView.Signer> signers, @Nullable String detail) {
        Asked asked = attempt.asked();
        return new AnswerView(attempt.id().toString(), attempt.scene().number(), asked.kind().name(), status,
                attempt.side().name(), by(attempt), state, signers, asked.reason(),
                asked.annulment() == null ? null : asked.annulment().toString(), WireTime.format(attempt.at()), null,
                detail);
    }

    private static DocumentView.@Nullable Party by(Attempt attempt) {
        return attempt.asked().kind() == AnswerKind.EXPIRY ? null : Between.party(attempt.actor());
    }

    String event(Attempt attempt, AnswerView made, boolean inSendersBox) {
        Between between = attempt.between();
        return json.writeValueAsString(new EventData(made.number(), String.valueOf(made.state()),
                between.scene().meta().title(), made.id(), made.side(), made.by(), made.signers(), made.reason(),
                made.annulmentId(), made.at(), inSendersBox ? null : Between.party(between.sender()),
                inSendersBox ? Between.party(between.recipient()) : null, attempt.trace()));
    }
}

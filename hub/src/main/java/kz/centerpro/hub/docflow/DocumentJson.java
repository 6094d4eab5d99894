package kz.centerpro.hub.docflow;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.util.List;
import kz.centerpro.contracts.document.AnswerView;
import kz.centerpro.contracts.document.DocumentView;
import kz.centerpro.contracts.document.SubmissionMetadata;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.hub.participant.Participant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The JSON that goes into rows and events: metadata only, never content. */
final class DocumentJson {

    private final JsonMapper json;
    private final ReportParts reports;

    DocumentJson(JsonMapper json) {
        this.json = json;
        this.reports = new ReportParts(json);
    }

    /** Column {@code meta} of a document and of its copy in an inbox. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Meta(String title, @Nullable String documentType, @Nullable String fileName, @Nullable String mediaType,
            DocumentView.Party sender, List<DocumentView.Signer> signers, List<String> warnings,
            SubmissionMetadata.@Nullable Response response, SubmissionMetadata.@Nullable Digest digest,
            SubmissionMetadata.@Nullable Details details) {}

    /** A leg as its row has it. */
    record StoredLeg(DocumentView.Party recipient, LegState state, @Nullable String deliveredAt,
            @Nullable String receivedAt, @Nullable String readAt, LegLife.@Nullable Side proposer,
            List<AnswerView> answers, @Nullable String waitsUntil, @Nullable String reason) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record RegisteredData(String number, String status, String submissionId, @Nullable String externalId,
            String title, long size,
            List<DocumentView.Party> recipients, @Nullable List<DocumentView.Party> awaitingConnection,
            List<DocumentView.Signer> signers, List<String> warnings,
            SubmissionMetadata.@Nullable Details details, @Nullable String traceparent) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record ArrivedData(String number, String status, String title, long size, DocumentView.Party sender,
            List<DocumentView.Signer> signers, String registeredAt, SubmissionMetadata.@Nullable Response response,
            SubmissionMetadata.@Nullable Details details, @Nullable String traceparent) {}

    /** What {@code hub.deliver_batch} reads. */
    private record DeliveryData(String contentId, long size, @Nullable String sha256, String registeredAt,
            @JsonRawValue String meta,
            ArrivedData event) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record RefusedData(String submissionId, String status, @Nullable String externalId, String code,
            String reason, String detail) {}

    String meta(Submission submission) {
        SubmissionMetadata metadata = submission.metadata();
        return json.writeValueAsString(
                new Meta(title(metadata), metadata.documentType(), metadata.fileName(), metadata.mediaType(),
                        party(submission.sender()), VerdictPolicy.signers(submission.verdict()),
                        VerdictPolicy.warnings(submission), metadata.response(), metadata.digest(),
                        metadata.details()));
    }

    Meta readMeta(String meta) {
        return json.readValue(meta, Meta.class);
    }

    String registered(Submission submission, String number) {
        return json.writeValueAsString(new RegisteredData(number, "REGISTERED", submission.id().toString(),
                submission.metadata().externalId(), title(submission.metadata()), submission.size(),
                submission.recipients().stream().map(Addressee::party).toList(), submission.awaitingConnection(),
                VerdictPolicy.signers(submission.verdict()),
                VerdictPolicy.warnings(submission), submission.metadata().details(), submission.trace()));
    }

    String delivery(Submission submission, String number, String meta) {
        String registeredAt = WireTime.format(submission.receivedAt());
        ArrivedData event = new ArrivedData(number, "DELIVERED", title(submission.metadata()), submission.size(),
                party(submission.sender()), VerdictPolicy.signers(submission.verdict()), registeredAt,
                submission.metadata().response(), submission.metadata().details(), submission.trace());
        return json.writeValueAsString(
                new DeliveryData(submission.key().content().toString(), submission.size(), submission.sha256(),
                        registeredAt, meta, event));
    }

    String refused(String submission, @Nullable String externalId, String code, String reason, String detail) {
        return json.writeValueAsString(new RefusedData(submission, "REJECTED", externalId, code, reason, detail));
    }

    String party(DocumentView.Party party) {
        return json.writeValueAsString(party);
    }

    ReportParts.Split report(Submission submission) {
        return reports.split(submission.verdict());
    }

    String signers(List<DocumentView.Signer> signers) {
        return json.writeValueAsString(signers);
    }

    List<DocumentView.Signer> readSigners(String signers) {
        return List.of(json.readValue(signers, DocumentView.Signer[].class));
    }

    List<StoredLeg> readLegs(String legs) {
        return List.of(json.readValue(legs, StoredLeg[].class));
    }

    @Nullable
    List<DocumentView.Party> readParties(@Nullable String parties) {
        return parties == null ? null : List.of(json.readValue(parties, DocumentView.Party[].class));
    }

    List<AnswerView> readAnswers(String answers) {
        return List.of(json.readValue(answers, AnswerView[].class));
    }

    byte[] metadata(SubmissionMetadata metadata) {
        return json.writeValueAsBytes(metadata);
    }

    SubmissionMetadata readMetadata(byte[] metadata) {
        return json.readValue(metadata, SubmissionMetadata.class);
    }

    static DocumentView.Party party(Participant participant) {
        return new DocumentView.Party(participant.country(), participant.taxId(), participant.name());
    }

    static String title(SubmissionMetadata metadata) {
        String title = metadata.title() != null ? metadata.title() : metadata.fileName();
        return title == null || title.isBlank() ? "Document" : title;
    }
}

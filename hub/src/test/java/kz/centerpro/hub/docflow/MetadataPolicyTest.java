package kz.centerpro.hub.docflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import kz.centerpro.contracts.document.SubmissionMetadata;
import kz.centerpro.contracts.problem.Refusal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MetadataPolicyTest {

    private static final List<SubmissionMetadata.Recipient> ONE = List
            .of(new SubmissionMetadata.Recipient("KZ", "241240011291"));

    @Test
    void takesWhatIsWithinItsLimits() {
        assertThatCode(() -> MetadataPolicy.checked(metadata("x".repeat(200), "Шот-фактура", "a.pdf", ONE)))
                .doesNotThrowAnyException();
    }

    @Test
    void namesTheFieldThatIsWrong() {
        refuses("externalId", metadata("x".repeat(201), null, null, ONE));
        refuses("title", metadata(null, "line\nbreak", null, ONE));
        refuses("fileName", metadata(null, null, "../../etc/passwd", ONE));
        refuses("fileName", metadata(null, null, "c:\\a.pdf", ONE));
        refuses("recipients", metadata(null, null, null, null));
        refuses("recipients", metadata(null, null, null, List.of()));
        refuses("recipients", metadata(null, null, null, Collections.nCopies(101, ONE.getFirst())));
        refuses("recipients/0/taxId", metadata(null, null, null, List.of(new SubmissionMetadata.Recipient("KZ", " "))));
    }

    @Test
    void refusesKeysThatHeadersCannotCarry() {
        assertThat(MetadataPolicy.checkedKey(null)).isNull();
        assertThat(MetadataPolicy.checkedKey("a-1")).isEqualTo("a-1");
        for (String key : List.of("", "a b", "ключ", "x".repeat(201))) {
            assertThatThrownBy(() -> MetadataPolicy.checkedKey(key)).isInstanceOf(Refusal.class);
        }
    }

    private static void refuses(String field, SubmissionMetadata metadata) {
        assertThatThrownBy(() -> MetadataPolicy.checked(metadata)).isInstanceOfSatisfying(Refusal.class,
                refusal -> assertThat(refusal.extensions()).containsEntry("field", field));
    }

    private static SubmissionMetadata metadata(@Nullable String externalId, @Nullable String title,
            @Nullable String fileName,
            @Nullable List<SubmissionMetadata.Recipient> recipients) {
        return new SubmissionMetadata(externalId, title, null, fileName, null, recipients, null);
    }
}

package kz.centerpro.hub.docflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import kz.centerpro.contracts.billing.Money;
import kz.centerpro.contracts.document.SubmissionMetadata;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataPolicyTest {

    private static final List<SubmissionMetadata.Recipient> ONE = List
            .of(new SubmissionMetadata.Recipient("KZ", "241240011291"));

    @Test
    void takesWhatIsWithinItsLimits() {
        assertThatCode(() -> MetadataPolicy.checked(metadata("x".repeat(200), "Шот-фактура", "a.pdf", ONE)))
                .doesNotThrowAnyException();
    }

    @Test
    void takesEveryTextUpToItsLastCharacterAndNoFurther() {
        assertThat(MetadataPolicy.checked(whole(0))).isEqualTo(whole(0));
        for (int field = 1; field <= FIELDS.size(); field++) {
            refuses(FIELDS.get(field - 1), whole(field));
        }
    }

    @Test
    void refusesControlCharactersAndNoOthers() {
        for (String control : List.of("\u0000", "\u001f", "\u007f", "\r\n")) {
            for (String text : List.of(control, "a" + control + "b")) {
                refuses("externalId", metadata(text, null, null, ONE));
                refuses("title", metadata(null, text, null, ONE));
                refuses("fileName", metadata(null, null, text, ONE));
                refuses("documentType", new SubmissionMetadata(null, null, text, null, null, ONE, null));
                refuses("mediaType", new SubmissionMetadata(null, null, null, null, text, ONE, null));
            }
        }
        SubmissionMetadata odd = metadata(" ~", " \u0080", " a b ", ONE);
        assertThat(MetadataPolicy.checked(odd)).isSameAs(odd);
    }

    @Test
    void takesOneHundredRecipientsAndTaxNumbersOfFortyCharacters() {
        SubmissionMetadata most = metadata(null, null, null, Collections.nCopies(100,
                new SubmissionMetadata.Recipient(null, "x".repeat(40))));
        assertThat(MetadataPolicy.checked(most)).isSameAs(most);
        for (String wrong : java.util.Arrays.asList(null, "", " ", "x".repeat(41))) {
            refuses("recipients/1/taxId", metadata(null, null, null,
                    List.of(ONE.getFirst(), new SubmissionMetadata.Recipient("KZ", wrong))));
        }
    }

    @ParameterizedTest
    @CsvSource({"SHA-256, SHA_256", "SHA-384, SHA_384", "SHA-512, SHA_512", "STREEBOG-256, STREEBOG_256",
            "STREEBOG-512, STREEBOG_512"})
    void knowsTheDigestsThatResistCollisions(String name, DigestAlgorithm algorithm) {
        assertThat(MetadataPolicy.algorithm(new SubmissionMetadata.Digest(name, "00"))).isEqualTo(algorithm);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHA-1", "MD5", "sha-256", ""})
    @NullSource
    void refusesAnyOtherDigest(@Nullable String name) {
        assertThatThrownBy(() -> MetadataPolicy.algorithm(new SubmissionMetadata.Digest(name, "00")))
                .isInstanceOfSatisfying(Refusal.class,
                        refusal -> assertThat(refusal.extensions()).containsEntry("field", "digest/algorithm"));
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
        for (String longest : List.of("x".repeat(200), "!~")) {
            assertThat(MetadataPolicy.checkedKey(longest)).isEqualTo(longest);
        }
        for (String key : List.of("", "a b", " ", "\u007f", "ключ", "x".repeat(201))) {
            assertThatThrownBy(() -> MetadataPolicy.checkedKey(key)).isInstanceOf(Refusal.class);
        }
    }

    private static final List<String> FIELDS = List.of("externalId", "title", "documentType", "fileName", "mediaType");

    /** Every text as long as it may be, and the one of this number (from 1) longer by a character. */
    private static SubmissionMetadata whole(int longer) {
        int[] lengths = {200, 500, 100, 255, 255};
        String[] texts = new String[lengths.length];
        for (int i = 0; i < lengths.length; i++) {
            texts[i] = "x".repeat(lengths[i] + (i + 1 == longer ? 1 : 0));
        }
        return new SubmissionMetadata(texts[0], texts[1], texts[2], texts[3], texts[4], ONE, null);
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

    @Test
    void detailsAreBoundedAndTheAmountHasOneForm() {
        assertThat(detailed(new SubmissionMetadata.Details("12/1", "2026-11-22", new Money("0040", null), "KZ")))
                .isEqualTo(new SubmissionMetadata.Details("12/1", "2026-11-22", new Money("40.00", "KZT"), "KZ"));
        assertThatThrownBy(() -> detailed(new SubmissionMetadata.Details("n".repeat(101), null, null, null)))
                .hasMessageContaining("100");
        assertThatThrownBy(() -> detailed(new SubmissionMetadata.Details(null, "22.11.2026", null, null)))
                .hasMessageContaining("2026-11-22");
        for (String amount : List.of("-1", "1.234", "1,5", "1e3", "")) {
            assertThatThrownBy(
                    () -> detailed(new SubmissionMetadata.Details(null, null, new Money(amount, "KZT"), null)))
                    .as(amount).hasMessageContaining("40000.00");
        }
    }

    private static SubmissionMetadata.@Nullable Details detailed(SubmissionMetadata.Details details) {
        return MetadataPolicy.checked(new SubmissionMetadata(null, "t", null, null, null, ONE, null, null, details))
                .details();
    }
}

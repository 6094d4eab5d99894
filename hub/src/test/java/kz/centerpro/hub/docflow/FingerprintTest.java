package kz.centerpro.hub.docflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import kz.centerpro.contracts.billing.Money;
import kz.centerpro.contracts.document.DocumentView;
import kz.centerpro.contracts.document.SubmissionMetadata;
import kz.centerpro.contracts.document.SubmissionMetadata.Details;
import kz.centerpro.contracts.document.SubmissionMetadata.Recipient;
import kz.centerpro.contracts.document.SubmissionMetadata.Response;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.participant.Address;
import kz.centerpro.hub.participant.TaxNumber;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FingerprintTest {

    private static final UUID SENDER = new UUID(1, 1);
    private static final Addressee BOB = participant(2);
    private static final Addressee CAROL = participant(3);
    private static final byte[] SHA256 = DigestAlgorithm.SHA_256.digest(new byte[]{1});
    private static final Response SIGN = new Response("SIGNATURE", "PARALLEL", "2026-12-31T18:59:59.000Z");
    private static final Details DETAILS = new Details("7/1", "2026-11-22", new Money("40000.00", "KZT"), "KZ");

    private static Addressee participant(long n) {
        return new Addressee(new UUID(2, n), n, new DocumentView.Party("KZ", "24124001129" + n, "ТОО"), false, false,
                null);
    }

    private static SubmissionMetadata metadata(@Nullable String externalId, @Nullable String title,
            @Nullable String type, @Nullable String fileName, @Nullable String mediaType, @Nullable Response response,
            @Nullable Details details) {
        return MetadataPolicy.checked(new SubmissionMetadata(externalId, title, type, fileName, mediaType,
                List.of(new Recipient("KZ", "241240011292")), null, response, details));
    }

    private static SubmissionMetadata answering(@Nullable Response response) {
        return metadata("e", "t", "ACT", "a.pdf", "application/pdf", response, DETAILS);
    }

    private static SubmissionMetadata detailed(@Nullable Details details) {
        return metadata("e", "t", "ACT", "a.pdf", "application/pdf", SIGN, details);
    }

    private static Fingerprint of(SubmissionMetadata metadata, Addressee... recipients) {
        return Fingerprint.of(SENDER, List.of(recipients), metadata, true, SHA256, Map.of());
    }

    @Test
    void everythingThatIsStatedTells() {
        List<SubmissionMetadata> stated = List.of(answering(SIGN),
                metadata(null, "t", "ACT", "a.pdf", "application/pdf", SIGN, DETAILS),
                metadata("f", "t", "ACT", "a.pdf", "application/pdf", SIGN, DETAILS),
                metadata("e", "u", "ACT", "a.pdf", "application/pdf", SIGN, DETAILS),
                metadata("e", null, "ACT", "a.pdf", "application/pdf", SIGN, DETAILS),
                metadata("e", "", "ACT", "a.pdf", "application/pdf", SIGN, DETAILS),
                metadata("e", "t", "LETTER", "a.pdf", "application/pdf", SIGN, DETAILS),
                metadata("e", "t", "ACT", "b.pdf", "application/pdf", SIGN, DETAILS),
                metadata("e", "t", "ACT", "a.pdf", "text/plain", SIGN, DETAILS), answering(null),
                answering(new Response("SIGNATURE", "PARALLEL", null)),
                answering(new Response("SIGNATURE", "SEQUENTIAL", SIGN.deadline())),
                answering(new Response("SIGNATURE", "PARALLEL", "2027-01-01T00:00:00.000Z")), detailed(null),
                detailed(new Details("7/2", DETAILS.date(), DETAILS.amount(), "KZ")),
                detailed(new Details("7/1", "2026-11-23", DETAILS.amount(), "KZ")),
                detailed(new Details("7/1", DETAILS.date(), new Money("40000.01", "KZT"), "KZ")),
                detailed(new Details("7/1", DETAILS.date(), new Money("40000.00", "RUB"), "KZ")),
                detailed(new Details("7/1", DETAILS.date(), null, "KZ")),
                detailed(new Details("7/1", DETAILS.date(), DETAILS.amount(), "DE")),
                // the same letters over other fields
                metadata("et", null, "ACT", "a.pdf", "application/pdf", SIGN, DETAILS));
        assertThat(Stream.concat(stream(stated, BOB), Stream.of(of(stated.getFirst(), CAROL).value(),
                of(stated.getFirst(), BOB, CAROL).value(),
                Fingerprint.of(new UUID(1, 2), List.of(BOB), stated.getFirst(), true, SHA256, Map.of()).value(),
                Fingerprint.of(SENDER, List.of(BOB), stated.getFirst(), false, SHA256, Map.of()).value(),
                Fingerprint.of(SENDER, List.of(BOB), stated.getFirst(), true, new byte[32], Map.of()).value(),
                Fingerprint.of(SENDER, List.of(BOB), stated.getFirst(), false, null,
                        Map.of(DigestAlgorithm.SHA_512, new byte[64])).value(),
                Fingerprint.of(SENDER, List.of(BOB), stated.getFirst(), false, null,
                        Map.of(DigestAlgorithm.STREEBOG_512, new byte[64])).value())))
                .doesNotHaveDuplicates();
    }

    private static Stream<String> stream(List<SubmissionMetadata> stated, Addressee recipient) {
        return stated.stream().map(each -> of(each, recipient).value());
    }

    @Test
    void whatMeansTheSameIsTheSame() {
        String plain = of(answering(null), BOB, CAROL).value();
        assertThat(of(answering(null), CAROL, BOB).value()).isEqualTo(plain);
        assertThat(of(answering(new Response(null, null, null)), BOB, CAROL).value()).isEqualTo(plain);
        assertThat(of(detailed(new Details("7/1", "2026-11-22", new Money("40000", null), "KZ")), BOB).value())
                .isEqualTo(of(detailed(DETAILS), BOB).value());
        assertThat(of(detailed(new Details(null, null, null, null)), BOB).value())
                .isEqualTo(of(detailed(null), BOB).value());
        assertThat(of(answering(new Response("SIGNATURE", null, "2026-12-31T23:59:59+05:00")), BOB).value())
                .isEqualTo(of(answering(SIGN), BOB).value());
        assertThat(Fingerprint.of(SENDER, List.of(BOB), answering(SIGN), true, SHA256,
                Map.of(DigestAlgorithm.STREEBOG_512, new byte[64])).value())
                .as("digests that a signature happens to need").isEqualTo(of(answering(SIGN), BOB).value());
    }

    @Test
    void whoJoinsInBetweenIsTheSame() {
        Addressee absent = Addressee.absent(new TaxNumber("KZ", "241240011292"), new Address(0, new UUID(9, 9)));
        assertThat(of(answering(SIGN), absent).value()).isEqualTo(of(answering(SIGN), BOB).value());
    }

    /** Where an invitation goes is stated too; whether it is still needed is not. */
    @Test
    void theAddressOfAnInvitationTells() {
        SubmissionMetadata invited = MetadataPolicy.checked(new SubmissionMetadata("e", "t", "ACT", "a.pdf",
                "application/pdf", List.of(new Recipient("KZ", "241240011292", "a@example.kz")), null, SIGN, DETAILS));
        Addressee absent = Addressee.absent(new TaxNumber("KZ", "241240011292"), new Address(0, new UUID(9, 9)));
        assertThat(of(invited, absent).value()).isEqualTo(of(invited, BOB).value())
                .isNotEqualTo(of(answering(SIGN), BOB).value());
    }

    @Test
    void theOrderTellsWhereEachSignsAfterTheOther() {
        SubmissionMetadata inTurn = answering(new Response("SIGNATURE", "SEQUENTIAL", null));
        assertThat(of(inTurn, BOB, CAROL).value()).isNotEqualTo(of(inTurn, CAROL, BOB).value());
    }

    /** Rows have these; another value here would make every repeat of them a conflict. */
    @Test
    void bothFormsStayAsTheyAreStored() {
        Fingerprint known = of(answering(SIGN), BOB);
        assertThat(known.value()).isEqualTo("074e5b734f6963a7907197c96c0b7df83035dd2a86b5c309c81dcc88018e66ce");
        assertThat(known.former()).isEqualTo("31c5a1b58b8917508f865cf46f20d60173559e2543927b1700dce08a34f41037")
                .isEqualTo(of(answering(null), BOB).former());
    }
}

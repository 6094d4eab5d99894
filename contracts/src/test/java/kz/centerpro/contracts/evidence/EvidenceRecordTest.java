package kz.centerpro.contracts.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import kz.centerpro.contracts.event.EventTypes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class EvidenceRecordTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void anEntryIsJsonInOneFormAlone() {
        assertThat(new String(registered(null).bytes(), StandardCharsets.UTF_8)).isEqualTo("""
                {"version":1,"id":"e-1","type":"kz.centerpro.document.registered","event":"SubmissionAcceptance",\
                "number":"26110000000010812893","at":"2026-12-01T08:00:00.000Z",\
                "sender":{"country":"KZ","taxId":"180640014026"},\
                "digest":{"algorithm":"SHA-256","value":"ab"},"size":190,"signatures":["01","02"]}""");
    }

    @Test
    void whatWasReadIsWhatWasWritten() {
        EvidenceRecord answered = registered(new EvidenceRecord.Answer("SIGNATURE", "a\"\\\n\u0001ә", "03"));
        for (EvidenceRecord record : List.of(registered(null), answered)) {
            EvidenceRecord read = JSON.readValue(record.bytes(), EvidenceRecord.class);
            assertThat(read).isEqualTo(record);
            assertThat(read.bytes()).isEqualTo(record.bytes());
        }
    }

    @Test
    void onlyStepsOfADocumentAreProved() {
        assertThat(EvidenceEvents.nameOf(EventTypes.DOCUMENT_DELIVERED)).contains("ContentConsignment");
        assertThat(EvidenceEvents.nameOf(EventTypes.DOCUMENT_READ)).isEmpty();
        assertThat(EvidenceEvents.isProved(EventTypes.DOCUMENT_READ)).isTrue();
        assertThat(EvidenceEvents.isProved(EventTypes.DOCUMENT_ARRIVED)).as("the recipient's side of delivered")
                .isFalse();
        assertThat(EvidenceEvents.isProved(EventTypes.BALANCE_CREDITED)).isFalse();
    }

    @Test
    void aCheckpointIsThreeLines() {
        CheckpointNote note = CheckpointNote.of("center-pro/test", 8, new byte[MerkleTree.HASH]);
        assertThat(new String(note.bytes(), StandardCharsets.UTF_8))
                .isEqualTo("center-pro/test\n8\n" + "A".repeat(43) + "=\n");
        assertThat(CheckpointNote.parse(note.bytes())).hasValueSatisfying(read -> {
            assertThat(read.bytes()).isEqualTo(note.bytes());
            assertThat(read.size()).isEqualTo(8);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\n1\n", "a\n1\n!\n", "\n1\nROOT\n", "a\n-1\nROOT\n", "a\n01\nROOT\n", "a\n1\nROOT",
            "a\n1\nROOT\n\n", "a\n1\nAAAA\n", "a\n9999999999999999999\nROOT\n"})
    void anythingElseIsNoCheckpoint(String text) {
        String root = Base64.getEncoder().encodeToString(new byte[MerkleTree.HASH]);
        assertThat(CheckpointNote.parse(text.replace("ROOT", root).getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    private static EvidenceRecord registered(EvidenceRecord.@Nullable Answer answer) {
        return new EvidenceRecord(EvidenceRecord.VERSION, "e-1", EventTypes.DOCUMENT_REGISTERED,
                EvidenceEvents.nameOf(EventTypes.DOCUMENT_REGISTERED).orElse(null), "26110000000010812893",
                "2026-12-01T08:00:00.000Z", new EvidenceRecord.Party("KZ", "180640014026"), null,
                new EvidenceRecord.Digest("SHA-256", "ab"), 190, List.of("01", "02"), answer);
    }
}

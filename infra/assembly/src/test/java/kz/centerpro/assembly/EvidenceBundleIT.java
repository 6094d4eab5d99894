package kz.centerpro.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import kz.centerpro.contracts.evidence.BundleFiles;
import kz.centerpro.contracts.evidence.CheckpointNote;
import kz.centerpro.contracts.evidence.CheckpointView;
import kz.centerpro.contracts.evidence.EvidenceRecord;
import kz.centerpro.contracts.evidence.EvidenceView;
import kz.centerpro.contracts.evidence.MerkleTree;
import kz.centerpro.contracts.evidence.ProofView;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** What proves a document, as its parties get it from the hub and as a stranger checks it, with the pure code alone. */
@NullUnmarked // a missing answer is a failed test
class EvidenceBundleIT {

    private static final Duration SOON = Duration.ofSeconds(15);
    private static final Base64.Decoder BASE64 = Base64.getDecoder();

    private final Party alice = TestCenter.companyA();
    private final Party bob = TestCenter.companyB();

    @Test
    void aBundleProvesEachStepAndAChangedOctetNone() {
        byte[] content = "Договор поставки № 290".getBytes(StandardCharsets.UTF_8);
        byte[] signature = alice.sign(content);
        String number = alice.send(Party.metadata(bob, null), signature, content, null).expect(201).text("number");
        String path = "/v1/documents/" + number;
        Await.until("it arrives", SOON, () -> bob.get(path).status() == 200);
        byte[] answer = bob.sign(content);
        bob.call("POST", path + "/signatures", Map.of("signature", Party.base64(answer))).expect(201);
        Await.until("the sender hears", SOON, () -> alice.get(path).text("status").equals("SIGNED"));

        byte[] bundle = alice.get(path + "/bundle", "*/*").expect(200).bytes();
        assertThat(alice.body("/v1/verifications", "application/zip", bundle).expect(200).text("verdict"))
                .as("anybody's check of it").isEqualTo("PASSED");
        Map<String, byte[]> files = unzipped(bundle);
        assertThat(files.get(BundleFiles.CONTENT + "invoice.txt")).isEqualTo(content);
        assertThat(files.get(BundleFiles.signature(1))).isEqualTo(signature);
        assertThat(files.keySet()).contains(BundleFiles.README)
                .anyMatch(name -> name.startsWith(BundleFiles.REVOCATION));
        EvidenceView view = Party.JSON.readValue(files.get(BundleFiles.EVIDENCE), EvidenceView.class);
        CheckpointNote note = CheckpointNote.parse(files.get(BundleFiles.CHECKPOINT)).orElseThrow();
        assertThat(note.origin()).startsWith("center-pro/");
        assertThat(view.checkpoint().stampedAt()).as("the trust centre's time-stamp").isNotNull();
        assertThat(view.steps()).extracting(step -> step.record().type().substring("kz.centerpro.document.".length()))
                .containsExactly("registered", "delivered", "signed");
        for (EvidenceView.Step step : view.steps()) {
            byte[] entry = BASE64.decode(step.entry());
            assertThat(step.record().bytes()).isEqualTo(entry);
            assertThat(step.record().signatures()).containsExactly(sha256(signature));
            assertThat(step.record().digest()).isEqualTo(new EvidenceRecord.Digest("SHA-256", sha256(content)));
            assertThat(new String(entry, StandardCharsets.UTF_8)).doesNotContain("Счёт", "invoice");
            assertThat(holds(note, step, entry)).isTrue();
            for (int at = 0; at < entry.length; at += 37) {
                byte[] changed = entry.clone();
                changed[at] ^= 1;
                assertThat(holds(note, step, changed)).isFalse();
            }
        }
        EvidenceRecord.Answer proved = view.steps().getLast().record().answer();
        assertThat(proved.kind()).isEqualTo("SIGNATURE");
        assertThat(proved.signature()).isEqualTo(sha256(answer));
        assertThat(files.get(BundleFiles.answer(proved.id()))).isEqualTo(answer);

        // The recipient has the same proof, and has received the document with it; a stranger hears of nothing.
        Map<String, byte[]> his = unzipped(bob.get(path + "/bundle", "*/*").expect(200).bytes());
        assertThat(his.get(BundleFiles.signature(1))).isEqualTo(signature);
        Await.until("its receipt is proved", SOON, () -> alice.get(path + "/evidence").expect(200).body().path("steps")
                .valueStream().anyMatch(step -> step.path("record").path("event").asString("").equals("ContentHandover")
                        && step.has("proof")));
        Party stranger = TestCenter.person("individual").join(Map.of("kind", "INDIVIDUAL"));
        assertThat(stranger.get(path + "/evidence").expect(404).text("detail"))
                .isEqualTo(stranger.get("/v1/documents/91152000000000100086/bundle").expect(404).text("detail"));

        // What was sealed before is the beginning of what is sealed now.
        CheckpointView newest = Party.JSON.readValue(alice.get("/v1/log/checkpoint").expect(200).bytes(),
                CheckpointView.class);
        assertThat(newest.size()).isGreaterThan(note.size());
        ProofView grown = Party.JSON.readValue(alice.get("/v1/log/proofs/consistency?first=" + note.size() + "&second="
                + newest.size()).expect(200).bytes(), ProofView.class);
        assertThat(MerkleTree.consistent(note.size(), note.rootBytes(), newest.size(), BASE64.decode(newest.root()),
                decoded(grown))).isTrue();
        differencesAreFound(view.steps().getFirst().index());
    }

    /** The operator reckons the log again: nothing differs until somebody with all rights changes an entry. */
    private static void differencesAreFound(long index) {
        assertThat(differences()).isEmpty();
        String change = "alter table evidence.record disable trigger only_added; update evidence.record set entry = "
                + "overlay(entry placing '%s'::bytea from 2) where index = " + index
                + "; alter table evidence.record enable trigger only_added";
        TestCenter.execute(change.formatted("\\x27"));
        assertThat(differences()).isNotEmpty();
        TestCenter.execute(change.formatted("\\x22"));
        assertThat(differences()).isEmpty();
    }

    private static List<String> differences() {
        Party staff = TestCenter.person("operator");
        staff.signIn().expect(200);
        return staff.call("POST", "/v1/admin/jobs/verify-evidence", Map.of()).expect(200).body().path("findings")
                .valueStream().map(each -> each.asString()).toList();
    }

    private static boolean holds(CheckpointNote note, EvidenceView.Step step, byte[] entry) {
        return MerkleTree.includes(MerkleTree.leaf(entry), step.index(), note.size(), decoded(step.proof()),
                note.rootBytes());
    }

    private static List<byte[]> decoded(ProofView proof) {
        return proof.path().stream().map(BASE64::decode).toList();
    }

    private static Map<String, byte[]> unzipped(byte[] zip) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return files;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException absent) {
            throw new AssertionError(absent);
        }
    }
}

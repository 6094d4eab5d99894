package kz.centerpro.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import kz.centerpro.contracts.event.EventTypes;
import kz.centerpro.contracts.evidence.BundleFiles;
import kz.centerpro.contracts.evidence.CheckpointNote;
import kz.centerpro.contracts.evidence.EvidenceEvents;
import kz.centerpro.contracts.evidence.EvidenceRecord;
import kz.centerpro.contracts.evidence.EvidenceView;
import kz.centerpro.contracts.evidence.Frontier;
import kz.centerpro.contracts.evidence.MerkleTree;
import kz.centerpro.contracts.evidence.ProofView;
import kz.centerpro.sandbox.trustcentre.KeyKind;
import kz.centerpro.sandbox.trustcentre.TrustCentre;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code center evidence verify} over a bundle made here, with the development trust centre's certificates. */
class EvidenceCommandTest {

    private static final String NUMBER = "26110000000010812893";
    private static final byte[] CONTENT = "Сәлем, құжат\n".getBytes(StandardCharsets.UTF_8);
    private static final String NAME = BundleFiles.CONTENT + "шарт.txt";
    private static final int OTHERS = 5;

    private static TrustCentre centre;
    private static byte[] signature;
    private static byte[] countersignature;
    private static final byte[] STATEMENT = ("center-answer-1\nnumber: " + NUMBER + "\nkind: REJECTION\n")
            .getBytes(StandardCharsets.UTF_8);
    private static byte[] refusal;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void signs() throws Exception {
        centre = TrustCentre.startTemporary(Clock.systemUTC());
        signature = centre.person("head-a").signer().sign(CONTENT, false);
        countersignature = centre.person("head-b").signer().sign(CONTENT, false);
        refusal = centre.person("head-b").signer().sign(STATEMENT, false);
    }

    @AfterAll
    static void ends() {
        centre.close();
    }

    @Test
    void everythingOfAWholeBundleIsProved() throws Exception {
        Ran ran = verify(bundle(_ -> {
        }), "--json");
        assertThat(ran.exit()).as(ran.toString()).isEqualTo(Exit.GOOD);
        assertThat(ran.json().path("verdict").asString()).isEqualTo("PASSED");
        assertThat(ran.json().path("steps").size()).isEqualTo(4);
        assertThat(ran.json().path("steps").path(1).path("record").path("event").asString())
                .isEqualTo("ContentConsignment");
        assertThat(ran.json().path("signatures").size()).isEqualTo(3);
        assertThat(ran.json().path("seal").path("signatures").path(0).path("timestamp").path("verdict").asString())
                .isEqualTo("PASSED");
    }

    /** The same that {@code /verify} does with what somebody brings. */
    @Test
    void anybodysCheckReadsABundleToo() throws Exception {
        Ran ran = general(bundle(_ -> {
        }));
        assertThat(ran.exit()).as(ran.toString()).isEqualTo(Exit.GOOD);
        assertThat(ran.json().path("format").asString()).isEqualTo("Evidence");
        assertThat(ran.json().path("signatures").size()).isEqualTo(4);
        assertThat(ran.json().path("signatures").path(0).path("remarks").toString()).contains("document " + NUMBER,
                "SubmissionAcceptance, entry 5", "ContentConsignment, entry 6");
    }

    @ParameterizedTest
    @ValueSource(strings = {"content/шарт.txt", "signatures/001.p7s", "answers/a-1.p7s", "answers/a-2.txt",
            "checkpoint.txt",
            "evidence.json"})
    void andBelievesNoMoreThanThat(String file) throws Exception {
        Ran ran = general(bundle(files -> files.computeIfPresent(file, (name, bytes) -> changed(name, bytes))));
        assertThat(ran.exit()).as(ran.toString()).isIn(Exit.BAD, Exit.USAGE);
    }

    @Test
    void norWithoutTheContent() throws Exception {
        assertThat(general(bundle(files -> files.remove(NAME))).exit()).isEqualTo(Exit.INDETERMINATE);
        assertThat(general(bundle(files -> files.put(BundleFiles.EVIDENCE, new byte[]{'['}))).exit())
                .isEqualTo(Exit.USAGE);
    }

    private static byte[] changed(String name, byte[] bytes) {
        if (name.equals(BundleFiles.CHECKPOINT)) {
            return CheckpointNote.of("center-pro/test", 9, new byte[MerkleTree.HASH]).bytes();
        }
        if (name.equals(BundleFiles.EVIDENCE)) {
            return entriesChanged(new String(bytes, StandardCharsets.UTF_8), "delivered")
                    .getBytes(StandardCharsets.UTF_8);
        }
        byte[] other = bytes.clone();
        other[other.length - 1] ^= 1;
        return other;
    }

    private static Ran general(Path bundle) {
        return Ran.center("verify", bundle.toString(), "--json", "--trust", centre.caFolder().toString());
    }

    @Test
    void aPersonReadsTheSteps() throws Exception {
        Ran ran = verify(bundle(_ -> {
        }));
        assertThat(ran.exit()).isEqualTo(Exit.GOOD);
        assertThat(ran.out()).contains("PASSED  document " + NUMBER, "SubmissionAcceptance", "ContentConsignment",
                "signed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"content/шарт.txt", "signatures/001.p7s", "answers/a-1.p7s", "answers/a-2.txt"})
    void oneByteThatWasChangedIsFound(String file) throws Exception {
        Ran ran = verify(bundle(files -> files.computeIfPresent(file, (name, bytes) -> changed(name, bytes))),
                "--json");
        assertThat(ran.exit()).as(ran.toString()).isEqualTo(Exit.BAD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"delivered", "2026-12-01T08:00:02.000Z", "\"index\":6", "090340002716"})
    void nothingThatTheBundleMerelySaysIsBelieved(String said) throws Exception {
        Ran ran = verify(bundle(files -> files.computeIfPresent(BundleFiles.EVIDENCE, (_, json) -> {
            String text = entriesChanged(new String(json, StandardCharsets.UTF_8), said);
            return text.getBytes(StandardCharsets.UTF_8);
        })), "--json");
        assertThat(ran.exit()).as(ran.toString()).isEqualTo(Exit.BAD);
    }

    @Test
    void aSealOverAnotherRootIsNoSeal() throws Exception {
        byte[] other = CheckpointNote.of("center-pro/test", 9, new byte[MerkleTree.HASH]).bytes();
        assertThat(verify(bundle(files -> files.put(BundleFiles.CHECKPOINT, other)), "--json").exit())
                .isEqualTo(Exit.BAD);
    }

    @Test
    void aSignatureThatIsLeftOutIsMissed() throws Exception {
        assertThat(verify(bundle(files -> files.remove(BundleFiles.signature(1))), "--json").exit())
                .isEqualTo(Exit.BAD);
    }

    @Test
    void withoutContentItSaysSo() throws Exception {
        Ran ran = verify(bundle(files -> files.remove(NAME)), "--json");
        assertThat(ran.exit()).isEqualTo(Exit.INDETERMINATE);
        assertThat(ran.out()).contains("the bundle has it not");
    }

    @Test
    void withoutTrustNothingIsCertain() throws Exception {
        Path bundle = bundle(_ -> {
        });
        Ran ran = Ran.center("evidence", "verify", bundle.toString(), "--json");
        assertThat(ran.exit()).isEqualTo(Exit.INDETERMINATE);
    }

    @Test
    void whatIsNoBundleIsToldInWords() throws Exception {
        Path text = Files.writeString(folder.resolve("text.zip"), "no zip");
        assertThat(verify(text).exit()).isEqualTo(Exit.USAGE);
        assertThat(verify(text).err()).contains("it is no zip file");
        assertThat(verify(folder.resolve("absent.zip")).err()).contains("there is no file");
        assertThat(verify(bundle(files -> files.remove(BundleFiles.SEAL))).err())
                .contains("it has no checkpoint.txt.p7s");
        assertThat(verify(bundle(files -> files.put(BundleFiles.EVIDENCE, new byte[]{'{'}))).err())
                .contains("evidence.json cannot be read");
    }

    private static Ran verify(Path bundle, String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("evidence", "verify", bundle.toString(), "--trust", centre.caFolder().toString()));
        arguments.addAll(List.of(more));
        return Ran.center(arguments.toArray(String[]::new));
    }

    /** In the entries too, which stand in base64. */
    private static String entriesChanged(String json, String said) {
        String changed = json.replace(said, said.startsWith("\"index\"") ? "\"index\":4" : other(said));
        for (EvidenceRecord record : records()) {
            String entry = new String(record.bytes(), StandardCharsets.UTF_8);
            changed = changed.replace(base64(record.bytes()),
                    base64(entry.replace(said, other(said)).getBytes(StandardCharsets.UTF_8)));
        }
        return changed;
    }

    private static String other(String said) {
        char last = said.charAt(said.length() - 2);
        return said.substring(0, said.length() - 2) + (last == '0' ? '1' : '0') + said.charAt(said.length() - 1);
    }

    private static List<EvidenceRecord> records() {
        return List.of(record(EventTypes.DOCUMENT_REGISTERED, 0, null), record(EventTypes.DOCUMENT_DELIVERED, 1, null),
                record(EventTypes.DOCUMENT_SIGNED, 2,
                        new EvidenceRecord.Answer("SIGNATURE", "a-1", sha256(countersignature))),
                record(EventTypes.DOCUMENT_DECLINED, 3,
                        new EvidenceRecord.Answer("REJECTION", "a-2", sha256(refusal))));
    }

    private static EvidenceRecord record(String type, int second, EvidenceRecord.@Nullable Answer answer) {
        return new EvidenceRecord(EvidenceRecord.VERSION, "e-" + second, type,
                EvidenceEvents.nameOf(type).orElse(null), NUMBER, "2026-12-01T08:00:0" + second + ".000Z",
                new EvidenceRecord.Party("KZ", "180640014026"),
                second == 0 ? null : new EvidenceRecord.Party("KZ", "090340002716"),
                new EvidenceRecord.Digest("SHA-256", sha256(CONTENT)), CONTENT.length, List.of(sha256(signature)),
                answer);
    }

    /** A whole one among entries of others, after {@code change}. */
    private static Path bundle(Consumer<Map<String, byte[]>> change) throws IOException {
        Map<MerkleTree.Node, byte[]> nodes = new LinkedHashMap<>();
        Frontier tree = Frontier.empty();
        for (int i = 0; i < OTHERS; i++) {
            tree.append(MerkleTree.leaf(new byte[]{(byte) i}), (level, index, hash) -> nodes
                    .put(new MerkleTree.Node(level, index), hash));
        }
        for (EvidenceRecord record : records()) {
            tree.append(MerkleTree.leaf(record.bytes()), (level, index, hash) -> nodes
                    .put(new MerkleTree.Node(level, index), hash));
        }
        List<EvidenceView.Step> steps = new ArrayList<>();
        for (EvidenceRecord record : records()) {
            long index = (long) OTHERS + steps.size();
            List<String> path = MerkleTree
                    .inclusion(index, tree.size(), node -> Objects.requireNonNull(nodes.get(node)))
                    .stream().map(EvidenceCommandTest::base64).toList();
            steps.add(new EvidenceView.Step(record, index, base64(record.bytes()),
                    base64(MerkleTree.leaf(record.bytes())), new ProofView(index, null, tree.size(), path)));
        }
        byte[] note = CheckpointNote.of("center-pro/test", tree.size(), tree.root()).bytes();
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(NAME, CONTENT);
        files.put(BundleFiles.signature(1), signature);
        files.put(BundleFiles.answer("a-1"), countersignature);
        files.put(BundleFiles.answer("a-2"), refusal);
        files.put(BundleFiles.statement("a-2"), STATEMENT);
        files.put(BundleFiles.EVIDENCE, Json.bytes(new EvidenceView(NUMBER, steps, null)));
        files.put(BundleFiles.CHECKPOINT, note);
        files.put(BundleFiles.SEAL, centre.person("seal").signer()
                .withTimeStamps(centre.urls().tsa(KeyKind.GOST)).sign(note, false));
        change.accept(files);
        Path place = Files.createTempFile(folder, "bundle", ".zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(place))) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        }
        return place;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException absent) {
            throw new IllegalStateException(absent);
        }
    }
}

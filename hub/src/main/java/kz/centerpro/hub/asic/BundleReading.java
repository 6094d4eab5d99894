package kz.centerpro.hub.asic;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import kz.centerpro.contracts.event.EventTypes;
import kz.centerpro.contracts.evidence.BundleFiles;
import kz.centerpro.contracts.evidence.CheckpointNote;
import kz.centerpro.contracts.evidence.EvidenceRecord;
import kz.centerpro.contracts.evidence.EvidenceView;
import kz.centerpro.hub.certificate.CheckResult;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.ParsedCertificate;
import kz.centerpro.hub.certificate.RevocationList;
import kz.centerpro.hub.signature.CmsFormat;
import kz.centerpro.hub.signature.EnclosedSignature;
import kz.centerpro.hub.signature.SignatureFacts;
import kz.centerpro.hub.signature.SignedContainer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** One reading of one bundle. Nothing is taken from it that the sealed checkpoint does not hold. */
final class BundleReading {

    private static final String FORMAT = "Evidence";
    private static final int SIGNATURES_MAX = 64;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final byte[] bytes;
    private final int bytesMax;
    private final Map<String, byte[]> files;
    private final CheckpointNote note;
    private final List<EvidenceRecord> steps = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final List<SignatureFacts> signatures = new ArrayList<>();
    private final Set<ParsedCertificate> certificates = new LinkedHashSet<>();
    private final List<RevocationList> lists = new ArrayList<>();

    BundleReading(byte[] bytes, int bytesMax) throws MalformedSignature {
        this.bytes = bytes;
        this.bytesMax = bytesMax;
        this.files = ZipFiles.read(bytes, bytesMax);
        this.note = CheckpointNote.parse(needed(BundleFiles.CHECKPOINT))
                .orElseThrow(() -> new MalformedSignature("'" + BundleFiles.CHECKPOINT + "' is no checkpoint"));
    }

    SignedContainer container() throws MalformedSignature {
        CheckResult held = steps();
        signed(BundleFiles.SEAL, digests(BundleFiles.CHECKPOINT), held, told);
        EvidenceRecord registered = steps.stream().filter(step -> step.type().equals(EventTypes.DOCUMENT_REGISTERED))
                .findFirst().orElse(null);
        String content = under(BundleFiles.CONTENT).stream().findFirst().orElse(null);
        for (String name : under(BundleFiles.SIGNATURES)) {
            signed(name, digests(content), named(registered != null
                    && registered.signatures().contains(sha256(needed(name))), content, registered), List.of());
        }
        for (EvidenceRecord step : steps) {
            EvidenceRecord.Answer answer = step.answer();
            if (answer != null && files.containsKey(BundleFiles.answer(answer.id()))) {
                answered(step, answer, content, registered);
            }
        }
        return new SignedContainer(FORMAT, bytes, List.copyOf(certificates), signatures, List.copyOf(lists));
    }

    /** A countersignature is over the content; everything else over a text that names the document. */
    private void answered(EvidenceRecord step, EvidenceRecord.Answer answer, @Nullable String content,
            @Nullable EvidenceRecord registered) throws MalformedSignature {
        String name = BundleFiles.answer(answer.id());
        boolean known = sha256(needed(name)).equals(answer.signature());
        byte[] statement = files.get(BundleFiles.statement(answer.id()));
        if (statement == null) {
            signed(name, digests(content), named(known, content, registered), List.of());
            return;
        }
        String text = new String(statement, StandardCharsets.UTF_8);
        boolean speaks = text.contains(": " + step.number() + "\n") && text.contains(": " + answer.kind() + "\n");
        CheckResult structure = known
                ? speaks ? CheckResult.passed() : failed("the signed text speaks of something else")
                : failed("no step that the log holds names this signature");
        signed(name, algorithm -> algorithm.digest(statement), structure, List.of());
    }

    /** Reads the steps; what the answer says of them counts like the seal itself. */
    private CheckResult steps() throws MalformedSignature {
        EvidenceView evidence = parsed(needed(BundleFiles.EVIDENCE), EvidenceView.class);
        told.add("document " + evidence.number() + ", log " + note.origin() + " with " + note.size() + " entries");
        CheckResult worst = evidence.steps().isEmpty() ? failed("the bundle proves no step") : CheckResult.passed();
        for (EvidenceView.Step step : evidence.steps()) {
            byte[] entry = decoded(step.entry());
            EvidenceRecord record = parsed(entry, EvidenceRecord.class);
            boolean held = record.version() == EvidenceRecord.VERSION && record.number().equals(evidence.number())
                    && Arrays.equals(record.bytes(), entry) && note.holds(step.index(), entry, step.proof());
            if (held) {
                steps.add(record);
                told.add(record.at() + " " + (record.event() == null ? record.type() : record.event()) + ", entry "
                        + step.index());
            } else {
                worst = failed("the log does not hold entry " + step.index() + " as the bundle has it");
            }
        }
        return worst;
    }

    private CheckResult named(boolean known, @Nullable String content, @Nullable EvidenceRecord registered) {
        if (!known || registered == null) {
            return failed("no step that the log holds names this signature");
        }
        if (content == null) {
            return CheckResult.indeterminate("SIGNED_DATA_NOT_FOUND", "the bundle has no content");
        }
        boolean same = registered.digest().algorithm().equals("SHA-256")
                && registered.digest().value().equals(sha256(files.getOrDefault(content, new byte[0])));
        return same ? CheckResult.passed() : failed("'" + content + "' is not the content that was registered");
    }

    private @Nullable Function<DigestAlgorithm, byte[]> digests(@Nullable String content) {
        byte[] signed = content == null ? null : files.get(content);
        return signed == null ? null : algorithm -> algorithm.digest(signed);
    }

    private void signed(String name, @Nullable Function<DigestAlgorithm, byte[]> content, CheckResult structure,
            List<String> remarks) throws MalformedSignature {
        SignedContainer cms;
        try {
            cms = new CmsFormat().read(needed(name), bytesMax);
        } catch (MalformedSignature malformed) {
            throw new MalformedSignature("'" + name + "': " + malformed.getMessage(), malformed);
        }
        certificates.addAll(cms.certificates());
        lists.addAll(cms.lists());
        for (SignatureFacts facts : cms.signatures()) {
            signatures.add(new EnclosedSignature(bytes, facts, cms.detached() ? content : null,
                    cms.detached() || content == null ? structure : attached(cms, content, structure), null,
                    List.of(), List.of(), remarks));
        }
        if (signatures.size() > SIGNATURES_MAX) {
            throw new MalformedSignature("bundle with more than " + SIGNATURES_MAX + " signatures");
        }
    }

    /** A signature that brings its content must bring this one. */
    private static CheckResult attached(SignedContainer cms, Function<DigestAlgorithm, byte[]> content,
            CheckResult structure) {
        byte[] own = cms.attachedContent();
        boolean same = own != null && MessageDigest.isEqual(DigestAlgorithm.SHA_256.digest(own),
                content.apply(DigestAlgorithm.SHA_256));
        return same ? structure : failed("the signature brings another content than the bundle");
    }

    private List<String> under(String folder) {
        return files.keySet().stream().filter(name -> name.startsWith(folder) && !name.endsWith("/")).sorted()
                .toList();
    }

    private byte[] needed(String name) throws MalformedSignature {
        byte[] file = files.get(name);
        if (file == null) {
            throw new MalformedSignature("bundle without '" + name + "'");
        }
        return file;
    }

    private static <T> T parsed(byte[] json, Class<T> type) throws MalformedSignature {
        try {
            T value = JSON.readValue(json, type);
            if (value != null) {
                return value;
            }
        } catch (JacksonException | NullPointerException | IllegalArgumentException broken) {
            // told below, without words of the parser
        }
        throw new MalformedSignature("'" + BundleFiles.EVIDENCE + "' cannot be read");
    }

    private static byte[] decoded(String base64) throws MalformedSignature {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            throw new MalformedSignature("'" + BundleFiles.EVIDENCE + "' cannot be read", notBase64);
        }
    }

    private static CheckResult failed(String reason) {
        return CheckResult.failed("FORMAT_FAILURE", reason);
    }

    private static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(DigestAlgorithm.SHA_256.digest(bytes));
    }
}

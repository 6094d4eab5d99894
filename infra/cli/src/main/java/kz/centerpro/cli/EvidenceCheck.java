package kz.centerpro.cli;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kz.centerpro.cli.EvidenceFindings.Gathering;
import kz.centerpro.contracts.event.EventTypes;
import kz.centerpro.contracts.evidence.BundleFiles;
import kz.centerpro.contracts.evidence.CheckpointNote;
import kz.centerpro.contracts.evidence.EvidenceRecord;
import kz.centerpro.contracts.evidence.EvidenceView;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.Indication;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.TrustSnapshot;
import kz.centerpro.hub.certificate.VerificationPolicy;
import kz.centerpro.hub.signature.ContentDigests;
import kz.centerpro.hub.signature.SignatureDesk;
import kz.centerpro.hub.signature.SignedContainer;
import kz.centerpro.hub.signature.Verdict;
import kz.centerpro.hub.verification.ReportWriter;
import kz.centerpro.hub.verification.VerificationConfiguration;
import kz.centerpro.hub.verification.VerificationReport;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks a bundle without asking anybody: the operator sealed the checkpoint, the checkpoint holds every step, the
 * steps speak of this content and of these signatures, and the signatures are good. Nothing that the bundle merely says
 * is believed.
 */
final class EvidenceCheck {

    private final EvidenceBundle bundle;
    private final TrustSnapshot trust;
    private final String language;
    private final Gathering found = new Gathering();
    private final SignatureDesk desk = new SignatureDesk(SignatureDesk.BYTES_MAX, VerificationPolicy.archive(),
            VerificationConfiguration.formats());
    /** Of each file that is content, what was asked for already. */
    private final Map<String, Map<DigestAlgorithm, byte[]>> digests = new HashMap<>();

    EvidenceCheck(EvidenceBundle bundle, TrustSnapshot trust, String language) {
        this.bundle = bundle;
        this.trust = trust;
        this.language = language;
    }

    EvidenceFindings run() {
        EvidenceView evidence = bundle.evidence();
        byte[] text = bundle.needed(BundleFiles.CHECKPOINT);
        CheckpointNote note = CheckpointNote.parse(text).orElseThrow(
                () -> CommandFailure.unreadable(BundleFiles.CHECKPOINT + " is no checkpoint of a log"));
        seal(text);
        List<EvidenceRecord> steps = steps(evidence, note);
        Optional<EvidenceRecord> registered = steps.stream()
                .filter(step -> step.type().equals(EventTypes.DOCUMENT_REGISTERED)).findFirst();
        found.ask("Is the registration among the steps?", registered.isPresent() && steps.stream()
                .allMatch(step -> step.number().equals(evidence.number())
                        && step.digest().equals(registered.get().digest())),
                "all steps are of document " + evidence.number() + " and of one content");
        registered.ifPresent(this::document);
        answers(steps);
        return found.of(evidence.number(), new EvidenceFindings.Log(note.origin(), note.size(), note.root()));
    }

    private void seal(byte[] checkpoint) {
        VerificationReport report = examine(bundle.needed(BundleFiles.SEAL), BundleFiles.SEAL, checkpoint);
        if (report != null) {
            found.sealed(report);
            found.answer("Did the operator seal the checkpoint?", Indication.valueOf(report.verdict()),
                    signers(report));
        }
    }

    /** Those that the log holds; what is not proved is not believed. */
    private List<EvidenceRecord> steps(EvidenceView evidence, CheckpointNote note) {
        List<EvidenceRecord> proved = new ArrayList<>();
        Set<Long> places = new HashSet<>();
        for (EvidenceView.Step step : evidence.steps()) {
            byte[] entry = decoded(step.entry());
            boolean held = places.add(step.index()) && note.holds(step.index(), entry, step.proof());
            EvidenceRecord record = record(entry);
            if (record == null) {
                found.ask("Is every step in the log?", false, "entry " + step.index() + " is no record");
                continue;
            }
            found.step(new EvidenceFindings.Step(step.index(), held, record));
            found.ask("Is every step in the log?", held, record.type() + " at " + record.at() + " is entry "
                    + step.index() + " of " + note.size());
            if (held) {
                proved.add(record);
            }
        }
        if (evidence.steps().isEmpty()) {
            found.ask("Is every step in the log?", false, "there is no step");
        }
        return proved;
    }

    private static @Nullable EvidenceRecord record(byte[] entry) {
        try {
            EvidenceRecord record = JsonMapper.shared().readValue(entry, EvidenceRecord.class);
            return record.version() == EvidenceRecord.VERSION && Arrays.equals(record.bytes(), entry) ? record : null;
        } catch (JacksonException | NullPointerException notOne) {
            return null;
        }
    }

    private void document(EvidenceRecord registered) {
        List<String> contents = bundle.under(BundleFiles.CONTENT);
        Optional<DigestAlgorithm> algorithm = algorithm(registered.digest().algorithm());
        if (contents.isEmpty() || algorithm.isEmpty()) {
            found.answer("Is this the content?", Indication.INDETERMINATE, "the bundle has it not; its "
                    + registered.digest().algorithm() + " is " + registered.digest().value());
        } else {
            String value = HexFormat.of().formatHex(digest(contents.getFirst(), algorithm.get()));
            found.ask("Is this the content?", contents.size() == 1 && value.equals(registered.digest().value()),
                    contents.getFirst() + " has the " + registered.digest().algorithm() + " " + value);
        }
        List<String> files = bundle.under(BundleFiles.SIGNATURES);
        List<String> wanted = new ArrayList<>(registered.signatures());
        for (String file : files) {
            byte[] signature = bundle.needed(file);
            found.ask("Was it sent with this signature?", wanted.remove(sha256(signature)), file);
            signature(file, signature, contents.isEmpty() ? null : contents.getFirst());
        }
        found.ask("Are all its signatures here?", wanted.isEmpty(), files.size() + " of "
                + registered.signatures().size());
    }

    private void answers(List<EvidenceRecord> steps) {
        for (EvidenceRecord step : steps) {
            EvidenceRecord.Answer answer = step.answer();
            if (answer == null || answer.signature() == null) {
                continue;
            }
            String file = BundleFiles.answer(answer.id());
            Optional<byte[]> signature = bundle.bytes(file);
            if (signature.isEmpty()) {
                found.answer("Was the answer signed?", Indication.INDETERMINATE, "the bundle has no " + file);
                continue;
            }
            found.ask("Was the answer signed?", answer.signature().equals(sha256(signature.get())), file);
            signature(file, signature.get(), signedBy(answer, step.number()));
        }
    }

    /** A countersignature is over the content; everything else over a text that names the document. */
    private @Nullable Object signedBy(EvidenceRecord.Answer answer, String number) {
        Optional<byte[]> statement = bundle.bytes(BundleFiles.statement(answer.id()));
        if (statement.isEmpty()) {
            List<String> contents = bundle.under(BundleFiles.CONTENT);
            return contents.isEmpty() ? null : contents.getFirst();
        }
        String text = new String(statement.get(), StandardCharsets.UTF_8);
        found.ask("Does the answer speak of this document?", text.contains(": " + number + "\n")
                && text.contains(": " + answer.kind() + "\n"), BundleFiles.statement(answer.id()));
        return statement.get();
    }

    private void signature(String file, byte[] signature, @Nullable Object content) {
        VerificationReport report = examine(signature, file, content);
        if (report != null) {
            found.signed(file, report);
            found.answer("Is the signature good?", Indication.valueOf(report.verdict()),
                    file + ": " + signers(report));
        }
    }

    /** {@code content}: octets, the name of a file in the bundle, or null. */
    private @Nullable VerificationReport examine(byte[] signature, String file, @Nullable Object content) {
        try {
            SignedContainer container = desk.read(signature);
            ContentDigests known = switch (content) {
                case byte[] bytes -> ContentDigests.of(bytes, container.digestsNeeded());
                case String name when !container.digestsNeeded().isEmpty() -> ContentDigests
                        .of(digestsOf(name, container.digestsNeeded()));
                case null, default -> ContentDigests.none();
            };
            Verdict verdict = desk.examine(container, known, trust, Instant.now());
            return new ReportWriter().write(verdict, language);
        } catch (MalformedSignature malformed) {
            found.ask("Is the signature good?", false, file + " cannot be read: " + malformed.getMessage());
            return null;
        }
    }

    private byte[] digest(String name, DigestAlgorithm algorithm) {
        return java.util.Objects.requireNonNull(digestsOf(name, EnumSet.of(algorithm)).get(algorithm));
    }

    private Map<DigestAlgorithm, byte[]> digestsOf(String name, Set<DigestAlgorithm> algorithms) {
        Map<DigestAlgorithm, byte[]> known = digests.computeIfAbsent(name, _ -> new HashMap<>());
        Set<DigestAlgorithm> missing = new HashSet<>(algorithms);
        missing.removeAll(known.keySet());
        if (!missing.isEmpty()) {
            known.putAll(bundle.digests(name, missing));
        }
        return known;
    }

    private static String signers(VerificationReport report) {
        List<String> names = report.signatures().stream().map(signature -> signature.signer().name() + " ("
                + signature.bestSignatureTime() + ")").toList();
        return String.join(", ", names);
    }

    private static Optional<DigestAlgorithm> algorithm(String name) {
        return Arrays.stream(DigestAlgorithm.values())
                .filter(one -> one.name().equals(name.replace('-', '_'))).findFirst();
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every JDK has SHA-256", absent);
        }
    }
}

package kz.centerpro.hub.verification;

import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import kz.centerpro.contracts.party.SignerRole;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.hub.certificate.AlgorithmTable;
import kz.centerpro.hub.certificate.CertificateSummary;
import kz.centerpro.hub.certificate.Check;
import kz.centerpro.hub.certificate.CheckResult;
import kz.centerpro.hub.certificate.Evidence;
import kz.centerpro.hub.certificate.Indication;
import kz.centerpro.hub.certificate.Level;
import kz.centerpro.hub.certificate.SignerIdentity;
import kz.centerpro.hub.signature.SignatureReport;
import kz.centerpro.hub.signature.TimestampReport;
import kz.centerpro.hub.signature.Verdict;
import org.jspecify.annotations.Nullable;

/** Puts a verdict into words that a person understands. Immutable and thread-safe. */
public final class ReportWriter {

    /** The arc of key storages; what follows is the kind. */
    private static final String STORAGE = "1.2.398.3.3.5.";

    private static final Set<String> ABOUT_ALGORITHMS = Set.of(AlgorithmTable.ALGORITHM, AlgorithmTable.UNTIL);

    private final Map<String, ReportWords> languages = Map.of("kk", ReportWords.in("kk"), "ru", ReportWords.in("ru"),
            "en", ReportWords.in("en"));

    /** {@code language} is kk, ru or en; another one is answered in English. */
    public VerificationReport write(Verdict verdict, String language) {
        String spoken = languages.containsKey(language) ? language : "en";
        ReportWords words = Objects.requireNonNull(languages.get(spoken));
        return new VerificationReport(verdict.status().name(),
                String.valueOf(words.say("verdict", verdict.status().name())), spoken, verdict.policyVersion(),
                verdict.format(),
                verdict.signatures().stream().map(report -> signature(report, words)).toList());
    }

    /** A role in words. */
    public String role(SignerRole role, String language) {
        ReportWords words = languages.get(language);
        return words == null ? role.name() : String.valueOf(words.say("role", role.name()));
    }

    private static VerificationReport.Signature signature(SignatureReport report, ReportWords words) {
        Map<String, String> facts = decisive(report, facts(report, words));
        TimestampReport stamp = report.timestamp();
        return new VerificationReport.Signature(report.status().name(), orNull(report.subIndication()),
                words.say("why", kind(report.subIndication(), facts), facts),
                words.say("todo", report.subIndication(), facts),
                report.authenticity().status().name(), report.keyValidity().status().name(), report.algorithm(),
                signer(report, words), time(report.claimedSigningTime()), WireTime.format(report.bestSignatureTime()),
                stamp == null ? null : timestamp(stamp), chain(report.chain()), reason(report),
                revocation(report, words), report.evidence().stream().map(ReportWriter::evidence).toList(),
                report.checks().stream().map(check -> check(check, words, facts)).toList(),
                report.checks().stream().filter(Check::warns).map(check -> warning(check, words, facts)).distinct()
                        .toList(),
                report.remarks(),
                report.countersignatures().stream().map(over -> signature(over, words)).toList());
    }

    private static Map<String, String> facts(SignatureReport report, ReportWords words) {
        Map<String, String> facts = new HashMap<>();
        facts.put("at", WireTime.format(report.bestSignatureTime()));
        facts.put("role", String.valueOf(words.say("role", report.signer().role().name())));
        facts.put("revokedAt", Optional.ofNullable(report.revocation()).map(revocation -> revocation.date())
                .map(WireTime::format).orElse(""));
        if (!report.chain().isEmpty()) {
            facts.put("notBefore", WireTime.format(report.chain().getFirst().notBefore()));
            facts.put("notAfter", WireTime.format(report.chain().getFirst().notAfter()));
        }
        return facts;
    }

    /** The facts of the answer that decided go into the words about the whole. */
    private static Map<String, String> decisive(SignatureReport report, Map<String, String> facts) {
        return report.checks().stream()
                .filter(check -> check.level() == Level.FAIL && check.answer() == report.status()
                        && !check.subIndication().isEmpty() && check.subIndication().equals(report.subIndication()))
                .findFirst().map(check -> with(facts, check)).orElse(facts);
    }

    private static Map<String, String> with(Map<String, String> facts, Check check) {
        Map<String, String> all = new HashMap<>(facts);
        all.keySet().removeAll(ABOUT_ALGORITHMS);
        all.putAll(check.facts());
        return all;
    }

    /** What is said of a weak algorithm depends on whether there was a time when it counted. */
    private static String kind(String subIndication, Map<String, String> facts) {
        if (!subIndication.equals("CRYPTO_CONSTRAINTS_FAILURE") || !facts.containsKey(AlgorithmTable.ALGORITHM)) {
            return subIndication;
        }
        return subIndication + (facts.containsKey(AlgorithmTable.UNTIL) ? ".AFTER" : ".NEVER");
    }

    private static @Nullable String why(Check check, ReportWords words, Map<String, String> about) {
        Map<String, String> facts = with(about, check);
        boolean counted = check.answer() == Indication.PASSED && facts.containsKey(AlgorithmTable.ALGORITHM);
        return words.say("why", counted ? "OLD_ENOUGH" : kind(check.subIndication(), facts), facts);
    }

    private static VerificationReport.Check check(Check check, ReportWords words, Map<String, String> facts) {
        String id = check.question().name();
        return new VerificationReport.Check(id, words.say("question", id), check.answer().name(),
                words.say("answer", check.answer().name()), check.level().name(), check.question().clause(),
                orNull(check.subIndication()), why(check, words, facts),
                orNull(check.detail()));
    }

    private static String warning(Check check, ReportWords words, Map<String, String> facts) {
        String why = why(check, words, facts);
        return words.say("question", check.question().name()) + " " + words.say("answer", check.answer().name()) + ". "
                + (why == null ? check.detail() : why);
    }

    private static @Nullable String reason(SignatureReport report) {
        CheckResult first = report.authenticity();
        boolean byFirst = first.status() == report.status() && report.status() != Indication.PASSED;
        CheckResult decisive = byFirst ? first : report.keyValidity();
        return orNull(decisive.reason());
    }

    private static VerificationReport.Signer signer(SignatureReport report, ReportWords words) {
        SignerIdentity identity = report.signer();
        String storage = identity.keyStorage();
        return new VerificationReport.Signer(identity.iin(), identity.bin(), orNull(identity.name()),
                identity.role().name(), words.say("role", identity.role().name()), identity.organization(),
                orNull(identity.certificateSha256()), storage == null ? null : storage(storage, words),
                identity.country(), issuerCountry(report.chain()));
    }

    /** The most exact name that is known for the storage, else its object identifier. */
    private static String storage(String id, ReportWords words) {
        String kind = id.startsWith(STORAGE) ? id.substring(STORAGE.length()) : "";
        while (!kind.isEmpty()) {
            String named = words.say("storage", kind);
            if (named != null) {
                return named;
            }
            kind = kind.contains(".") ? kind.substring(0, kind.lastIndexOf('.')) : "";
        }
        return id;
    }

    private static @Nullable String issuerCountry(List<CertificateSummary> chain) {
        if (chain.isEmpty()) {
            return null;
        }
        for (String part : chain.getFirst().issuer().split("(?<!\\\\)[,+]", -1)) {
            if (part.strip().startsWith("C=")) {
                return part.strip().substring(2);
            }
        }
        return null;
    }

    private static VerificationReport.@Nullable Revocation revocation(SignatureReport report, ReportWords words) {
        return report.revocation() == null
                ? null
                : new VerificationReport.Revocation(WireTime.format(report.revocation().date()),
                        report.revocation().reason(), words.say("revocation", report.revocation().reason()));
    }

    private static VerificationReport.Evidence evidence(Evidence proof) {
        return new VerificationReport.Evidence(proof.kind().name(), proof.sha256(),
                WireTime.format(proof.thisUpdate()), orNull(proof.issuer()),
                proof.number() == null ? null : proof.number().toString(),
                proof.der() == null ? null : Base64.getEncoder().encodeToString(proof.der()));
    }

    private static VerificationReport.Timestamp timestamp(TimestampReport stamp) {
        return new VerificationReport.Timestamp(stamp.status().name(), orNull(stamp.reason()), time(stamp.time()),
                stamp.policy(), stamp.serialNumber(), stamp.digestAlgorithm(), stamp.authority(),
                chain(stamp.chain()));
    }

    private static List<VerificationReport.Certificate> chain(List<CertificateSummary> chain) {
        return chain.stream()
                .map(link -> new VerificationReport.Certificate(link.subject(), link.issuer(), link.serialNumber(),
                        WireTime.format(link.notBefore()), WireTime.format(link.notAfter()), link.sha256()))
                .toList();
    }

    private static @Nullable String time(@Nullable Instant instant) {
        return instant == null ? null : WireTime.format(instant);
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}

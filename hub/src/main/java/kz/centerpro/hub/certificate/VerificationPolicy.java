package kz.centerpro.hub.certificate;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kz.centerpro.contracts.party.SignatureRegime;
import org.bouncycastle.asn1.x509.KeyUsage;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a signature must satisfy beyond being authentic. A policy is data: the built-in ones are JSON files beside the
 * code ({@code policies/}), others are read from bytes of the same shape.
 *
 * @param version
 *            name and number; goes into every verdict
 * @param signerKeys
 *            which key usages may sign
 * @param evidenceAge
 *            how old an OCSP response without nextUpdate may be at the signature time (НУЦ РК sends none)
 * @param staleLists
 *            whether a CRL past its nextUpdate still counts as proof of not being revoked (archives, offline use)
 * @param signingTime
 *            what stands in for a proof of the time
 * @param certificatePolicies
 *            object identifiers, one of which a certificate under a national anchor should carry; empty asks for none
 * @param algorithms
 *            until when weak algorithms count (ETSI EN 319 102-1, 5.2.8); none may count for longer than it is known to
 *            be safe
 * @param levels
 *            what a missing or wrong answer means; questions that are not named decide the verdict
 */
public record VerificationPolicy(String version, SignerKeys signerKeys, Duration evidenceAge, boolean staleLists,
        SigningTime signingTime, Set<String> certificatePolicies, AlgorithmTable algorithms,
        Map<Question, Level> levels) {

    /** The moment that key validity is judged at when no time-stamp proves one. */
    public enum SigningTime {
        /** The moment of receipt, whatever the signer claims (reading A4). */
        RECEIPT,
        /**
         * As before while the certificate is valid; for one that ended, a moment of its validity: the claimed one, else
         * its last. Says what was signed in archives whose receipt nobody recorded; any revocation counts against it.
         */
        WITHIN_VALIDITY
    }

    /** Whether silence about revocation is tolerated. */
    public enum RevocationEvidence {
        REQUIRED, IF_AVAILABLE
    }

    /** SIGN keys carry nonRepudiation; AUTH keys of old carry digitalSignature alone. */
    public enum SignerKeys {
        NON_REPUDIATION, NON_REPUDIATION_OR_DIGITAL_SIGNATURE
    }

    /** The JSON of a policy. */
    private record Written(String name, int version, String description, SignerKeys signerKeys,
            SigningTime signingTime, String evidenceAge, boolean staleLists, List<String> certificatePolicies,
            Map<WeakAlgorithm, String> algorithms, Map<Question, Level> levels) {}

    /** Levels that were never written down decide; {@link Question#isFixed} ones always do. */
    public VerificationPolicy {
        levels = Map.copyOf(levels);
        certificatePolicies = Set.copyOf(certificatePolicies);
        List<Question> lowered = levels.entrySet().stream()
                .filter(entry -> entry.getKey().isFixed() && entry.getValue() != Level.FAIL).map(Map.Entry::getKey)
                .sorted().toList();
        if (!lowered.isEmpty()) {
            throw new IllegalArgumentException("policy " + version + ": no policy may lower " + lowered);
        }
    }

    /** A policy of the usual levels under which nothing weak counts. */
    public VerificationPolicy(String version, RevocationEvidence revocation, SignerKeys signerKeys,
            Duration evidenceAge, boolean staleLists, SigningTime signingTime) {
        this(version, signerKeys, evidenceAge, staleLists, signingTime, Set.of(), AlgorithmTable.nothingWeak(),
                usual(revocation));
    }

    private static Map<Question, Level> usual(RevocationEvidence revocation) {
        Map<Question, Level> levels = new EnumMap<>(documents().levels());
        levels.put(Question.REVOCATION_EVIDENCE,
                revocation == RevocationEvidence.REQUIRED ? Level.FAIL : Level.WARN);
        return levels;
    }

    /** For documents: revocation evidence required, keys made for signing. */
    public static VerificationPolicy documents() {
        return BuiltIn.DOCUMENTS;
    }

    /** For logging in: as for documents, and authentication keys will do. */
    public static VerificationPolicy login() {
        return BuiltIn.LOGIN;
    }

    /** For looking at archives without a network: what evidence is at hand is used, its absence is tolerated. */
    public static VerificationPolicy offline() {
        return BuiltIn.OFFLINE;
    }

    /** As {@link #offline}, for signatures of which nobody knows when they were received. */
    public static VerificationPolicy archive() {
        return BuiltIn.ARCHIVE;
    }

    /** The built-in policies by name. */
    public static Map<String, VerificationPolicy> builtIn() {
        return BuiltIn.ALL;
    }

    /**
     * Reads a policy. One without {@code algorithms} counts nothing weak.
     *
     * @throws IllegalArgumentException
     *             naming what is wrong: no such member, question, level or algorithm, a question that must decide is
     *             lowered, or a weak algorithm counts for too long
     */
    public static VerificationPolicy read(byte[] json) {
        Written written;
        try {
            JsonMapper mapper = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES).build();
            if (!(mapper.readTree(json) instanceof ObjectNode members)) {
                throw new IllegalArgumentException("policy cannot be read: it is no JSON object");
            }
            if (!members.has("algorithms")) {
                members.putObject("algorithms");
            }
            written = mapper.treeToValue(members, Written.class);
        } catch (JacksonException unreadable) {
            throw new IllegalArgumentException("policy cannot be read: " + unreadable.getOriginalMessage(), unreadable);
        }
        return new VerificationPolicy(written.name() + "-" + written.version(), written.signerKeys(),
                Duration.parse(written.evidenceAge()), written.staleLists(), written.signingTime(),
                Set.copyOf(written.certificatePolicies()), table(written), written.levels());
    }

    private static AlgorithmTable table(Written written) {
        try {
            return AlgorithmTable.of(Objects.requireNonNullElse(written.algorithms(), Map.of()));
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException(
                    "policy " + written.name() + "-" + written.version() + ": " + refused.getMessage(), refused);
        }
    }

    /** What an answer other than PASSED to this question means. */
    public Level level(Question question) {
        return levels.getOrDefault(question, Level.FAIL);
    }

    public Check check(Question question, CheckResult result) {
        return new Check(question, result.status(), level(question), result.subIndication(), result.reason(),
                result.facts());
    }

    /**
     * Foreign authorities do not share the Kazakh split into SIGN and AUTH keys: there either usage signs, as does
     * none.
     */
    CheckResult usage(ParsedCertificate signer, SignatureRegime regime) {
        boolean signs = signer.mayUseKeyFor(KeyUsage.nonRepudiation);
        boolean strict = signerKeys == SignerKeys.NON_REPUDIATION && regime == SignatureRegime.EDS;
        if (strict ? signs && signer.keyUsage != null : signs || signer.mayUseKeyFor(KeyUsage.digitalSignature)) {
            return CheckResult.passed();
        }
        return CheckResult.failed("CHAIN_CONSTRAINTS_FAILURE",
                "the signer's key is not for signing documents (keyUsage)");
    }

    /** The same policy with another patience for responses without nextUpdate. */
    public VerificationPolicy withEvidenceAge(Duration age) {
        return new VerificationPolicy(version, signerKeys, age, staleLists, signingTime, certificatePolicies,
                algorithms,
                levels);
    }

    /** Read once, when first asked for: at start, not on a verify thread. */
    private static final class BuiltIn {

        private static final VerificationPolicy DOCUMENTS = named("documents");
        private static final VerificationPolicy LOGIN = named("login");
        private static final VerificationPolicy OFFLINE = named("offline");
        private static final VerificationPolicy ARCHIVE = named("archive");
        private static final Map<String, VerificationPolicy> ALL = Stream.of("documents", "login", "offline", "archive")
                .collect(Collectors.toUnmodifiableMap(name -> name, BuiltIn::of));

        private static VerificationPolicy of(String name) {
            return switch (name) {
                case "documents" -> DOCUMENTS;
                case "login" -> LOGIN;
                case "offline" -> OFFLINE;
                default -> ARCHIVE;
            };
        }

        private static VerificationPolicy named(String name) {
            try (InputStream file = VerificationPolicy.class.getResourceAsStream("/policies/" + name + ".json")) {
                if (file == null) {
                    throw new IllegalStateException("policies/" + name + ".json is missing from the jar");
                }
                return read(file.readAllBytes());
            } catch (IOException unreadable) {
                throw new IllegalStateException("policies/" + name + ".json cannot be read", unreadable);
            }
        }
    }
}

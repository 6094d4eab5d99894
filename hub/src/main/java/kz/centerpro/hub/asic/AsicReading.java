package kz.centerpro.hub.asic;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import kz.centerpro.hub.certificate.CheckResult;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.ParsedCertificate;
import kz.centerpro.hub.certificate.RevocationList;
import kz.centerpro.hub.signature.CmsFormat;
import kz.centerpro.hub.signature.EnclosedSignature;
import kz.centerpro.hub.signature.SignatureFacts.Stamp;
import kz.centerpro.hub.signature.SignatureFacts;
import kz.centerpro.hub.signature.SignedContainer;
import org.jspecify.annotations.Nullable;

/** One reading of one container: which signature covers which files, and what nobody signed. */
final class AsicReading {

    private static final String META = "META-INF/";
    private static final String SIMPLE = "application/vnd.etsi.asic-s+zip";
    private static final String EXTENDED = "application/vnd.etsi.asic-e+zip";
    private static final int SIGNATURES_MAX = 32;
    private static final int CERTIFICATES_MAX = 128;
    private static final int STAMPS_MAX = 4;
    private static final int TOLD_MAX = 3;

    /** A signature before it is known whether all files of the container are covered. */
    private record Found(SignatureFacts facts, @Nullable Function<DigestAlgorithm, byte[]> signed,
            CheckResult structure, Set<String> covered, List<Stamp> stamps) {}

    private record Digested(String file, DigestAlgorithm algorithm) {}

    private final byte[] bytes;
    private final int bytesMax;
    private final SignaturesInAsic xades;
    private final Map<String, byte[]> files;
    private final Set<String> data = new TreeSet<>();
    private final Map<String, AsicManifest> manifests = new LinkedHashMap<>();
    private final Map<Digested, byte[]> digests = new ConcurrentHashMap<>();
    private final List<Found> found = new ArrayList<>();
    private final Set<ParsedCertificate> certificates = new LinkedHashSet<>();
    private final List<RevocationList> lists = new ArrayList<>();
    private final boolean simple;

    AsicReading(byte[] bytes, int bytesMax, SignaturesInAsic xades) throws MalformedSignature {
        this.bytes = bytes;
        this.bytesMax = bytesMax;
        this.xades = xades;
        this.files = ZipFiles.read(bytes, bytesMax);
        String kind = kind();
        for (String name : files.keySet()) {
            if (isMeta(name) && !name.startsWith(META)) {
                // Some systems would unpack it beside the signatures, some among the files that are to be signed.
                throw new MalformedSignature("container with a folder '" + name + "' in unusual letters");
            }
            if (isMeta(name) && isManifest(name)) {
                manifests.put(name, AsicManifest.read(name, content(name)));
            } else if (!isMeta(name) && !name.equals("mimetype") && !name.endsWith("/")) {
                data.add(name);
            }
        }
        this.simple = kind.equals(SIMPLE) || (kind.isEmpty() && manifests.isEmpty() && data.size() == 1);
        if (data.isEmpty() || (simple && data.size() != 1)) {
            throw new MalformedSignature("container with " + data.size() + " files to sign");
        }
    }

    /** EN 319 162-1, 4.3.3.1 and 4.4.3.1: the media type comes first and stored; it may also be missing. */
    private String kind() throws MalformedSignature {
        byte[] type = files.get("mimetype");
        if (type == null) {
            return "";
        }
        String kind = new String(type, StandardCharsets.US_ASCII);
        boolean first = files.keySet().iterator().next().equals("mimetype");
        boolean stored = bytes[8] == 0 && bytes[28] == 0 && bytes[29] == 0;
        if (!first || !stored || !(kind.equals(SIMPLE) || kind.equals(EXTENDED))) {
            throw new MalformedSignature("container whose mimetype is not the first file, or is another one");
        }
        return kind;
    }

    private static boolean isMeta(String name) {
        return name.regionMatches(true, 0, META, 0, META.length());
    }

    private static String inMeta(String name) {
        return name.substring(META.length()).toLowerCase(Locale.ROOT);
    }

    private static boolean isManifest(String name) {
        String file = inMeta(name);
        return file.endsWith(".xml") && (file.startsWith("asicmanifest") || file.startsWith("asicarchivemanifest"));
    }

    private byte[] content(String name) throws MalformedSignature {
        byte[] content = files.get(name);
        if (content == null) {
            throw new MalformedSignature("container without '" + name + "'");
        }
        return content;
    }

    SignedContainer container() throws MalformedSignature {
        boolean stamped = false;
        for (String name : files.keySet()) {
            if (!isMeta(name)) {
                continue;
            }
            String file = inMeta(name);
            if (file.endsWith(".p7s")) {
                cades(name);
            } else if (file.endsWith(".xml") && file.contains("signatures")) {
                xades(name);
            }
            stamped |= file.endsWith(".tst");
        }
        if (found.isEmpty()) {
            throw new MalformedSignature(stamped
                    ? "container with time-stamps and no signature: nobody signed it"
                    : "container without a signature");
        }
        if (found.size() > SIGNATURES_MAX || certificates.size() > CERTIFICATES_MAX) {
            throw new MalformedSignature(
                    found.size() + " signatures with " + certificates.size() + " certificates; up to "
                            + SIGNATURES_MAX + " and " + CERTIFICATES_MAX + " are read");
        }
        return new SignedContainer(simple ? "ASiC-S" : "ASiC-E", bytes, List.copyOf(certificates), signatures(),
                List.copyOf(lists));
    }

    // --- CAdES -----------------------------------------------------------------------------------------------------

    private void cades(String name) throws MalformedSignature {
        SignedContainer cms;
        try {
            cms = new CmsFormat().read(content(name), bytesMax);
        } catch (MalformedSignature malformed) {
            throw new MalformedSignature("'" + name + "': " + malformed.getMessage(), malformed);
        }
        certificates.addAll(cms.certificates());
        lists.addAll(cms.lists());
        List<Stamp> stamps = archived(name);
        for (SignatureFacts facts : cms.signatures()) {
            if (!cms.detached()) {
                found.add(new Found(facts, null, CheckResult.failed("FORMAT_FAILURE",
                        "the signature brings content of its own beside the container's"), Set.of(), stamps));
            } else if (simple) {
                String only = data.iterator().next();
                found.add(new Found(facts, algorithm -> digest(only, algorithm), CheckResult.passed(), Set.of(only),
                        stamps));
            } else {
                found.add(byManifest(name, facts, stamps));
            }
        }
    }

    private Found byManifest(String name, SignatureFacts facts, List<Stamp> stamps) {
        List<Map.Entry<String, AsicManifest>> own = manifests.entrySet().stream()
                .filter(manifest -> manifest.getValue().signature().equals(name)).toList();
        if (own.size() != 1) {
            return new Found(facts, null,
                    CheckResult.failed("FORMAT_FAILURE",
                            own.size() + " manifests name the signature '" + name + "' and one must"),
                    Set.of(), stamps);
        }
        String manifest = own.getFirst().getKey();
        List<AsicManifest.Reference> references = own.getFirst().getValue().references();
        CheckResult structure = references(references);
        Set<String> covered = new TreeSet<>();
        references.forEach(reference -> covered.add(reference.file()));
        return new Found(facts, algorithm -> digest(manifest, algorithm), structure, covered, stamps);
    }

    /** Every file that a manifest names must be there unaltered. */
    private CheckResult references(List<AsicManifest.Reference> references) {
        CheckResult worst = CheckResult.passed();
        for (AsicManifest.Reference reference : references) {
            CheckResult check = reference(reference);
            worst = check.status().compareTo(worst.status()) > 0 ? check : worst;
        }
        return worst;
    }

    private CheckResult reference(AsicManifest.Reference reference) {
        DigestAlgorithm algorithm = reference.algorithm();
        if (algorithm == null || !algorithm.resistsCollisions()) {
            return CheckResult.failed("CRYPTO_CONSTRAINTS_FAILURE",
                    "the digest of '" + reference.file() + "' is of an unknown or too weak algorithm");
        }
        if (!files.containsKey(reference.file())) {
            return CheckResult.indeterminate("SIGNED_DATA_NOT_FOUND",
                    "'" + reference.file() + "' was signed and is not in the container");
        }
        return MessageDigest.isEqual(digest(reference.file(), algorithm), reference.digest())
                ? CheckResult.passed()
                : CheckResult.failed("HASH_FAILURE", "'" + reference.file() + "' is not the file that was signed");
    }

    private byte[] digest(String file, DigestAlgorithm algorithm) {
        byte[] content = files.getOrDefault(file, new byte[0]);
        return digests.computeIfAbsent(new Digested(file, algorithm), _ -> algorithm.digest(content));
    }

    /** Tokens over a manifest that names this signature among unaltered files (EN 319 162-1, 5.2.3). */
    private List<Stamp> archived(String signature) throws MalformedSignature {
        List<Stamp> stamps = new ArrayList<>();
        for (Map.Entry<String, AsicManifest> manifest : manifests.entrySet()) {
            String token = manifest.getValue().signature();
            List<AsicManifest.Reference> references = manifest.getValue().references();
            boolean over = token.toLowerCase(Locale.ROOT).endsWith(".tst") && files.containsKey(token)
                    && references.stream().anyMatch(reference -> reference.file().equals(signature))
                    && references(references).hasPassed();
            if (over && stamps.size() < STAMPS_MAX) {
                stamps.add(new Stamp(content(token), algorithm -> digest(manifest.getKey(), algorithm)));
            }
        }
        return stamps;
    }

    // --- XAdES -----------------------------------------------------------------------------------------------------

    private void xades(String name) throws MalformedSignature {
        SignaturesInAsic.Found read = xades.read(content(name), files);
        certificates.addAll(read.certificates());
        lists.addAll(read.lists());
        List<Stamp> stamps = archived(name);
        for (SignaturesInAsic.Covering signature : read.signatures()) {
            found.add(new Found(signature.facts(), null, CheckResult.passed(), signature.covered(), stamps));
        }
    }

    // --- what is covered -------------------------------------------------------------------------------------------

    private List<SignatureFacts> signatures() {
        Set<String> unsigned = new TreeSet<>(data);
        found.stream().filter(signature -> signature.structure().hasPassed())
                .forEach(signature -> unsigned.removeAll(signature.covered()));
        List<SignatureFacts> signatures = new ArrayList<>();
        for (Found signature : found) {
            List<String> remarks = new ArrayList<>();
            Set<String> beside = new TreeSet<>(data);
            beside.removeAll(signature.covered());
            if (!beside.isEmpty()) {
                remarks.add("this signature does not cover " + named(beside));
            }
            CheckResult structure = signature.structure();
            if (structure.hasPassed() && !unsigned.isEmpty()) {
                structure = CheckResult.indeterminate("FORMAT_FAILURE", "nobody signed " + named(unsigned));
            } else if (structure.hasPassed() && beside.size() == data.size()) {
                structure = CheckResult.failed("FORMAT_FAILURE", "the signature covers no file of the container");
            }
            signatures.add(new EnclosedSignature(bytes, signature.facts(), signature.signed(), structure, null,
                    signature.stamps(), List.of(), remarks));
        }
        return signatures;
    }

    private static String named(Set<String> names) {
        String some = String.join(", ", names.stream().limit(TOLD_MAX).map(name -> "'" + name + "'").toList());
        return names.size() > TOLD_MAX ? some + " and " + (names.size() - TOLD_MAX) + " more" : some;
    }
}

package kz.centerpro.hub.pdf;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kz.centerpro.hub.certificate.CheckResult;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.ParsedCertificate;
import kz.centerpro.hub.certificate.RevocationList;
import kz.centerpro.hub.pdf.PdfFields.Signed;
import kz.centerpro.hub.pdf.PdfValue.Dictionary;
import kz.centerpro.hub.pdf.PdfValue.Name;
import kz.centerpro.hub.pdf.PdfValue.Text;
import kz.centerpro.hub.signature.CmsFormat;
import kz.centerpro.hub.signature.EnclosedSignature;
import kz.centerpro.hub.signature.SignatureFacts;
import kz.centerpro.hub.signature.SignedContainer;
import kz.centerpro.hub.signature.UnsupportedSignature;
import org.jspecify.annotations.Nullable;

/** One reading of one file: its signatures, each with the revision that it covers. */
final class PdfReading {

    private static final String DETACHED = "adbe.pkcs7.detached";
    private static final String CADES = "ETSI.CAdES.detached";
    private static final String SHA1 = "adbe.pkcs7.sha1";
    private static final int CERTIFICATES_MAX = 128;
    private static final int DOCUMENT_STAMPS_MAX = 4;
    private static final Pattern DATE = Pattern.compile(
            "D:(\\d{4})(\\d{2})(\\d{2})(\\d{2})(\\d{2})(\\d{2})(?:Z(?:00'?00'?)?|([+-])(\\d{2})'?(\\d{2})'?)");

    /** A document time-stamp whose place in the file is sound. */
    private record DocumentStamp(SignatureFacts.Stamp stamp, PdfRange range) {}

    private final byte[] bytes;
    private final int bytesMax;
    private final PdfBudget budget;
    private final PdfFile file;
    private final PdfStore store;
    private final Set<ParsedCertificate> certificates = new LinkedHashSet<>();
    private final List<RevocationList> lists = new ArrayList<>();
    private final List<DocumentStamp> stamps = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    PdfReading(byte[] bytes, int bytesMax) throws MalformedSignature {
        this.bytes = bytes;
        this.bytesMax = bytesMax;
        this.budget = new PdfBudget(bytesMax);
        this.file = PdfFile.read(bytes, bytes.length, budget);
        this.store = PdfStore.of(file);
        lists.addAll(store.lists());
    }

    SignedContainer container() throws MalformedSignature {
        List<Signed> fields = PdfFields.signed(file);
        for (Signed field : fields) {
            if (field.isTimestamp()) {
                addStamp(field);
            }
        }
        List<SignatureFacts> signatures = new ArrayList<>();
        for (Signed field : fields) {
            if (!field.isTimestamp()) {
                signatures.addAll(signatures(field));
            }
        }
        if (signatures.isEmpty()) {
            throw new MalformedSignature(stamps.isEmpty()
                    ? "PDF has no signature"
                    : "PDF has time-stamps and no signature: nobody signed it");
        }
        certificates.addAll(store.certificates());
        if (certificates.size() > CERTIFICATES_MAX) {
            throw new MalformedSignature(certificates.size() + " certificates; up to " + CERTIFICATES_MAX);
        }
        return new SignedContainer("PDF", bytes, List.copyOf(certificates), signatures, List.copyOf(lists));
    }

    private PdfRange range(Signed field) throws MalformedSignature {
        PdfRange range = PdfRange.of(bytes, file.array(field.dictionary().get("ByteRange")), field.contents().place());
        budget.hashed(range.size());
        return range;
    }

    private static byte[] contents(Signed field) throws MalformedSignature {
        return CmsFormat.unpadded(field.contents().octets().getBytes(StandardCharsets.ISO_8859_1));
    }

    private void addStamp(Signed field) throws MalformedSignature {
        try {
            PdfRange range = range(field);
            stamps.add(new DocumentStamp(new SignatureFacts.Stamp(contents(field), range::digest), range));
        } catch (MalformedSignature wrong) {
            if (budget.isSpent()) {
                throw wrong;
            }
            remarks.add("document time-stamp '" + field.name() + "' proves nothing: " + wrong.getMessage());
        }
    }

    private List<SignatureFacts> signatures(Signed field) throws MalformedSignature {
        String kind = field.subFilter();
        if (!Set.of(DETACHED, CADES, SHA1).contains(kind)) {
            return List.of(new UnsupportedSignature(kind));
        }
        SignedContainer cms;
        try {
            cms = new CmsFormat().read(contents(field), bytesMax);
        } catch (MalformedSignature malformed) {
            throw new MalformedSignature("PDF signature '" + field.name() + "': " + malformed.getMessage(), malformed);
        }
        certificates.addAll(cms.certificates());
        lists.addAll(cms.lists());
        PdfRange range = null;
        CheckResult structure;
        try {
            range = range(field);
            structure = structure(field, range, cms);
        } catch (MalformedSignature wrong) {
            if (budget.isSpent()) {
                throw wrong;
            }
            structure = CheckResult.failed("FORMAT_FAILURE", String.valueOf(wrong.getMessage()));
        }
        return facts(field, cms, kind.equals(SHA1) ? null : range, structure);
    }

    private List<SignatureFacts> facts(Signed field, SignedContainer cms, @Nullable PdfRange range,
            CheckResult structure) {
        List<String> told = new ArrayList<>(remarks);
        if (!structure.reason().isEmpty()) {
            told.add(structure.reason());
        }
        Instant claimed = field.dictionary().get("M") instanceof Text text ? date(text.octets()) : null;
        List<SignatureFacts.Stamp> later = range == null
                ? List.of()
                : stamps.stream().filter(stamp -> stamp.range().covers(range)).limit(DOCUMENT_STAMPS_MAX)
                        .map(DocumentStamp::stamp).toList();
        List<SignatureFacts> facts = new ArrayList<>();
        for (SignatureFacts signature : cms.signatures()) {
            facts.add(new EnclosedSignature(bytes, signature, range == null ? null : range::digest, structure, claimed,
                    later, store.responses(), told));
        }
        return facts;
    }

    /** Whether the signature stands in the revision that it covers, and what became of that revision. */
    private CheckResult structure(Signed field, PdfRange range, SignedContainer cms) throws MalformedSignature {
        if (field.subFilter().equals(SHA1)) {
            return CheckResult.failed("CRYPTO_CONSTRAINTS_FAILURE", SHA1 + " rests on SHA-1, which is too weak");
        }
        if (!cms.detached()) {
            return CheckResult.failed("FORMAT_FAILURE", "the signature brings content of its own beside the file");
        }
        PdfFile signed = PdfFile.read(bytes, range.end(), budget);
        List<Signed> inside = PdfFields.signed(signed);
        boolean own = inside.stream().anyMatch(known -> known.contents().place().start() == field.contents().place()
                .start() && known.dictionary().equals(field.dictionary()));
        if (!own) {
            return CheckResult.failed("FORMAT_FAILURE", "the signature is not part of the revision that it covers");
        }
        CheckResult changes = PdfChanges.since(signed, file);
        return changes.hasPassed() && forbidsChanges(signed, field) && signers(PdfFields.signed(file)) > signers(inside)
                ? CheckResult.failed("FORMAT_FAILURE", "signed again although the signer certified it against changes")
                : changes;
    }

    private static long signers(List<Signed> fields) {
        return fields.stream().filter(field -> !field.isTimestamp()).count();
    }

    /** ISO 32000-2, 12.8.2.2: a certifying signature with permission 1. */
    private static boolean forbidsChanges(PdfFile file, Signed field) throws MalformedSignature {
        for (PdfValue value : file.array(field.dictionary().get("Reference"))) {
            Dictionary reference = file.dictionary(value);
            Dictionary parameters = file.dictionary(reference.get("TransformParams"));
            if (reference.get("TransformMethod").equals(new Name("DocMDP"))
                    && parameters.get("P").equals(new PdfValue.Numeric("1"))) {
                return true;
            }
        }
        return false;
    }

    /** ISO 32000-2, 7.9.4, to the second and with its offset; null where it says less. */
    static @Nullable Instant date(String written) {
        Matcher parts = DATE.matcher(written);
        if (!parts.matches()) {
            return null;
        }
        try {
            int sign = "-".equals(parts.group(7)) ? -1 : 1;
            ZoneOffset offset = parts.group(7) == null
                    ? ZoneOffset.UTC
                    : ZoneOffset.ofHoursMinutes(sign * number(parts, 8), sign * number(parts, 9));
            return OffsetDateTime.of(number(parts, 1), number(parts, 2), number(parts, 3), number(parts, 4),
                    number(parts, 5), number(parts, 6), 0, offset).toInstant();
        } catch (DateTimeException impossible) {
            return null;
        }
    }

    private static int number(Matcher parts, int group) {
        return Integer.parseInt(parts.group(group));
    }
}

package kz.centerpro.hub.pdf;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import kz.centerpro.hub.certificate.CheckResult;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.pdf.PdfFile.Entry;
import kz.centerpro.hub.pdf.PdfValue.Array;
import kz.centerpro.hub.pdf.PdfValue.Dictionary;
import kz.centerpro.hub.pdf.PdfValue.Name;
import kz.centerpro.hub.pdf.PdfValue.Reference;
import kz.centerpro.hub.pdf.PdfValue.Stream;

/**
 * What later revisions made of a signed one. Allowed are further signatures, document time-stamps, validation data and
 * document information; a new signature field that draws on a page leaves the question open, since it can hide what was
 * signed; every other change fails the signature. An object may take part in an allowed change only when the signed
 * revision did not also use it for something else.
 */
final class PdfChanges {

    private static final Set<String> CATALOG_KEYS = Set.of("AcroForm", "DSS", "Extensions", "Version", "Metadata");
    private static final Set<String> FORM_KEYS = Set.of("Fields", "SigFlags", "DR", "DA");
    private static final Set<String> NEW_FORM_KEYS = Set.of("Fields", "SigFlags", "DR", "DA", "Type");
    private static final Set<String> SIGNING_KEYS = Set.of("V", "AP", "M");
    private static final Set<String> FIELD_KEYS = Set.of("Type", "Subtype", "FT", "T", "TU", "F", "Ff", "V", "Rect",
            "P", "AP", "AS", "Lock", "SV", "DA", "DR", "MK", "M", "NM", "BS", "Border", "H");
    private static final int HIDDEN = 2;
    private static final int TOLD_MAX = 3;

    private final PdfFile before;
    private final PdfFile after;
    private final Map<Integer, Boolean> same = new HashMap<>();
    private final Set<Integer> watched = new HashSet<>();
    private final Map<Integer, Set<Integer>> users = new HashMap<>();
    private final Set<String> violations = new LinkedHashSet<>();
    private boolean draws;

    private PdfChanges(PdfFile before, PdfFile after) {
        this.before = before;
        this.after = after;
    }

    /** Passed without a reason when nothing was changed at all. */
    static CheckResult since(PdfFile before, PdfFile after) throws MalformedSignature {
        if (before.sections().getFirst().equals(after.sections().getFirst())) {
            return after.isBlankFrom(before.end())
                    ? CheckResult.passed()
                    : CheckResult.indeterminate("FORMAT_FAILURE", (after.end() - before.end())
                            + " bytes follow what was signed and belong to no revision");
        }
        long updates = after.sections().stream().filter(offset -> offset >= before.end()).count();
        String changed = "changed after signing: " + (after.end() - before.end()) + " bytes in " + updates
                + (updates == 1 ? " update" : " updates");
        PdfChanges changes = new PdfChanges(before, after);
        changes.compare();
        if (!changes.violations.isEmpty()) {
            List<String> told = changes.violations.stream().limit(TOLD_MAX).toList();
            return CheckResult.failed("FORMAT_FAILURE", changed + ": " + String.join("; ", told));
        }
        return changes.draws
                ? CheckResult.indeterminate("FORMAT_FAILURE",
                        changed + ", among them a new signature that draws on a page and may hide what was signed")
                : new CheckResult(CheckResult.passed().status(), "", changed
                        + ", which hold only further signatures, time-stamps, validation data or document information");
    }

    private void compare() throws MalformedSignature {
        if (!before.trailer().get("Root").equals(after.trailer().get("Root"))) {
            violations.add("another document was put in the place of the signed one");
            return;
        }
        Set<Integer> changed = new TreeSet<>();
        for (int number : after.entries().keySet()) {
            if (!isSame(number)) {
                changed.add(number);
            }
        }
        for (Map.Entry<Integer, Entry> entry : before.entries().entrySet()) {
            if (!entry.getValue().isFree() && !after.entries().containsKey(entry.getKey())) {
                changed.add(entry.getKey());
            }
        }
        watched.addAll(changed);
        if (before.catalog().get("DSS") instanceof Reference(int store, int _)) {
            watched.add(store);
        }
        refer();
        for (int number : changed) {
            if (violations.size() <= TOLD_MAX) {
                judge(number);
            }
        }
        form(before.catalog().get("AcroForm"), after.catalog().get("AcroForm"));
    }

    private boolean isSame(int number) throws MalformedSignature {
        Entry old = before.entry(number);
        if (!old.isPacked() && old.equals(after.entry(number))) {
            return true;
        }
        Boolean known = same.get(number);
        if (known == null) {
            same.put(number, false); // a circle of object streams is not the same
            known = compared(number);
            same.put(number, known);
        }
        return known;
    }

    private boolean compared(int number) throws MalformedSignature {
        Entry old = before.entry(number);
        Entry now = after.entry(number);
        if (old.isFree() || now.isFree()) {
            return old.isFree() && now.isFree();
        }
        if (old.equals(now) && (!old.isPacked() || isSame(old.container()))) {
            return true;
        }
        PdfValue was = before.object(number);
        PdfValue is = after.object(number);
        if (was instanceof Stream one && is instanceof Stream other) {
            return one.dictionary().equals(other.dictionary()) && before.sameData(one, other);
        }
        return was.equals(is) && old.generation() == now.generation();
    }

    /** Who in the signed revision used what has changed; also what was not there then and is now. */
    private void refer() throws MalformedSignature {
        for (Map.Entry<Integer, Entry> entry : before.entries().entrySet()) {
            if (!entry.getValue().isFree()) {
                note(before.object(entry.getKey()), entry.getKey());
            }
        }
    }

    private void note(PdfValue value, int user) {
        switch (value) {
            case Reference(int number, int _) -> {
                if (watched.contains(number)) {
                    users.computeIfAbsent(number, _ -> new HashSet<>()).add(user);
                }
            }
            case Array(List<PdfValue> values) -> values.forEach(element -> note(element, user));
            case Dictionary(Map<String, PdfValue> values) ->
                values.values().forEach(element -> note(element, user));
            case Stream stream -> note(stream.dictionary(), user);
            default -> {
            }
        }
    }

    private Set<Integer> users(int number) {
        return users.getOrDefault(number, Set.of());
    }

    private void judge(int number) throws MalformedSignature {
        Entry old = before.entry(number);
        if (old.isFree()) {
            if (!users(number).isEmpty()) {
                violations.add("object " + number + " was put where the signed revision had left a hole");
            }
            return;
        }
        if (after.entry(number).isFree()) {
            violations.add("object " + number + " was removed");
            return;
        }
        if (after.entry(number).generation() != old.generation()) {
            violations.add("object " + number + " was replaced by another generation");
            return;
        }
        PdfValue was = before.object(number);
        PdfValue is = after.object(number);
        if (!allowed(number, was, is)) {
            violations.add(describe(was) + " (object " + number + ") was changed");
        }
    }

    private static String describe(PdfValue value) {
        Dictionary dictionary = value instanceof Dictionary direct
                ? direct
                : value instanceof Stream stream ? stream.dictionary() : new Dictionary(Map.of());
        if (dictionary.get("Type") instanceof Name(String type)) {
            return "a " + type;
        }
        return dictionary.values().containsKey("FT") ? "a form field" : "content";
    }

    private boolean allowed(int number, PdfValue was, PdfValue is) throws MalformedSignature {
        if (isReference(before.trailer().get("Root"), number)) {
            return was instanceof Dictionary one && is instanceof Dictionary other && catalog(one, other);
        }
        Dictionary catalog = before.catalog();
        if (isReference(catalog.get("AcroForm"), number)) {
            return true; // the form is compared by itself
        }
        if (isReference(before.trailer().get("Info"), number)) {
            return users(number).isEmpty();
        }
        if (isReference(catalog.get("Metadata"), number)) {
            return isOnlyFor(number, catalog, rootNumber()) && isMetadata(was) && isMetadata(is);
        }
        if (isValidationData(number)) {
            return true;
        }
        if (was instanceof Array(List<PdfValue> one) && is instanceof Array(List<PdfValue> other)) {
            return grown(one, other);
        }
        if (!(was instanceof Dictionary one) || !(is instanceof Dictionary other)) {
            return false;
        }
        return one.get("Type").equals(new Name("Page")) ? page(one, other) : signed(one, other);
    }

    private int rootNumber() {
        return before.trailer().get("Root") instanceof Reference(int number, int _) ? number : -1;
    }

    private static boolean isReference(PdfValue value, int number) {
        return value instanceof Reference reference && reference.number() == number;
    }

    private static boolean isMetadata(PdfValue value) {
        return value instanceof Stream stream && stream.dictionary().get("Type").equals(new Name("Metadata"));
    }

    /** The security store or an object right below it, used for nothing else. */
    private boolean isValidationData(int number) throws MalformedSignature {
        PdfValue store = before.catalog().get("DSS");
        if (isReference(store, number)) {
            return isOnlyFor(number, before.catalog(), rootNumber());
        }
        return store instanceof Reference(int owner, int _)
                && isOnlyFor(owner, before.catalog(), rootNumber())
                && isOnlyFor(number, before.dictionary(store), owner);
    }

    /** Whether that object alone refers to it, and once. */
    private boolean isOnlyFor(int number, Dictionary owner, int ownerNumber) {
        return Set.of(ownerNumber).containsAll(users(number)) && count(owner, number) == 1;
    }

    private static int count(PdfValue value, int number) {
        return switch (value) {
            case Reference reference -> reference.number() == number ? 1 : 0;
            case Array(List<PdfValue> values) -> values.stream().mapToInt(element -> count(element, number)).sum();
            case Dictionary(Map<String, PdfValue> values) ->
                values.values().stream().mapToInt(element -> count(element, number)).sum();
            default -> 0;
        };
    }

    private static Set<String> differing(Dictionary one, Dictionary other) {
        Set<String> keys = new TreeSet<>(one.values().keySet());
        keys.addAll(other.values().keySet());
        keys.removeIf(key -> one.get(key).equals(other.get(key)));
        return keys;
    }

    private boolean catalog(Dictionary one, Dictionary other) {
        return CATALOG_KEYS.containsAll(differing(one, other));
    }

    private void form(PdfValue oneValue, PdfValue otherValue) throws MalformedSignature {
        Dictionary one = before.dictionary(oneValue);
        Dictionary other = after.dictionary(otherValue);
        boolean fresh = one.values().isEmpty();
        Set<String> differing = differing(one, other);
        boolean keys = (fresh ? NEW_FORM_KEYS : FORM_KEYS).containsAll(differing);
        for (String key : List.of("DR", "DA")) {
            keys &= !differing.contains(key) || one.get(key).isNull();
        }
        if (!keys || !grown(before.array(one.get("Fields")), after.array(other.get("Fields")))) {
            violations.add("the form was changed");
        }
    }

    private boolean page(Dictionary one, Dictionary other) throws MalformedSignature {
        return Set.of("Annots").containsAll(differing(one, other))
                && grown(before.array(one.get("Annots")), after.array(other.get("Annots")));
    }

    /** The old elements in the old order, then only signature fields that did not exist before. */
    private boolean grown(List<PdfValue> one, List<PdfValue> other) throws MalformedSignature {
        if (other.size() < one.size() || !other.subList(0, one.size()).equals(one)) {
            return false;
        }
        for (PdfValue added : other.subList(one.size(), other.size())) {
            if (!(added instanceof Reference reference) || !before.entry(reference.number()).isFree()
                    || !isNewField(after.dictionary(added))) {
                return false;
            }
        }
        return true;
    }

    private boolean isNewField(Dictionary field) throws MalformedSignature {
        if (!field.get("FT").equals(new Name("Sig")) || !FIELD_KEYS.containsAll(field.values().keySet())) {
            return false;
        }
        draws |= !isInvisible(field);
        return true;
    }

    private boolean isInvisible(Dictionary field) throws MalformedSignature {
        if (field.get("F") instanceof PdfValue.Numeric flags && (PdfFile.number(flags) & HIDDEN) != 0) {
            return true;
        }
        List<PdfValue> corners = after.array(field.get("Rect"));
        if (corners.isEmpty()) {
            return field.get("AP").isNull();
        }
        return corners.size() == 4
                && (same(corners.get(0), corners.get(2)) || same(corners.get(1), corners.get(3)));
    }

    private boolean same(PdfValue one, PdfValue other) throws MalformedSignature {
        return after.resolved(one) instanceof PdfValue.Numeric(String first)
                && after.resolved(other) instanceof PdfValue.Numeric(String second)
                && Double.compare(Double.parseDouble(first), Double.parseDouble(second)) == 0;
    }

    /** A field that the signed revision had prepared for a further signature, in the place it had chosen. */
    private boolean signed(Dictionary one, Dictionary other) {
        return one.get("FT").equals(new Name("Sig")) && one.get("V").isNull() && !other.get("V").isNull()
                && SIGNING_KEYS.containsAll(differing(one, other));
    }
}

package kz.centerpro.hub.pdf;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.pdf.PdfValue.Dictionary;
import kz.centerpro.hub.pdf.PdfValue.Name;
import kz.centerpro.hub.pdf.PdfValue.Null;
import kz.centerpro.hub.pdf.PdfValue.Reference;
import kz.centerpro.hub.pdf.PdfValue.Text;

/** The signature fields of the interactive form that are signed (ISO 32000-2, 12.7.5.5). */
final class PdfFields {

    private static final int FIELDS_MAX = 10_000;
    private static final int DEPTH_MAX = 16;
    private static final int SIGNATURES_MAX = 32;

    /**
     * A signed field.
     *
     * @param dictionary
     *            the signature dictionary
     * @param contents
     *            its /Contents
     */
    record Signed(String name, Dictionary dictionary, Text contents) {

        String subFilter() {
            return dictionary.get("SubFilter") instanceof Name(String value) ? value : "none";
        }

        boolean isTimestamp() {
            return subFilter().equals("ETSI.RFC3161") || dictionary.get("Type").equals(new Name("DocTimeStamp"));
        }
    }

    private final PdfFile file;
    private final Set<PdfValue> seen = new HashSet<>();
    private final List<Signed> signed = new ArrayList<>();
    private int nodes;

    private PdfFields(PdfFile file) {
        this.file = file;
    }

    static List<Signed> signed(PdfFile file) throws MalformedSignature {
        PdfFields fields = new PdfFields(file);
        Dictionary form = file.dictionary(file.catalog().get("AcroForm"));
        for (PdfValue field : file.array(form.get("Fields"))) {
            fields.walk(field, "", Null.VALUE, 0);
        }
        return fields.signed;
    }

    private void walk(PdfValue value, String path, PdfValue inheritedType, int depth) throws MalformedSignature {
        boolean again = value instanceof Reference && !seen.add(value);
        if (again || ++nodes > FIELDS_MAX || depth > DEPTH_MAX) {
            throw new MalformedSignature("PDF with a circle of form fields or too many of them");
        }
        Dictionary field = file.dictionary(value);
        String name = file.resolved(field.get("T")) instanceof Text text
                ? path.isEmpty() ? text.octets() : path + "." + text.octets()
                : path;
        PdfValue type = field.get("FT").isNull() ? inheritedType : file.resolved(field.get("FT"));
        if (type.equals(new Name("Sig")) && !field.get("V").isNull()) {
            add(name, field.get("V"));
        }
        for (PdfValue kid : file.array(field.get("Kids"))) {
            walk(kid, name, type, depth + 1);
        }
    }

    private void add(String name, PdfValue value) throws MalformedSignature {
        PdfValue resolved = file.resolved(value);
        if (resolved.isNull()) {
            return;
        }
        if (!(resolved instanceof Dictionary dictionary) || !(dictionary.get("Contents") instanceof Text contents)) {
            throw new MalformedSignature("PDF with a signature that has no contents");
        }
        if (contents.place().start() >= 0 && signed.stream()
                .anyMatch(known -> known.contents().place().start() == contents.place().start())) {
            return;
        }
        if (signed.size() == SIGNATURES_MAX) {
            throw new MalformedSignature("PDF with more than " + SIGNATURES_MAX + " signatures");
        }
        signed.add(new Signed(name, dictionary, contents));
    }
}

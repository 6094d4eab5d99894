package kz.centerpro.hub.pdf;

import java.util.ArrayList;
import java.util.List;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.OcspResponse;
import kz.centerpro.hub.certificate.ParsedCertificate;
import kz.centerpro.hub.certificate.RevocationList;
import kz.centerpro.hub.pdf.PdfValue.Dictionary;
import kz.centerpro.hub.pdf.PdfValue.Stream;

/**
 * The document security store (ETSI EN 319 142-1, 5.4.2): certificates, OCSP responses and lists that somebody put in.
 * A courtesy: what cannot be read of it is left out, and nothing in it is trusted for being there.
 */
record PdfStore(List<ParsedCertificate> certificates, List<OcspResponse> responses, List<RevocationList> lists) {

    private static final int CERTIFICATES_MAX = 64;
    private static final int EVIDENCE_MAX = 16;

    /** Reads one piece of evidence. */
    private interface Reader<T> {
        T read(byte[] bytes) throws MalformedSignature;
    }

    static PdfStore of(PdfFile file) throws MalformedSignature {
        Dictionary store = file.dictionary(file.catalog().get("DSS"));
        return new PdfStore(all(file, store.get("Certs"), CERTIFICATES_MAX, ParsedCertificate::fromDer),
                all(file, store.get("OCSPs"), EVIDENCE_MAX, OcspResponse::fromAny),
                all(file, store.get("CRLs"), EVIDENCE_MAX, RevocationList::fromAny));
    }

    private static <T> List<T> all(PdfFile file, PdfValue values, int max, Reader<T> reader) throws MalformedSignature {
        List<T> all = new ArrayList<>();
        List<PdfValue> streams = file.array(values);
        for (PdfValue value : streams.subList(0, Math.min(max, streams.size()))) {
            if (file.resolved(value) instanceof Stream stream) {
                add(file.unpacked(stream), reader, all);
            }
        }
        return List.copyOf(all);
    }

    private static <T> void add(byte[] bytes, Reader<T> reader, List<T> all) {
        try {
            all.add(reader.read(bytes));
        } catch (MalformedSignature unreadable) {
            return;
        }
    }
}

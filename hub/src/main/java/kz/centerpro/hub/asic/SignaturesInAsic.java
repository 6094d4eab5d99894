package kz.centerpro.hub.asic;

import java.util.List;
import java.util.Map;
import java.util.Set;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.ParsedCertificate;
import kz.centerpro.hub.certificate.RevocationList;
import kz.centerpro.hub.signature.SignatureFacts;

/** The XAdES signatures of a container; the port for the room that reads signatures in XML. Stateless, thread-safe. */
public interface SignaturesInAsic {

    /**
     * One signature.
     *
     * @param facts
     *            whose authenticity already depends on every file that the signature names being unaltered
     * @param covered
     *            names of the files whose whole content it signs
     */
    record Covering(SignatureFacts facts, Set<String> covered) {}

    /** What one document of META-INF holds. */
    record Found(List<Covering> signatures, List<ParsedCertificate> certificates, List<RevocationList> lists) {}

    /**
     * @param document
     *            a META-INF/*signatures*.xml: an asic:XAdESSignatures or a single signature
     * @param files
     *            every file of the container by its name; references lead to nothing else
     */
    Found read(byte[] document, Map<String, byte[]> files) throws MalformedSignature;
}

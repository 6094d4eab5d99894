package kz.centerpro.hub.xml;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.OcspResponse;
import kz.centerpro.hub.certificate.ParsedCertificate;
import kz.centerpro.hub.certificate.RevocationList;
import kz.centerpro.hub.signature.SignatureFacts.Stamp;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/** The qualifying properties of a XAdES signature (ETSI EN 319 132-1), or their absence. Belongs to one thread. */
final class Qualifying {

    private static final int TIMESTAMPS_MAX = 4;
    private static final int EVIDENCE_MAX = 4;
    private static final int CERTIFICATES_MAX = 64;
    private static final int TOKEN_BYTES_MAX = 256 * 1024;

    @Nullable
    Element signedProperties;
    @Nullable
    Instant signingTime;
    final List<CertificateReference> references = new ArrayList<>();
    final List<Stamp> stamps = new ArrayList<>();
    final List<OcspResponse> responses = new ArrayList<>();
    final List<RevocationList> lists = new ArrayList<>();
    final List<ParsedCertificate> certificates = new ArrayList<>();
    /** Signatures over this signature's value. */
    final List<Element> countersignatures = new ArrayList<>();
    private final Element signatureValue;
    private final Work work;

    private Qualifying(Element signatureValue, Work work) {
        this.signatureValue = signatureValue;
        this.work = work;
    }

    /** Reads what the objects of a signature hold; a signature has one such element at most. */
    static @Nullable Qualifying read(Element signature, Element signatureValue, List<Element> objects, Work work)
            throws MalformedSignature {
        List<Element> found = objects.stream()
                .flatMap(object -> Dom.children(object, Vocabulary.XADES, "QualifyingProperties").stream()).toList();
        if (found.isEmpty()) {
            return null;
        }
        String id = Dom.attribute(signature, "Id");
        if (found.size() > 1 || id == null || !("#" + id).equals(Dom.attribute(found.getFirst(), "Target"))) {
            throw new MalformedSignature("QualifyingProperties are not this signature's own");
        }
        Qualifying qualifying = new Qualifying(signatureValue, work);
        qualifying.signed(Dom.child(found.getFirst(), Vocabulary.XADES, "SignedProperties"));
        qualifying.unsigned(Dom.child(found.getFirst(), Vocabulary.XADES, "UnsignedProperties"));
        return qualifying;
    }

    private void signed(@Nullable Element properties) throws MalformedSignature {
        signedProperties = properties;
        Element about = properties == null
                ? null
                : Dom.child(properties, Vocabulary.XADES, "SignedSignatureProperties");
        if (about == null) {
            return;
        }
        Element time = Dom.child(about, Vocabulary.XADES, "SigningTime");
        signingTime = time == null ? null : instant(Dom.text(time));
        for (String name : List.of("SigningCertificate", "SigningCertificateV2")) {
            Element certificate = Dom.child(about, Vocabulary.XADES, name);
            if (certificate != null) {
                references.add(reference(certificate));
            }
        }
    }

    /** The first certificate named is the signer's; the others may be its issuers. */
    private static CertificateReference reference(Element certificates) throws MalformedSignature {
        List<Element> named = Dom.children(certificates, Vocabulary.XADES, "Cert");
        if (named.isEmpty()) {
            throw new MalformedSignature(certificates.getLocalName() + " names no certificate");
        }
        Element digest = Dom.required(named.getFirst(), Vocabulary.XADES, "CertDigest");
        Element method = Dom.required(digest, Vocabulary.DSIG, "DigestMethod");
        return new CertificateReference(Algorithms.digest(Dom.requiredAttribute(method, "Algorithm")),
                Dom.base64(Dom.required(digest, Vocabulary.DSIG, "DigestValue")));
    }

    /** An xs:dateTime with a zone; null for one without, which names no moment. */
    static @Nullable Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text.strip()).toInstant();
        } catch (DateTimeException noMoment) {
            return null;
        }
    }

    private void unsigned(@Nullable Element properties) throws MalformedSignature {
        Element about = properties == null
                ? null
                : Dom.child(properties, Vocabulary.XADES, "UnsignedSignatureProperties");
        for (Element part : about == null ? List.<Element>of() : Dom.children(about)) {
            if (Dom.is(part, Vocabulary.XADES, "SignatureTimeStamp")) {
                timestamp(part);
            } else if (Dom.is(part, Vocabulary.XADES, "CounterSignature")) {
                countersignatures.add(Dom.required(part, Vocabulary.DSIG, "Signature"));
            } else {
                values(part);
            }
        }
    }

    /** EN 319 132-1, 5.3: the imprint is over the canonical ds:SignatureValue. */
    private void timestamp(Element stamp) throws MalformedSignature {
        Element method = Dom.child(stamp, Vocabulary.DSIG, "CanonicalizationMethod");
        Canonicalization form = method == null
                ? Canonicalization.INCLUSIVE
                : Canonicalization.of(Dom.requiredAttribute(method, "Algorithm"));
        boolean readable = form != null && Dom.children(stamp, Vocabulary.XADES, "Include").isEmpty();
        byte[] stamped = form == null || !readable
                ? new byte[0]
                : work.octets(signatureValue, form, method == null ? null : Dereferencer.prefixes(method, form));
        for (Element token : Dom.children(stamp, Vocabulary.XADES, "EncapsulatedTimeStamp")) {
            byte[] encoded = Dom.base64(token);
            if (stamps.size() == TIMESTAMPS_MAX || encoded.length > TOKEN_BYTES_MAX) {
                throw new MalformedSignature("too many or too large time-stamps of one signature");
            }
            // What was stamped cannot be told of an unknown form: then no imprint matches.
            stamps.add(new Stamp(encoded, digest -> readable ? digest.digest(stamped) : new byte[0]));
        }
    }

    private void values(Element part) throws MalformedSignature {
        if (Dom.is(part, Vocabulary.XADES, "CertificateValues")) {
            for (Element holder : Dom.children(part, Vocabulary.XADES, "EncapsulatedX509Certificate")) {
                if (certificates.size() == CERTIFICATES_MAX) {
                    throw new MalformedSignature("too many certificate values");
                }
                certificates.add(KeyInfoReader.certificate(holder));
            }
        } else if (Dom.is(part, Vocabulary.XADES, "RevocationValues")) {
            revocation(part);
        } else if (Dom.is(part, Vocabulary.XADES_141, "TimeStampValidationData")) {
            for (Element inside : Dom.children(part)) {
                if (!Dom.is(inside, Vocabulary.XADES_141, "TimeStampValidationData")) {
                    values(inside);
                }
            }
        }
    }

    private void revocation(Element values) {
        for (Element group : Dom.children(values)) {
            Dom.children(group, Vocabulary.XADES, "EncapsulatedOCSPValue").forEach(this::addResponse);
            Dom.children(group, Vocabulary.XADES, "EncapsulatedCRLValue").forEach(this::addList);
        }
    }

    /** Evidence that a signer brings is a courtesy: what cannot be read of it is left out. */
    private void addResponse(Element holder) {
        if (responses.size() < EVIDENCE_MAX) {
            try {
                responses.add(OcspResponse.fromAny(Dom.base64(holder)));
            } catch (MalformedSignature unreadable) {
                return;
            }
        }
    }

    private void addList(Element holder) {
        if (lists.size() < EVIDENCE_MAX) {
            try {
                lists.add(RevocationList.fromAny(Dom.base64(holder)));
            } catch (MalformedSignature unreadable) {
                return;
            }
        }
    }
}

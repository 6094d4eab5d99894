package kz.centerpro.hub.signature;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import kz.centerpro.hub.certificate.Der;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.OcspResponse;
import kz.centerpro.hub.certificate.ParsedCertificate;
import kz.centerpro.hub.certificate.RevocationList;
import kz.centerpro.hub.signature.CmsContainer.CertificateReference;
import kz.centerpro.hub.signature.CmsContainer.SignedAttributes;
import kz.centerpro.hub.signature.CmsContainer.Signer;
import kz.centerpro.hub.signature.CmsContainer.UnsignedAttributes;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.DLSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.OtherRevocationInfoFormat;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.esf.RevocationValues;
import org.bouncycastle.asn1.ess.ESSCertID;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificate;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.jspecify.annotations.Nullable;

/** Turns bytes into facts: RFC 5652 with its bounds kept, every part read at once so that nothing fails later. */
final class CmsReader {

    static final Set<String> LABELS = Set.of("CMS", "PKCS7", "SIGNED DATA", "PKCS #7 SIGNED DATA");
    private static final int SIGNERS_MAX = 32;
    private static final int CERTIFICATES_MAX = 64;
    /** [0] IMPLICIT, constructed. */
    private static final int CERTIFICATES_TAG = 0xa0;
    private static final int TIMESTAMPS_MAX = 4;
    private static final int EVIDENCE_MAX = 16;
    private static final int COUNTERSIGNERS_MAX = 32;
    private static final int COUNTERSIGNING_DEPTH_MAX = 4;

    private static final ASN1ObjectIdentifier CONTENT_TIMESTAMP = PKCSObjectIdentifiers.id_aa_ets_contentTimestamp;
    private static final ASN1ObjectIdentifier ARCHIVAL = new ASN1ObjectIdentifier("1.2.840.113583.1.1.8");
    private static final Set<ASN1ObjectIdentifier> ARCHIVE_TIMESTAMPS = Set.of(
            PKCSObjectIdentifiers.id_aa.branch("27"), PKCSObjectIdentifiers.id_aa.branch("48"),
            new ASN1ObjectIdentifier("0.4.0.1733.2.4"));

    /** RFC 5652, 11.1 to 11.3. */
    private static final Set<ASN1ObjectIdentifier> SIGNED_ONLY = Set.of(CMSAttributes.contentType,
            CMSAttributes.messageDigest, CMSAttributes.signingTime);

    private int countersigners;

    private CmsReader() {}

    static CmsContainer read(byte[] encoded, int bytesMax) throws MalformedSignature {
        byte[] binary = Der.unwrapped(encoded, LABELS, bytesMax);
        return Der.contained("signed container", () -> new CmsReader().fromBinary(binary));
    }

    private CmsContainer fromBinary(byte[] binary) throws Exception {
        ContentInfo info = ContentInfo.getInstance(Der.parse(binary));
        if (!CMSObjectIdentifiers.signedData.equals(info.getContentType())) {
            throw new MalformedSignature("content of type " + info.getContentType() + " is not signed data");
        }
        SignedData data = SignedData.getInstance(info.getContent());
        if (data == null) {
            throw new MalformedSignature("signed data is absent");
        }
        String contentType = data.getEncapContentInfo().getContentType().getId();
        ASN1Encodable content = data.getEncapContentInfo().getContent();
        if (content != null && !(content instanceof ASN1OctetString)) {
            throw new MalformedSignature("content is not an octet string");
        }
        ASN1Set infos = data.getSignerInfos();
        if (infos.size() == 0 || infos.size() > SIGNERS_MAX) {
            throw new MalformedSignature(infos.size() + " signers; 1 to " + SIGNERS_MAX + " are read");
        }
        List<Signer> signers = new ArrayList<>();
        for (ASN1Encodable signer : infos) {
            signers.add(signer(SignerInfo.getInstance(signer), 0));
        }
        List<OcspResponse> responses = new ArrayList<>();
        List<RevocationList> lists = lists(data.getCRLs(), responses);
        return new CmsContainer(contentType, content == null ? null : ((ASN1OctetString) content).getOctets(),
                withValues(certificates(data.getCertificates(), binary), signers), List.copyOf(signers), lists,
                List.copyOf(responses));
    }

    /** Certificates of the container and of its signers' certificate-values, within the bound. */
    private static List<ParsedCertificate> withValues(List<ParsedCertificate> certificates, List<Signer> signers)
            throws MalformedSignature {
        Set<ParsedCertificate> all = new LinkedHashSet<>(certificates);
        Deque<Signer> open = new ArrayDeque<>(signers);
        while (!open.isEmpty()) {
            Signer signer = open.pop();
            all.addAll(signer.unsigned().certificates());
            open.addAll(signer.unsigned().countersigners());
        }
        if (all.size() > CERTIFICATES_MAX) {
            throw new MalformedSignature(all.size() + " certificates; up to " + CERTIFICATES_MAX + " are read");
        }
        return List.copyOf(all);
    }

    private static List<ParsedCertificate> certificates(@Nullable ASN1Set brought, byte[] binary)
            throws MalformedSignature {
        Set<ParsedCertificate> certificates = new LinkedHashSet<>();
        if (brought != null) {
            if (brought.size() > CERTIFICATES_MAX) {
                throw new MalformedSignature(brought.size() + " certificates; up to " + CERTIFICATES_MAX + " are read");
            }
            List<byte[]> slices = certificateBytes(binary);
            for (int i = 0; i < brought.size(); i++) {
                ASN1Encodable certificate = brought.getObjectAt(i);
                if (!(certificate instanceof ASN1TaggedObject)) { // attribute certificates and other forms say nothing
                                                                  // here
                    certificates.add(ParsedCertificate.fromDer(
                            slices.size() == brought.size() ? slices.get(i) : Der.encoded(certificate)));
                }
            }
        }
        return List.copyOf(certificates);
    }

    /**
     * The elements of SignedData's certificates (RFC 5652, 5.1) as they stand in the bytes, which saves writing them
     * again; empty where some length around them is indefinite.
     */
    private static List<byte[]> certificateBytes(byte[] binary) {
        List<byte[]> slices = new ArrayList<>();
        try {
            Der.Element info = Der.element(binary, 0, binary.length);
            Der.Element type = Der.element(binary, info.valueStart(), info.end());
            Der.Element explicit = Der.element(binary, type.end(), info.end());
            Der.Element data = Der.element(binary, explicit.valueStart(), explicit.end());
            Der.Element part = Der.element(binary, data.valueStart(), data.end());
            while (part.tag() != CERTIFICATES_TAG) {
                part = Der.element(binary, part.end(), data.end());
            }
            for (int at = part.valueStart(); at < part.end();) {
                Der.Element certificate = Der.element(binary, at, part.end());
                slices.add(certificate.slice(binary));
                at = certificate.end();
            }
            return slices;
        } catch (MalformedSignature indefinite) {
            return List.of();
        }
    }

    /** RFC 5652, 10.2.1: lists, and OCSP responses as RFC 5940 puts them among the lists. */
    private static List<RevocationList> lists(@Nullable ASN1Set brought, List<OcspResponse> responses) {
        List<RevocationList> lists = new ArrayList<>();
        for (int i = 0; brought != null && i < Math.min(brought.size(), EVIDENCE_MAX); i++) {
            ASN1Encodable evidence = brought.getObjectAt(i);
            if (!(evidence instanceof ASN1TaggedObject other)) {
                addList(evidence, lists);
            } else if (other.getTagNo() == 1) {
                OtherRevocationInfoFormat format = OtherRevocationInfoFormat.getInstance(other, false);
                if (format.getInfoFormat().equals(CMSObjectIdentifiers.id_ri_ocsp_response)) {
                    addResponse(format.getInfo(), responses);
                }
            }
        }
        return List.copyOf(lists);
    }

    /** Evidence that a signer brings is a courtesy: what cannot be read of it is left out. */
    private static void addList(ASN1Encodable encoded, List<RevocationList> lists) {
        try {
            lists.add(RevocationList.fromAny(Der.encoded(encoded)));
        } catch (MalformedSignature unreadable) {
            return;
        }
    }

    private static void addResponse(ASN1Encodable encoded, List<OcspResponse> responses) {
        try {
            responses.add(OcspResponse.fromAny(Der.encoded(encoded)));
        } catch (MalformedSignature unreadable) {
            return;
        }
    }

    private Signer signer(SignerInfo info, int depth) throws Exception {
        ASN1Set signed = info.getAuthenticatedAttributes();
        return new Signer(info.getSID(), info.getDigestAlgorithm(), info.getDigestEncryptionAlgorithm(),
                info.getEncryptedDigest().getOctets(), signed == null ? null : attributes(signed, depth > 0),
                unsigned(info.getUnauthenticatedAttributes(), signed, depth));
    }

    private UnsignedAttributes unsigned(@Nullable ASN1Set attributes, @Nullable ASN1Set signed, int depth)
            throws Exception {
        List<byte[]> timestamps = new ArrayList<>();
        List<OcspResponse> responses = new ArrayList<>();
        List<RevocationList> lists = new ArrayList<>();
        if (signed != null) {
            archival(only(signed, ARCHIVAL), responses, lists);
        }
        List<ParsedCertificate> certificates = new ArrayList<>();
        List<Signer> countersigners = new ArrayList<>();
        boolean archived = false;
        for (int i = 0; attributes != null && i < attributes.size(); i++) {
            Attribute attribute = Attribute.getInstance(attributes.getObjectAt(i));
            ASN1ObjectIdentifier type = attribute.getAttrType();
            if (SIGNED_ONLY.contains(type)) {
                throw new MalformedSignature("attribute " + type + " must not be unsigned");
            }
            archived |= ARCHIVE_TIMESTAMPS.contains(type);
            if (type.equals(PKCSObjectIdentifiers.id_aa_signatureTimeStampToken)) {
                tokens(attribute, timestamps);
            } else if (type.equals(PKCSObjectIdentifiers.id_aa_ets_revocationValues)) {
                evidence(attribute, responses, lists);
            } else if (type.equals(PKCSObjectIdentifiers.id_aa_ets_certValues)) {
                certificateValues(attribute, certificates);
            } else if (type.equals(CMSAttributes.counterSignature)) {
                countersigners(attribute, countersigners, depth + 1);
            }
        }
        return new UnsignedAttributes(List.copyOf(timestamps), List.copyOf(responses), List.copyOf(lists),
                List.copyOf(certificates), List.copyOf(countersigners), archived);
    }

    private static void tokens(Attribute attribute, List<byte[]> tokens) throws MalformedSignature {
        if (tokens.size() + attribute.getAttrValues().size() > TIMESTAMPS_MAX) {
            throw new MalformedSignature("more than " + TIMESTAMPS_MAX + " time-stamps of one signature");
        }
        for (ASN1Encodable token : attribute.getAttrValues()) {
            tokens.add(Der.encoded(token));
        }
    }

    /** RFC 5652, 11.4: each value is a SignerInfo over the signature value of this one. */
    private void countersigners(Attribute attribute, List<Signer> signers, int depth) throws Exception {
        countersigners += attribute.getAttrValues().size();
        if (countersigners > COUNTERSIGNERS_MAX || depth > COUNTERSIGNING_DEPTH_MAX) {
            throw new MalformedSignature("more than " + COUNTERSIGNERS_MAX + " countersignatures or deeper than "
                    + COUNTERSIGNING_DEPTH_MAX);
        }
        for (ASN1Encodable signer : attribute.getAttrValues()) {
            signers.add(signer(SignerInfo.getInstance(signer), depth));
        }
    }

    /** A courtesy like other evidence: what cannot be read of it is left out. */
    private static void certificateValues(Attribute attribute, List<ParsedCertificate> certificates) {
        for (ASN1Encodable value : attribute.getAttrValues()) {
            if (!(value instanceof ASN1Sequence values)) {
                continue;
            }
            for (int i = 0; i < Math.min(values.size(), CERTIFICATES_MAX); i++) {
                addCertificate(values.getObjectAt(i), certificates);
            }
        }
    }

    private static void addCertificate(ASN1Encodable encoded, List<ParsedCertificate> certificates) {
        try {
            certificates.add(ParsedCertificate.fromDer(Der.encoded(encoded)));
        } catch (MalformedSignature unreadable) {
            return;
        }
    }

    private static void evidence(Attribute attribute, List<OcspResponse> responses, List<RevocationList> lists) {
        if (attribute.getAttrValues().size() != 1) {
            return;
        }
        RevocationValues values;
        try {
            values = RevocationValues.getInstance(attribute.getAttributeValues()[0]);
        } catch (IllegalArgumentException unreadable) {
            return;
        }
        Arrays.stream(values.getOcspVals()).limit(EVIDENCE_MAX).forEach(value -> addResponse(value, responses));
        Arrays.stream(values.getCrlVals()).limit(EVIDENCE_MAX).forEach(value -> addList(value, lists));
    }

    /**
     * Evidence as PDF signers put it among the signed attributes (ISO 32000-2, 12.8.3.3.2): [0] lists, [1] responses.
     */
    private static void archival(@Nullable ASN1Encodable value, List<OcspResponse> responses,
            List<RevocationList> lists) {
        if (!(value instanceof ASN1Sequence kinds)) {
            return;
        }
        for (ASN1Encodable kind : kinds) {
            if (kind instanceof ASN1TaggedObject tagged && tagged.isExplicit()
                    && tagged.getExplicitBaseObject() instanceof ASN1Sequence values) {
                for (int i = 0; i < Math.min(values.size(), EVIDENCE_MAX); i++) {
                    if (tagged.getTagNo() == 0) {
                        addList(values.getObjectAt(i), lists);
                    } else if (tagged.getTagNo() == 1) {
                        addResponse(values.getObjectAt(i), responses);
                    }
                }
            }
        }
    }

    private static SignedAttributes attributes(ASN1Set signed, boolean countersigned) throws Exception {
        List<byte[]> forms = new ArrayList<>();
        forms.add(signed.getEncoded(ASN1Encoding.DER));
        // RFC 5652, 5.4 asks for DER; some signers hash the order they happened to write.
        byte[] received = new DLSet(signed.toArray()).getEncoded(ASN1Encoding.DL);
        if (!Arrays.equals(received, forms.getFirst())) {
            forms.add(received);
        }
        ASN1Encodable contentType = only(signed, CMSAttributes.contentType);
        ASN1Encodable messageDigest = only(signed, CMSAttributes.messageDigest);
        if ((contentType == null && !countersigned) || messageDigest == null) {
            throw new MalformedSignature("signed attributes lack content-type or message-digest");
        }
        ASN1Encodable time = only(signed, CMSAttributes.signingTime);
        Instant signingTime = time == null ? null : Der.instant(time);
        List<byte[]> stamps = new ArrayList<>();
        for (ASN1Encodable element : signed) {
            Attribute attribute = Attribute.getInstance(element);
            if (attribute.getAttrType().equals(CONTENT_TIMESTAMP)) {
                tokens(attribute, stamps);
            }
        }
        return new SignedAttributes(List.copyOf(forms),
                contentType == null ? null : ASN1ObjectIdentifier.getInstance(contentType).getId(),
                ASN1OctetString.getInstance(messageDigest).getOctets(), signingTime, references(signed),
                List.copyOf(stamps));
    }

    private static List<CertificateReference> references(ASN1Set signed) throws MalformedSignature {
        List<CertificateReference> references = new ArrayList<>();
        ASN1Encodable second = only(signed, PKCSObjectIdentifiers.id_aa_signingCertificateV2);
        if (second != null) {
            ESSCertIDv2[] ids = SigningCertificateV2.getInstance(second).getCerts();
            if (ids.length == 0) {
                throw new MalformedSignature("signing-certificate names no certificate");
            }
            references.add(new CertificateReference(ids[0].getHashAlgorithm(), ids[0].getCertHash()));
        }
        ASN1Encodable first = only(signed, PKCSObjectIdentifiers.id_aa_signingCertificate);
        if (first != null) {
            ESSCertID[] ids = SigningCertificate.getInstance(first).getCerts();
            if (ids.length == 0) {
                throw new MalformedSignature("signing-certificate names no certificate");
            }
            references.add(new CertificateReference(new AlgorithmIdentifier(OIWObjectIdentifiers.idSHA1),
                    ids[0].getCertHash()));
        }
        return List.copyOf(references);
    }

    /** The single value of an attribute that may occur once with one value (RFC 5652, 11). */
    private static @Nullable ASN1Encodable only(ASN1Set attributes, ASN1ObjectIdentifier type)
            throws MalformedSignature {
        ASN1Encodable value = null;
        for (ASN1Encodable element : attributes) {
            ASN1Sequence attribute = ASN1Sequence.getInstance(element);
            if (type.equals(attribute.getObjectAt(0))) {
                ASN1Set values = ASN1Set.getInstance(attribute.getObjectAt(1));
                if (value != null || values.size() != 1) {
                    throw new MalformedSignature("signed attribute " + type + " does not have exactly one value");
                }
                value = values.getObjectAt(0);
            }
        }
        return value;
    }
}

package kz.centerpro.hub.xml;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.Names;
import kz.centerpro.hub.certificate.ParsedCertificate;
import kz.centerpro.hub.certificate.RevocationList;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/** Reads ds:KeyInfo: X509Data, and the SecurityTokenReference of WS-Security. Follows nothing out of the document. */
final class KeyInfoReader {

    private static final int CERTIFICATES_MAX = 64;
    private static final int NAMES_MAX = 8;
    private static final int LISTS_MAX = 4;
    private static final String X509_V3 = "#X509v3";
    private static final String KEY_IDENTIFIER = "#X509SubjectKeyIdentifier";
    private static final String THUMBPRINT = "#ThumbprintSHA1";

    private final SignedDocument document;
    private final List<ParsedCertificate> certificates = new ArrayList<>();
    private final List<Predicate<ParsedCertificate>> names = new ArrayList<>();
    private final List<RevocationList> lists = new ArrayList<>();

    private KeyInfoReader(SignedDocument document) {
        this.document = document;
    }

    static KeyHints read(@Nullable Element keyInfo, SignedDocument document) throws MalformedSignature {
        if (keyInfo == null) {
            return KeyHints.NONE;
        }
        KeyInfoReader reader = new KeyInfoReader(document);
        for (Element part : Dom.children(keyInfo)) {
            if (Dom.is(part, Vocabulary.DSIG, "X509Data")) {
                reader.x509(part);
            } else if (Dom.is(part, Vocabulary.WSSE, "SecurityTokenReference")) {
                reader.token(part);
            }
        }
        if (reader.certificates.size() > CERTIFICATES_MAX || reader.names.size() > NAMES_MAX) {
            throw new MalformedSignature("KeyInfo holds or names too many certificates");
        }
        return new KeyHints(List.copyOf(reader.certificates), List.copyOf(reader.names), List.copyOf(reader.lists));
    }

    static ParsedCertificate certificate(Element holder) throws MalformedSignature {
        return ParsedCertificate.fromAny(Dom.text(holder).getBytes(StandardCharsets.ISO_8859_1));
    }

    private void x509(Element data) throws MalformedSignature {
        for (Element part : Dom.children(data)) {
            if (Dom.is(part, Vocabulary.DSIG, "X509Certificate")) {
                certificates.add(certificate(part));
            } else if (Dom.is(part, Vocabulary.DSIG, "X509IssuerSerial")) {
                issuerAndSerial(part);
            } else if (Dom.is(part, Vocabulary.DSIG, "X509SKI")) {
                byte[] id = Dom.base64(part);
                names.add(certificate -> Arrays.equals(id, certificate.subjectKeyId));
            } else if (Dom.is(part, Vocabulary.DSIG11, "X509Digest")) {
                names.add(new CertificateReference(Algorithms.digest(Dom.requiredAttribute(part, "Algorithm")),
                        Dom.base64(part))::names);
            } else if (Dom.is(part, Vocabulary.DSIG, "X509CRL") && lists.size() < LISTS_MAX) {
                addList(part);
            }
        }
    }

    /** Evidence is a courtesy: what cannot be read of it is left out. */
    private void addList(Element holder) {
        try {
            lists.add(RevocationList.fromAny(Dom.base64(holder)));
        } catch (MalformedSignature unreadable) {
            return;
        }
    }

    private void issuerAndSerial(Element part) throws MalformedSignature {
        String serial = Dom.text(Dom.required(part, Vocabulary.DSIG, "X509SerialNumber")).strip();
        X500Name issuer = name(Dom.text(Dom.required(part, Vocabulary.DSIG, "X509IssuerName")));
        if (issuer == null || !serial.matches("[0-9]{1,64}")) {
            return;
        }
        BigInteger number = new BigInteger(serial);
        X500Name reversed = reversed(issuer);
        names.add(certificate -> certificate.serial.equals(number)
                && (Names.same(issuer, certificate.issuer) || Names.same(reversed, certificate.issuer)));
    }

    private static @Nullable X500Name name(String text) {
        try {
            return new X500Name(text);
        } catch (IllegalArgumentException unreadable) {
            return null; // a name that cannot be read names nobody
        }
    }

    /** RFC 2253 writes the parts of a name from the last to the first; not everybody follows it. */
    private static X500Name reversed(X500Name name) {
        return new X500Name(Arrays.asList(name.getRDNs()).reversed().toArray(RDN[]::new));
    }

    /** OASIS WS-Security, X.509 token profile 1.1, 3.2. */
    private void token(Element reference) throws MalformedSignature {
        for (Element part : Dom.children(reference)) {
            if (Dom.is(part, Vocabulary.DSIG, "X509Data")) {
                x509(part);
            } else if (Dom.is(part, Vocabulary.WSSE, "KeyIdentifier")) {
                identifier(part);
            } else if (Dom.is(part, Vocabulary.WSSE, "Reference")) {
                String uri = Dom.attribute(part, "URI");
                Element token = uri != null && uri.startsWith("#") ? document.byId(uri.substring(1)) : null;
                String type = token == null ? null : Dom.attribute(token, "ValueType");
                if (Dom.is(token, Vocabulary.WSSE, "BinarySecurityToken") && token != null
                        && (type == null || type.endsWith(X509_V3))) {
                    certificates.add(certificate(token));
                }
            }
        }
    }

    private void identifier(Element part) throws MalformedSignature {
        String type = String.valueOf(Dom.attribute(part, "ValueType"));
        if (type.endsWith(X509_V3)) {
            certificates.add(certificate(part));
        } else if (type.endsWith(KEY_IDENTIFIER)) {
            byte[] id = Dom.base64(part);
            names.add(certificate -> Arrays.equals(id, certificate.subjectKeyId));
        } else if (type.endsWith(THUMBPRINT)) {
            names.add(new CertificateReference(DigestAlgorithm.SHA_1, Dom.base64(part))::names);
        }
    }
}

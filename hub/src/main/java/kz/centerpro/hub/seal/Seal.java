package kz.centerpro.hub.seal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerIdentifier;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuerSerial;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.crypto.digests.SHA256Digest;

/** The room's facade: signs with the operator's key. Work for a bulkhead. */
public final class Seal {

    private final SealKey key;
    private final X509CertificateHolder certificate;
    private final Clock clock;

    Seal(SealFile file, Clock clock) {
        this.key = file.key();
        this.certificate = file.certificate();
        this.clock = clock;
    }

    /** Detached CMS (CAdES-BES) in DER over {@code content}. */
    public byte[] cms(byte[] content) {
        try {
            DERSet attributes = new DERSet(new ASN1Encodable[]{
                    attribute(CMSAttributes.contentType, CMSObjectIdentifiers.data),
                    attribute(CMSAttributes.signingTime, new Time(Date.from(clock.instant()))),
                    attribute(CMSAttributes.messageDigest, new DEROctetString(key.digest(content))),
                    attribute(PKCSObjectIdentifiers.id_aa_signingCertificateV2, signingCertificate())});
            SignerInfo signer = new SignerInfo(
                    new SignerIdentifier(new IssuerAndSerialNumber(certificate.toASN1Structure())),
                    key.digestAlgorithm(), attributes, key.signatureAlgorithm(),
                    new DEROctetString(key.sign(attributes.getEncoded(ASN1Encoding.DER))), null);
            SignedData data = new SignedData(new DERSet(key.digestAlgorithm()),
                    new ContentInfo(CMSObjectIdentifiers.data, null), new DERSet(certificate.toASN1Structure()), null,
                    new DERSet(signer));
            return new ContentInfo(CMSObjectIdentifiers.signedData, data).getEncoded(ASN1Encoding.DER);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The bare signature value over {@code content}. */
    public byte[] sign(byte[] content) {
        return key.sign(content);
    }

    /** The document with an enveloped signature (XMLDSIG) as the last thing in its root. */
    public String xml(String document) {
        return SealedXml.of(document, key, certificate());
    }

    /** The certificate in DER. */
    public byte[] certificate() {
        try {
            return certificate.getEncoded();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** ESS (RFC 5035): binds the certificate by its SHA-256, the default that is left out of the encoding. */
    private SigningCertificateV2 signingCertificate() {
        SHA256Digest digest = new SHA256Digest();
        byte[] encoded = certificate();
        digest.update(encoded, 0, encoded.length);
        byte[] hash = new byte[digest.getDigestSize()];
        digest.doFinal(hash, 0);
        return new SigningCertificateV2(new ESSCertIDv2(hash, new IssuerSerial(
                new GeneralNames(new GeneralName(certificate.getIssuer())), certificate.getSerialNumber())));
    }

    private static Attribute attribute(ASN1ObjectIdentifier type, ASN1Encodable value) {
        return new Attribute(type, new DERSet(value));
    }
}

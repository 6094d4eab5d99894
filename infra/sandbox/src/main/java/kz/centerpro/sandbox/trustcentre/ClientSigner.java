package kz.centerpro.sandbox.trustcentre;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
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
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuerSerial;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jspecify.annotations.Nullable;

/**
 * What a person's own machine does: signs content as CMS (CAdES-BES, or CAdES-T with a time-stamp) with the key of a
 * PKCS#12 file, Kazakh GOST, RSA or ECDSA. For tests and the command line: the hub itself never signs with a person's
 * key. Blocks; safe for use by many threads.
 */
public final class ClientSigner {

    private final Credential credential;
    private final Clock clock;
    private final @Nullable URI tsa;

    private ClientSigner(Credential credential, Clock clock, @Nullable URI tsa) {
        this.credential = credential;
        this.clock = clock;
        this.tsa = tsa;
    }

    /** Opens a key file of this simulator or of the national centre. */
    public static ClientSigner open(Path pkcs12, String password) {
        return of(Pkcs12File.read(pkcs12, password));
    }

    static ClientSigner of(Credential credential) {
        return new ClientSigner(credential, Clock.systemUTC(), null);
    }

    /** The same signer, whose signing time is read from {@code other}. */
    public ClientSigner withClock(Clock other) {
        return new ClientSigner(credential, other, tsa);
    }

    /** The same signer, who has each signature time-stamped (CAdES-T). */
    public ClientSigner withTimeStamps(URI authority) {
        return new ClientSigner(credential, clock, authority);
    }

    public KeyKind kind() {
        return credential.key().kind();
    }

    public X509CertificateHolder certificate() {
        return credential.certificate();
    }

    /** CMS in DER, with the content inside or apart. */
    public byte[] sign(byte[] content, boolean attached) {
        return cms(attached ? content : null, List.of(signerInfo(Digests.digest(digest(), content))));
    }

    /** Detached CMS over content of any length, read once and not kept. */
    public byte[] signDetached(InputStream content) throws IOException {
        return signDetachedDigest(Digests.digest(digest(), content));
    }

    /** Detached CMS over content whose digest is known: Streebog-512 for a GOST key, SHA-256 for the others. */
    public byte[] signDetachedDigest(byte[] digest) {
        return cms(null, List.of(signerInfo(digest)));
    }

    /** The digest that {@link #signDetachedDigest} expects. */
    public byte[] digestOf(byte[] content) {
        return Digests.digest(digest(), content);
    }

    /** Adds this person's signature beside those in {@code cms}; {@code content} is needed whether attached or not. */
    public byte[] addSignature(byte[] cms, byte[] content) {
        return CmsParts.join(cms, signerInfo(Digests.digest(digest(), content)), certificate());
    }

    private ASN1ObjectIdentifier digest() {
        return credential.key().digestAlgorithm().getAlgorithm();
    }

    private SignerInfo signerInfo(byte[] digest) {
        try {
            var attributes = new DERSet(new ASN1Encodable[]{
                    attribute(CMSAttributes.contentType, CMSObjectIdentifiers.data),
                    attribute(CMSAttributes.signingTime, new Time(Date.from(clock.instant()))),
                    attribute(CMSAttributes.messageDigest, new DEROctetString(digest)),
                    attribute(PKCSObjectIdentifiers.id_aa_signingCertificateV2, signingCertificate())});
            byte[] signature = credential.key().sign(attributes.getEncoded(ASN1Encoding.DER));
            var issuer = new IssuerAndSerialNumber(certificate().toASN1Structure());
            return new SignerInfo(new SignerIdentifier(issuer), credential.key().digestAlgorithm(), attributes,
                    credential.key().cmsAlgorithm(), new DEROctetString(signature), unsigned(signature));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable DERSet unsigned(byte[] signature) throws IOException {
        if (tsa == null) {
            return null;
        }
        var token = TimeStampClient.stamp(tsa, digest(), Digests.digest(digest(), signature));
        return new DERSet(attribute(PKCSObjectIdentifiers.id_aa_signatureTimeStampToken, token));
    }

    // ESS (RFC 5035): binds the certificate by its SHA-256, the default that is left out of the encoding.
    private SigningCertificateV2 signingCertificate() throws IOException {
        byte[] hash = Digests.digest(NISTObjectIdentifiers.id_sha256, certificate().getEncoded());
        var issuer = new IssuerSerial(new GeneralNames(new GeneralName(certificate().getIssuer())),
                certificate().getSerialNumber());
        return new SigningCertificateV2(new ESSCertIDv2(hash, issuer));
    }

    private static Attribute attribute(ASN1ObjectIdentifier type, ASN1Encodable value) {
        return new Attribute(type, new DERSet(value));
    }

    private byte[] cms(byte @Nullable [] content, List<SignerInfo> signers) {
        try {
            var digests = new ASN1EncodableVector();
            signers.forEach(s -> digests.add(s.getDigestAlgorithm()));
            var inner = new ContentInfo(CMSObjectIdentifiers.data,
                    content == null ? null : new DEROctetString(content));
            var data = new SignedData(new DERSet(digests), inner, new DERSet(certificate().toASN1Structure()), null,
                    new DERSet(signers.toArray(SignerInfo[]::new)));
            return new ContentInfo(CMSObjectIdentifiers.signedData, data).getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

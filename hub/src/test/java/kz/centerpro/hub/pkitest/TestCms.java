package kz.centerpro.hub.pkitest;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.SignatureScheme;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.BERSet;
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
import org.bouncycastle.asn1.tsp.MessageImprint;
import org.bouncycastle.asn1.tsp.TSTInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.jspecify.annotations.Nullable;

/** Makes signed containers as Kazakh clients do; anything about them can be made wrong. */
public final class TestCms {

    public static final byte[] CONTENT = "договор №1".getBytes(StandardCharsets.UTF_8);

    private final List<TestAuthority.Holder> signers = new ArrayList<>();
    private final List<byte[]> certificates = new ArrayList<>();
    private byte[] content = CONTENT;
    private boolean detached;
    private String contentType = CMSObjectIdentifiers.data.getId();
    private Instant claimed = Instant.parse("2026-06-01T10:00:00Z");
    private @Nullable Function<byte[], byte[]> stamper;
    private final List<TestAuthority.Holder> countersigners = new ArrayList<>();
    private final List<Attribute> signedExtras = new ArrayList<>();
    private final List<Attribute> unsignedExtras = new ArrayList<>();
    private final List<ASN1Encodable> revocations = new ArrayList<>();
    private boolean claimless;
    private byte @Nullable [] quoted;
    private UnaryOperator<AlgorithmIdentifier> digestNamed = UnaryOperator.identity();
    private UnaryOperator<AlgorithmIdentifier> signatureNamed = UnaryOperator.identity();

    public static TestCms by(TestAuthority.Holder... holders) {
        TestCms cms = new TestCms();
        for (TestAuthority.Holder holder : holders) {
            cms.signers.add(holder);
            cms.certificates.add(holder.certificate());
        }
        return cms;
    }

    public TestCms over(byte[] other) {
        content = other;
        return this;
    }

    public TestCms detached() {
        detached = true;
        return this;
    }

    /** Detached over content whose digest is known and which need not be at hand. */
    public TestCms quoting(byte[] digest) {
        quoted = digest;
        return detached();
    }

    public TestCms typed(String type) {
        contentType = type;
        return this;
    }

    public TestCms claiming(Instant time) {
        claimed = time;
        return this;
    }

    public TestCms with(byte[] certificate) {
        certificates.add(certificate);
        return this;
    }

    public TestCms withoutCertificates() {
        certificates.clear();
        return this;
    }

    /**
     * @param stamps
     *            token for the signature value
     */
    public TestCms stamped(Function<byte[], byte[]> stamps) {
        stamper = stamps;
        return this;
    }

    public TestCms digestNamed(String id) {
        digestNamed = original -> new AlgorithmIdentifier(new ASN1ObjectIdentifier(id));
        return this;
    }

    public TestCms signatureNamed(String id) {
        signatureNamed = original -> new AlgorithmIdentifier(new ASN1ObjectIdentifier(id));
        return this;
    }

    /** Each signs the value of the one before (RFC 5652, 11.4); the first that of every signer. */
    public TestCms countersigned(TestAuthority.Holder... holders) {
        for (TestAuthority.Holder holder : holders) {
            countersigners.add(holder);
            certificates.add(holder.certificate());
        }
        return this;
    }

    public TestCms signedExtra(String type, ASN1Encodable value) {
        signedExtras.add(attribute(new ASN1ObjectIdentifier(type), value));
        return this;
    }

    public TestCms unsignedExtra(String type, ASN1Encodable value) {
        unsignedExtras.add(attribute(new ASN1ObjectIdentifier(type), value));
        return this;
    }

    /** Into SignedData.crls: a list, or another form of revocation information. */
    public TestCms revocation(ASN1Encodable value) {
        revocations.add(value);
        return this;
    }

    /** Without a signing-time, as PAdES wants it. */
    public TestCms claiming() {
        claimless = true;
        return this;
    }

    /** Adds this maker's signers to a container that exists; the content is that one's. */
    public byte[] addedTo(byte[] container) throws IOException {
        SignedData old = SignedData.getInstance(ContentInfo.getInstance(container).getContent());
        SignedData own = SignedData.getInstance(ContentInfo.getInstance(build()).getContent());
        SignedData both = new SignedData(joined(old.getDigestAlgorithms(), own.getDigestAlgorithms()),
                old.getEncapContentInfo(), joined(old.getCertificates(), own.getCertificates()), null,
                joined(old.getSignerInfos(), own.getSignerInfos()));
        return new ContentInfo(CMSObjectIdentifiers.signedData, both).getEncoded();
    }

    private static ASN1Set joined(ASN1Set one, ASN1Set other) {
        ASN1EncodableVector all = new ASN1EncodableVector();
        one.forEach(all::add);
        other.forEach(all::add);
        return new DERSet(all);
    }

    public byte[] build() throws IOException {
        ASN1EncodableVector infos = new ASN1EncodableVector();
        ASN1EncodableVector digests = new ASN1EncodableVector();
        for (TestAuthority.Holder holder : signers) {
            infos.add(signer(holder));
            digests.add(digestNamed.apply(holder.key().digestAlgorithm()));
        }
        ASN1EncodableVector brought = new ASN1EncodableVector();
        for (byte[] certificate : certificates) {
            brought.add(ASN1Primitive.fromByteArray(certificate));
        }
        ContentInfo inner = new ContentInfo(new ASN1ObjectIdentifier(contentType),
                detached ? null : new DEROctetString(content));
        SignedData data = new SignedData(new DERSet(digests), inner, brought.size() == 0 ? null : new BERSet(brought),
                revocations.isEmpty() ? null : new DERSet(revocations.toArray(new ASN1Encodable[0])),
                new DERSet(infos));
        return new ContentInfo(CMSObjectIdentifiers.signedData, data).getEncoded();
    }

    private SignerInfo signer(TestAuthority.Holder holder) throws IOException {
        ASN1EncodableVector signed = new ASN1EncodableVector();
        signed.add(attribute(CMSAttributes.contentType, new ASN1ObjectIdentifier(contentType)));
        if (!claimless) {
            signed.add(attribute(CMSAttributes.signingTime, new Time(Date.from(claimed))));
        }
        byte[] digest = quoted == null ? holder.key().digest().digest(content) : quoted;
        signed.add(attribute(CMSAttributes.messageDigest, new DEROctetString(digest)));
        signed.add(attribute(PKCSObjectIdentifiers.id_aa_signingCertificateV2, new SigningCertificateV2(
                new ESSCertIDv2[]{new ESSCertIDv2(DigestAlgorithm.SHA_256.digest(holder.certificate()))})));
        signedExtras.forEach(signed::add);
        DERSet attributes = new DERSet(signed);
        byte[] value = holder.key().sign(attributes.getEncoded());
        ASN1EncodableVector unsigned = new ASN1EncodableVector();
        if (stamper != null) {
            unsigned.add(attribute(PKCSObjectIdentifiers.id_aa_signatureTimeStampToken,
                    ASN1Primitive.fromByteArray(stamper.apply(value))));
        }
        unsignedExtras.forEach(unsigned::add);
        if (!countersigners.isEmpty()) {
            unsigned.add(attribute(CMSAttributes.counterSignature, countersigner(countersigners, value)));
        }
        return info(holder, attributes, value, unsigned);
    }

    private SignerInfo info(TestAuthority.Holder holder, DERSet attributes, byte[] value,
            ASN1EncodableVector unsigned) {
        var certificate = TestAuthority.holder(holder.certificate());
        return new SignerInfo(
                new SignerIdentifier(new IssuerAndSerialNumber(certificate.getIssuer(), certificate.getSerialNumber())),
                digestNamed.apply(holder.key().digestAlgorithm()), attributes,
                signatureNamed.apply(holder.key().signatureAlgorithm()), new DEROctetString(value),
                unsigned.size() == 0 ? null : new DERSet(unsigned));
    }

    private SignerInfo countersigner(List<TestAuthority.Holder> chain, byte[] over) throws IOException {
        TestAuthority.Holder holder = chain.getFirst();
        ASN1EncodableVector signed = new ASN1EncodableVector();
        signed.add(attribute(CMSAttributes.signingTime, new Time(Date.from(claimed))));
        signed.add(attribute(CMSAttributes.messageDigest, new DEROctetString(holder.key().digest().digest(over))));
        DERSet attributes = new DERSet(signed);
        byte[] value = holder.key().sign(attributes.getEncoded());
        ASN1EncodableVector unsigned = new ASN1EncodableVector();
        if (chain.size() > 1) {
            unsigned.add(attribute(CMSAttributes.counterSignature,
                    countersigner(chain.subList(1, chain.size()), value)));
        }
        return info(holder, attributes, value, unsigned);
    }

    private static Attribute attribute(ASN1ObjectIdentifier type, ASN1Encodable value) {
        return new Attribute(type, new DERSet(value));
    }

    /** A time-stamp token over {@code stamped}. */
    public static byte[] token(TestAuthority.Holder authority, byte[] stamped, Instant time) {
        return token(authority, stamped, time, null);
    }

    public static byte[] token(TestAuthority.Holder authority, byte[] stamped, Instant time,
            @Nullable BigInteger nonce) {
        return token(authority, stamped, time, nonce, DigestAlgorithm.SHA_256);
    }

    /** With the imprint by another digest. */
    public static byte[] token(TestAuthority.Holder authority, byte[] stamped, Instant time,
            @Nullable BigInteger nonce, DigestAlgorithm digest) {
        MessageImprint imprint = new MessageImprint(
                new AlgorithmIdentifier(new ASN1ObjectIdentifier(SignatureScheme.identifier(digest))),
                digest.digest(stamped));
        TSTInfo info = new TSTInfo(new ASN1ObjectIdentifier("1.2.398.3.3.2.6.4"), imprint, new ASN1Integer(7),
                new ASN1GeneralizedTime(Date.from(time)), null, null, nonce == null ? null : new ASN1Integer(nonce),
                null, null);
        try {
            return by(authority).over(info.getEncoded()).typed(PKCSObjectIdentifiers.id_ct_TSTInfo.getId()).build();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

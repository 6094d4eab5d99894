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
                null,
                new DERSet(infos));
        return new ContentInfo(CMSObjectIdentifiers.signedData, data).getEncoded();
    }

    private SignerInfo signer(TestAuthority.Holder holder) throws IOException {
        ASN1EncodableVector signed = new ASN1EncodableVector();
        signed.add(attribute(CMSAttributes.contentType, new ASN1ObjectIdentifier(contentType)));
        signed.add(attribute(CMSAttributes.signingTime, new Time(Date.from(claimed))));
        signed.add(attribute(CMSAttributes.messageDigest, new DEROctetString(holder.key().digest().digest(content))));
        signed.add(attribute(PKCSObjectIdentifiers.id_aa_signingCertificateV2, new SigningCertificateV2(
                new ESSCertIDv2[]{new ESSCertIDv2(DigestAlgorithm.SHA_256.digest(holder.certificate()))})));
        DERSet attributes = new DERSet(signed);
        byte[] value = holder.key().sign(attributes.getEncoded());
        DERSet unsigned = stamper == null
                ? null
                : new DERSet(attribute(PKCSObjectIdentifiers.id_aa_signatureTimeStampToken,
                        ASN1Primitive.fromByteArray(stamper.apply(value))));
        var certificate = TestAuthority.holder(holder.certificate());
        return new SignerInfo(
                new SignerIdentifier(new IssuerAndSerialNumber(certificate.getIssuer(), certificate.getSerialNumber())),
                digestNamed.apply(holder.key().digestAlgorithm()), attributes,
                signatureNamed.apply(holder.key().signatureAlgorithm()), new DEROctetString(value), unsigned);
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
        DigestAlgorithm digest = DigestAlgorithm.SHA_256;
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

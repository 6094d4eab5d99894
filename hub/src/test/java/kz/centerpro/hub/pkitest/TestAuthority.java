package kz.centerpro.hub.pkitest;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.asn1.ocsp.OCSPResponseStatus;
import org.bouncycastle.asn1.ocsp.ResponseBytes;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.operator.DigestCalculator;
import org.jspecify.annotations.Nullable;

/** A certification authority minted for one run: certificates, revocation lists, OCSP responses. */
@SuppressWarnings("ArrayRecordComponent")
public record TestAuthority(TestKey key, byte[] certificate, X500Name name) {

    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    public static final Instant END = Instant.parse("2027-01-01T00:00:00Z");
    private static final AtomicLong SERIALS = new AtomicLong(0x7000_0000_0000_0001L);

    /** A certificate with the key to it. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Holder(TestKey key, byte[] certificate) {

        public BigInteger serial() {
            return holder(certificate).getSerialNumber();
        }
    }

    /** An extension to put in. */
    public record Extra(ASN1ObjectIdentifier id, boolean critical, ASN1Encodable value) {}

    public static TestAuthority root(String name, TestKey key) throws IOException {
        return root(name, key, START, END);
    }

    public static TestAuthority root(String name, TestKey key, Instant from, Instant to) throws IOException {
        X500Name subject = new X500Name("CN=" + name);
        return new TestAuthority(key, certificate(subject, key, subject, key, from, to,
                List.of(authority(null), usage(KeyUsage.keyCertSign | KeyUsage.cRLSign))), subject);
    }

    public static Extra authority(@Nullable Integer pathLength) {
        return new Extra(Extension.basicConstraints, true,
                pathLength == null ? new BasicConstraints(true) : new BasicConstraints(pathLength));
    }

    public static Extra usage(int bits) {
        return new Extra(Extension.keyUsage, true, new KeyUsage(bits));
    }

    public static Extra purposes(boolean critical, String... ids) {
        KeyPurposeId[] purposes = new KeyPurposeId[ids.length];
        for (int i = 0; i < ids.length; i++) {
            purposes[i] = KeyPurposeId.getInstance(new ASN1ObjectIdentifier(ids[i]));
        }
        return new Extra(Extension.extendedKeyUsage, critical, new ExtendedKeyUsage(purposes));
    }

    public static Extra responder(String url) {
        return new Extra(Extension.authorityInfoAccess, false, new AuthorityInformationAccess(
                AccessDescription.id_ad_ocsp, new GeneralName(GeneralName.uniformResourceIdentifier, url)));
    }

    public TestAuthority below(String subject, TestKey subjectKey, Extra... extras) throws IOException {
        X500Name below = new X500Name("CN=" + subject);
        return new TestAuthority(subjectKey, certificate(below, subjectKey, name, key, START, END, List.of(extras)),
                below);
    }

    public TestAuthority below(String subject, TestKey subjectKey) throws IOException {
        return below(subject, subjectKey, authority(null), usage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    }

    /** An authority below this one that is valid from then to then. */
    public TestAuthority below(String subject, TestKey subjectKey, Instant from, Instant to) throws IOException {
        X500Name below = new X500Name("CN=" + subject);
        return new TestAuthority(subjectKey, certificate(below, subjectKey, name, key, from, to,
                List.of(authority(null), usage(KeyUsage.keyCertSign | KeyUsage.cRLSign))), below);
    }

    /** A signer with a key for signing documents. */
    public Holder signer(String subject, TestKey subjectKey) throws IOException {
        return issue(subject, subjectKey, START, END, usage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation),
                responder("http://ocsp.test/"));
    }

    public Holder issue(String subject, TestKey subjectKey, Instant from, Instant to, Extra... extras)
            throws IOException {
        return new Holder(subjectKey,
                certificate(new X500Name(subject), subjectKey, name, key, from, to, List.of(extras)));
    }

    /** As {@link #issue}, claiming a key identifier that need not be the key's. */
    public Holder issueWithKeyId(String subject, TestKey subjectKey, byte[] keyId, Extra... extras)
            throws IOException {
        return new Holder(subjectKey, certificate(new X500Name(subject), subjectKey, keyId, name, key, START, END,
                List.of(extras)));
    }

    private static byte[] certificate(X500Name subject, TestKey subjectKey, X500Name issuer, TestKey issuerKey,
            Instant from, Instant to, List<Extra> extras) throws IOException {
        return certificate(subject, subjectKey, keyId(subjectKey), issuer, issuerKey, from, to, extras);
    }

    private static byte[] certificate(X500Name subject, TestKey subjectKey, byte[] keyId, X500Name issuer,
            TestKey issuerKey, Instant from, Instant to, List<Extra> extras) throws IOException {
        X509v3CertificateBuilder builder = new X509v3CertificateBuilder(issuer,
                BigInteger.valueOf(SERIALS.incrementAndGet()), Date.from(from),
                Date.from(to), subject, subjectKey.info());
        builder.addExtension(Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(keyId));
        builder.addExtension(Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(keyId(issuerKey)));
        for (Extra extra : extras) {
            builder.addExtension(extra.id(), extra.critical(), extra.value());
        }
        return builder.build(issuerKey.contentSigner()).getEncoded();
    }

    static byte[] keyId(TestKey key) {
        return DigestAlgorithm.SHA_1.digest(key.info().getPublicKeyData().getOctets());
    }

    /** A list that is fresh for a month from {@code at}. */
    public byte[] crl(Instant at, Holder... revoked) throws IOException {
        return crl(at, at.minus(Duration.ofDays(1)), CRLReason.keyCompromise, revoked);
    }

    public byte[] crl(Instant at, Instant revokedAt, int reason, Holder... revoked) throws IOException {
        X509v2CRLBuilder builder = new X509v2CRLBuilder(name, Date.from(at));
        builder.setNextUpdate(Date.from(at.plus(Duration.ofDays(30))));
        for (Holder holder : revoked) {
            builder.addCRLEntry(holder.serial(), Date.from(revokedAt), reason);
        }
        return builder.build(key.contentSigner()).getEncoded();
    }

    /** An answer signed by {@code responder}, who need not be this authority. */
    public byte[] ocsp(Holder about, @Nullable CertificateStatus status, Instant at, byte @Nullable [] nonce,
            Holder responder)
            throws IOException, OCSPException {
        CertificateID id = new CertificateID(new Sha1(), holder(certificate), about.serial());
        BasicOCSPRespBuilder builder = new BasicOCSPRespBuilder(
                new RespID(holder(responder.certificate()).getSubject()));
        builder.addResponse(id, status, Date.from(at), (Date) null, null);
        if (nonce != null) {
            builder.setResponseExtensions(new Extensions(new Extension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce, false,
                    new DEROctetString(nonce).getEncoded())));
        }
        List<X509CertificateHolder> chain = new ArrayList<>();
        chain.add(holder(responder.certificate()));
        byte[] basic = builder
                .build(responder.key().contentSigner(), chain.toArray(new X509CertificateHolder[0]), Date.from(at))
                .getEncoded();
        return new OCSPResponse(new OCSPResponseStatus(0),
                new ResponseBytes(OCSPObjectIdentifiers.id_pkix_ocsp_basic, new DEROctetString(basic))).getEncoded();
    }

    public Holder self() {
        return new Holder(key, certificate);
    }

    /** A responder that this authority authorised (RFC 6960, 4.2.2.2). */
    public Holder delegate(TestKey delegateKey) throws IOException {
        return issue("CN=Responder", delegateKey, START, END, usage(KeyUsage.digitalSignature),
                purposes(false, "1.3.6.1.5.5.7.3.9"));
    }

    public Holder timestamper(TestKey stampKey) throws IOException {
        return issue("CN=Stamps", stampKey, START, END, usage(KeyUsage.digitalSignature),
                purposes(true, "1.3.6.1.5.5.7.3.8"));
    }

    public static X509CertificateHolder holder(byte[] certificate) {
        try {
            return new X509CertificateHolder(certificate);
        } catch (IOException malformed) {
            throw new IllegalStateException(malformed);
        }
    }

    private static final class Sha1 implements DigestCalculator {
        private final java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();

        @Override
        public org.bouncycastle.asn1.x509.AlgorithmIdentifier getAlgorithmIdentifier() {
            return CertificateID.HASH_SHA1;
        }

        @Override
        public java.io.OutputStream getOutputStream() {
            return bytes;
        }

        @Override
        public byte[] getDigest() {
            byte[] digest = DigestAlgorithm.SHA_1.digest(bytes.toByteArray());
            bytes.reset();
            return digest;
        }
    }
}

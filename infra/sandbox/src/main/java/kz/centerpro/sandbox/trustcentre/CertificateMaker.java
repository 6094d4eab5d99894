package kz.centerpro.sandbox.trustcentre;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import kz.centerpro.contracts.party.SignerRole;
import kz.centerpro.sandbox.SandboxException;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.asn1.x509.PolicyQualifierInfo;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.jspecify.annotations.Nullable;

/** Makes certificates of the shapes that the national centre issues, and foreign ones of the usual shape. */
final class CertificateMaker {

    private static final Duration BACKDATED = Duration.ofDays(30);
    private static final Duration CA_LIFE = Duration.ofDays(365 * 20);
    private static final Duration LEAF_LIFE = Duration.ofDays(365 * 3);

    private final Clock clock;
    private final TrustCentreUrls urls;

    CertificateMaker(Clock clock, TrustCentreUrls urls) {
        this.clock = clock;
        this.urls = urls;
    }

    Credential root(KeyKind kind) {
        SigningKey.Fresh fresh = SigningKey.generate(kind);
        X500Name name = Names.root(kind);
        return make(new Draft(name, name, fresh, null, CA_LIFE), fresh.key(), builder -> {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        });
    }

    Credential intermediate(KeyKind kind, Credential root) {
        SigningKey.Fresh fresh = SigningKey.generate(kind);
        return make(new Draft(root.name(), Names.intermediate(kind), fresh, root, CA_LIFE), root.key(), builder -> {
            builder.addExtension(Extension.basicConstraints, true,
                    kind == KeyKind.GOST ? new BasicConstraints(true) : new BasicConstraints(0));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            builder.addExtension(Extension.cRLDistributionPoints, false, points(urls.rootCrl(kind)));
            builder.addExtension(Extension.authorityInfoAccess, false,
                    access(null, urls.rootCertificate(kind)));
            addPolicy(builder, kind);
        });
    }

    Credential ocspResponder(KeyKind kind, Credential issuer) {
        return service(kind, issuer, Names.service("OCSP RESPONDER", kind), KeyPurposeId.id_kp_OCSPSigning, false);
    }

    Credential timeStamper(KeyKind kind, Credential issuer) {
        return service(kind, issuer, Names.service("TIME-STAMPING AUTHORITY", kind), KeyPurposeId.id_kp_timeStamping,
                true);
    }

    private Credential service(KeyKind kind, Credential issuer, X500Name name, KeyPurposeId purpose, boolean critical) {
        SigningKey.Fresh fresh = SigningKey.generate(kind);
        return make(new Draft(issuer.name(), name, fresh, issuer, CA_LIFE), issuer.key(), builder -> {
            builder.addExtension(Extension.extendedKeyUsage, critical, new ExtendedKeyUsage(purpose));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(Extension.authorityInfoAccess, false,
                    access(critical ? urls.ocsp(kind) : null, urls.intermediateCertificate(kind)));
            if (critical) {
                builder.addExtension(Extension.cRLDistributionPoints, false, points(urls.crl(kind)));
            } else {
                builder.addExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nocheck, false, DERNull.INSTANCE);
            }
        });
    }

    Credential person(PersonProfile person, Credential issuer, X509CertificateHolder root) {
        KeyKind kind = person.kind();
        SigningKey.Fresh fresh = SigningKey.generate(kind);
        Credential made = make(new Draft(issuer.name(), Names.person(person), fresh, issuer, LEAF_LIFE), issuer.key(),
                builder -> {
                    addPolicy(builder, kind);
                    builder.addExtension(Extension.authorityInfoAccess, false,
                            access(urls.ocsp(kind), urls.intermediateCertificate(kind)));
                    builder.addExtension(Extension.cRLDistributionPoints, false, points(urls.crl(kind)));
                    builder.addExtension(Extension.extendedKeyUsage, false, purposes(person));
                    int usage = KeyUsage.digitalSignature | KeyUsage.nonRepudiation;
                    builder.addExtension(Extension.keyUsage, true,
                            new KeyUsage(kind == KeyKind.GOST ? usage | KeyUsage.keyAgreement : usage));
                    if (kind != KeyKind.EC) {
                        builder.addExtension(KazakhOids.KEY_STORAGE, false,
                                new DERSequence(KazakhOids.KEY_STORAGE_PKCS12));
                    }
                });
        return new Credential(made.key(), made.certificate(), List.of(issuer.certificate(), root));
    }

    private interface Extensions {
        void add(X509v3CertificateBuilder builder) throws IOException;
    }

    private record Draft(X500Name issuer, X500Name subject, SigningKey.Fresh fresh,
            @Nullable Credential above, Duration life) {}

    private Credential make(Draft draft, SigningKey by, Extensions extensions) {
        try {
            SubjectPublicKeyInfo publicKey = draft.fresh().publicKey();
            byte[] keyId = Digests.digest(OIWObjectIdentifiers.idSHA1, publicKey.getPublicKeyData().getBytes());
            Instant from = clock.instant().minus(BACKDATED);
            var builder = new X509v3CertificateBuilder(draft.issuer(), serial(keyId), Date.from(from),
                    Date.from(from.plus(draft.life())), draft.subject(), publicKey);
            extensions.add(builder);
            builder.addExtension(Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(keyId));
            if (draft.above() != null) {
                var above = SubjectKeyIdentifier.fromExtensions(draft.above().certificate().getExtensions());
                builder.addExtension(Extension.authorityKeyIdentifier, false,
                        new AuthorityKeyIdentifier(above.getKeyIdentifier()));
            }
            return new Credential(draft.fresh().key(), builder.build(by.contentSigner()), List.of());
        } catch (IOException e) {
            throw new SandboxException("No certificate for " + draft.subject() + ": " + e.getMessage(), e);
        }
    }

    // The national centre's serial number is the key identifier with its top bit cleared.
    private static BigInteger serial(byte[] keyId) {
        return new BigInteger(1, keyId).clearBit(keyId.length * 8 - 1);
    }

    private static void addPolicy(X509v3CertificateBuilder builder, KeyKind kind) throws IOException {
        if (kind != KeyKind.EC) {
            var cps = new PolicyQualifierInfo("http://127.0.0.1/development-simulator");
            builder.addExtension(Extension.certificatePolicies, false,
                    new CertificatePolicies(new PolicyInformation(KazakhOids.POLICY, new DERSequence(cps))));
        }
    }

    private static ExtendedKeyUsage purposes(PersonProfile person) {
        List<KeyPurposeId> purposes = new ArrayList<>(List.of(KeyPurposeId.id_kp_emailProtection));
        for (ASN1ObjectIdentifier role : roles(person.role())) {
            purposes.add(KeyPurposeId.getInstance(role));
        }
        return new ExtendedKeyUsage(purposes.toArray(KeyPurposeId[]::new));
    }

    private static List<ASN1ObjectIdentifier> roles(SignerRole role) {
        return switch (role) {
            case INDIVIDUAL -> List.of(KazakhOids.INDIVIDUAL);
            case FIRST_HEAD -> List.of(KazakhOids.LEGAL_ENTITY, KazakhOids.FIRST_HEAD);
            case SIGN_RIGHT -> List.of(KazakhOids.LEGAL_ENTITY, KazakhOids.SIGN_RIGHT);
            case FINANCE_SIGN -> List.of(KazakhOids.LEGAL_ENTITY, KazakhOids.FINANCE_SIGN);
            case HR -> List.of(KazakhOids.LEGAL_ENTITY, KazakhOids.HR);
            case EMPLOYEE -> List.of(KazakhOids.LEGAL_ENTITY, KazakhOids.EMPLOYEE);
            case INFORMATION_SYSTEM -> List.of(KazakhOids.LEGAL_ENTITY, KazakhOids.INFORMATION_SYSTEM);
            case CIVIL_SERVANT, ARCHIVE_STAFF, CA_STAFF, NONE -> List.of();
        };
    }

    private static CRLDistPoint points(URI crl) {
        var name = new DistributionPointName(new GeneralNames(uri(crl)));
        return new CRLDistPoint(new DistributionPoint[]{new DistributionPoint(name, null, null)});
    }

    private static AuthorityInformationAccess access(@Nullable URI ocsp, URI issuer) {
        List<AccessDescription> ways = new ArrayList<>();
        if (ocsp != null) {
            ways.add(new AccessDescription(AccessDescription.id_ad_ocsp, uri(ocsp)));
        }
        ways.add(new AccessDescription(AccessDescription.id_ad_caIssuers, uri(issuer)));
        return new AuthorityInformationAccess(ways.toArray(AccessDescription[]::new));
    }

    private static GeneralName uri(URI uri) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, new DERIA5String(uri.toString()));
    }
}

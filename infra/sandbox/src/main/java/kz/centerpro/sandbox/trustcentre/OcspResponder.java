package kz.centerpro.sandbox.trustcentre;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Clock;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.Req;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.jspecify.annotations.Nullable;

/** Answers RFC 6960 questions; certificates of people by a delegated responder, intermediates by their root itself. */
final class OcspResponder {

    private final List<Hierarchy> hierarchies;
    private final Revocations revocations;
    private final Clock clock;

    /** Serial numbers that an issuer has given out. */
    interface Issued {
        Set<BigInteger> by(Credential issuer);
    }

    private final Issued issued;

    OcspResponder(List<Hierarchy> hierarchies, Revocations revocations, Issued issued, Clock clock) {
        this.hierarchies = hierarchies;
        this.revocations = revocations;
        this.issued = issued;
        this.clock = clock;
    }

    private record Issuer(Hierarchy hierarchy, Credential credential) {

        Credential responder() {
            return credential.equals(hierarchy.root()) ? credential : hierarchy.ocsp();
        }
    }

    /**
     * @param only
     *            the hierarchy that is asked, or empty to find it by the question
     */
    byte[] answer(byte[] question, Optional<KeyKind> only) throws IOException, OCSPException {
        OCSPReq request;
        try {
            request = new OCSPReq(question);
        } catch (IOException | RuntimeException e) {
            return failure(OCSPRespBuilder.MALFORMED_REQUEST);
        }
        if (request.getRequestList().length == 0) {
            return failure(OCSPRespBuilder.MALFORMED_REQUEST);
        }
        Optional<Issuer> issuer = issuer(request.getRequestList()[0].getCertID(), only);
        if (issuer.isEmpty()) {
            return failure(OCSPRespBuilder.UNAUTHORIZED);
        }
        Credential responder = issuer.get().responder();
        Date now = Date.from(clock.instant());
        var builder = new BasicOCSPRespBuilder(new RespID(responder.name()));
        for (Req one : request.getRequestList()) {
            builder.addResponse(one.getCertID(), status(one.getCertID(), issuer.get()), now, (Date) null);
        }
        Extension nonce = request.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
        if (nonce != null) {
            builder.setResponseExtensions(new Extensions(nonce));
        }
        var chain = new X509CertificateHolder[]{responder.certificate()};
        return new OCSPRespBuilder().build(OCSPRespBuilder.SUCCESSFUL,
                builder.build(responder.key().contentSigner(), chain, now)).getEncoded();
    }

    private static byte[] failure(int status) throws OCSPException, IOException {
        return new OCSPRespBuilder().build(status, null).getEncoded();
    }

    // null is OCSP's "good" in Bouncy Castle.
    private @Nullable CertificateStatus status(CertificateID id, Issuer issuer) {
        if (!issues(issuer.credential(), id) || !issued.by(issuer.credential()).contains(id.getSerialNumber())) {
            return new UnknownStatus();
        }
        return revocations.find(id.getSerialNumber())
                .<CertificateStatus>map(e -> new RevokedStatus(Date.from(e.at()), e.reason()))
                .orElse(CertificateStatus.GOOD);
    }

    private Optional<Issuer> issuer(CertificateID id, Optional<KeyKind> only) {
        return hierarchies.stream().filter(h -> only.isEmpty() || only.get() == h.kind())
                .flatMap(h -> h.issuers().stream().map(c -> new Issuer(h, c)))
                .filter(i -> issues(i.credential(), id)).findFirst();
    }

    private static boolean issues(Credential issuer, CertificateID id) {
        ASN1ObjectIdentifier digest = id.getHashAlgOID();
        if (!Digests.knows(digest)) {
            return false;
        }
        try {
            byte[] name = Digests.digest(digest, issuer.name().getEncoded("DER"));
            byte[] key = Digests.digest(digest,
                    issuer.certificate().getSubjectPublicKeyInfo().getPublicKeyData().getBytes());
            return Arrays.equals(name, id.getIssuerNameHash()) && Arrays.equals(key, id.getIssuerKeyHash());
        } catch (IOException e) {
            return false;
        }
    }
}

package kz.centerpro.sandbox.trustcentre;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.cryptopro.ECGOST3410NamedCurves;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECGOST3410Signer;
import org.bouncycastle.util.Arrays;

/** What a simulated counterpart checks of a bare signature value: Kazakh GOST or RSA with SHA-256. */
public final class SignatureCheck {

    private static final int SIZE = 64;
    private static final String BIN = "BIN";

    private SignatureCheck() {}

    /** Whether {@code signature} is the certificate's key's, over {@code content}; false for anything broken. */
    public static boolean passes(byte[] certificate, byte[] content, byte[] signature) {
        try {
            X509CertificateHolder holder = new X509CertificateHolder(certificate);
            return holder.getSubjectPublicKeyInfo().getAlgorithm().getAlgorithm().equals(KazakhOids.KEY_GOST_512)
                    ? gost(holder.getSubjectPublicKeyInfo(), content, signature)
                    : rsa(certificate, content, signature);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException broken) {
            return false;
        }
    }

    /** The digest that goes with the certificate's key, in base64. */
    public static String digest(byte[] certificate, byte[] content) {
        try {
            boolean gost = new X509CertificateHolder(certificate).getSubjectPublicKeyInfo().getAlgorithm()
                    .getAlgorithm().equals(KazakhOids.KEY_GOST_512);
            return Base64.getEncoder().encodeToString(Digests
                    .digest(gost ? KazakhOids.DIGEST_512 : NISTObjectIdentifiers.id_sha256, content));
        } catch (IOException broken) {
            return "";
        }
    }

    /** The BIN that a certificate names; empty for none. */
    public static String binOf(byte[] certificate) {
        try {
            X500Name subject = new X509CertificateHolder(certificate).getSubject();
            for (RDN part : subject.getRDNs()) {
                String value = part.getFirst().getValue().toString();
                if (value.startsWith(BIN)) {
                    return value.substring(BIN.length());
                }
            }
            return "";
        } catch (IOException broken) {
            return "";
        }
    }

    private static boolean gost(SubjectPublicKeyInfo key, byte[] content, byte[] signature) throws IOException {
        byte[] both = ASN1OctetString.getInstance(key.parsePublicKey()).getOctets();
        if (both.length != 2 * SIZE || signature.length != 2 * SIZE) {
            return false;
        }
        X9ECParameters x9 = ECGOST3410NamedCurves.getByOIDX9(KazakhOids.TC26_PARAM_SET_A_512);
        ECGOST3410Signer signer = new ECGOST3410Signer();
        signer.init(false, new ECPublicKeyParameters(x9.getCurve().createPoint(half(both, 0), half(both, SIZE)),
                new ECDomainParameters(x9.getCurve(), x9.getG(), x9.getN(), x9.getH())));
        return signer.verifySignature(Digests.digest(KazakhOids.DIGEST_512, content), half(signature, 0),
                half(signature, SIZE));
    }

    private static BigInteger half(byte[] both, int from) {
        return new BigInteger(1, Arrays.reverse(Arrays.copyOfRange(both, from, from + SIZE)));
    }

    private static boolean rsa(byte[] certificate, byte[] content, byte[] signature) throws GeneralSecurityException {
        Signature check = Signature.getInstance("SHA256withRSA");
        check.initVerify(CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(certificate)).getPublicKey());
        check.update(content);
        return check.verify(signature);
    }
}

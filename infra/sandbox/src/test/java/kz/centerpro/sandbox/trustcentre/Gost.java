package kz.centerpro.sandbox.trustcentre;

import java.security.PublicKey;
import java.security.Signature;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.rosstandart.RosstandartObjectIdentifiers;
import org.bouncycastle.asn1.cryptopro.GOST3410PublicKeyAlgParameters;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** Checks Kazakh GOST by Bouncy Castle's own Russian signature class: names changed, signature bytes reversed. */
final class Gost {

    private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();

    private Gost() {}

    static boolean verifies(X509CertificateHolder certificate, X509CertificateHolder issuer) throws Exception {
        return verifies(certificate.toASN1Structure().getTBSCertificate().getEncoded("DER"), certificate.getSignature(),
                issuer.getSubjectPublicKeyInfo());
    }

    static boolean verifies(byte[] message, byte[] kazakh, SubjectPublicKeyInfo key) throws Exception {
        Signature signature = Signature.getInstance("ECGOST3410-2012-512", PROVIDER);
        signature.initVerify(russian(key));
        signature.update(message);
        byte[] reversed = new byte[kazakh.length];
        for (int i = 0; i < kazakh.length; i++) {
            reversed[i] = kazakh[kazakh.length - 1 - i];
        }
        return signature.verify(reversed);
    }

    private static PublicKey russian(SubjectPublicKeyInfo key) throws Exception {
        var algorithm = new AlgorithmIdentifier(RosstandartObjectIdentifiers.id_tc26_gost_3410_12_512,
                new GOST3410PublicKeyAlgParameters(RosstandartObjectIdentifiers.id_tc26_gost_3410_12_512_paramSetA,
                        RosstandartObjectIdentifiers.id_tc26_gost_3411_12_512));
        return BouncyCastleProvider
                .getPublicKey(new SubjectPublicKeyInfo(algorithm, key.getPublicKeyData().getBytes()));
    }
}

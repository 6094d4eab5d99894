package kz.centerpro.hub.seal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.InputDecryptorProvider;
import org.bouncycastle.operator.bc.BcDefaultDigestProvider;
import org.bouncycastle.pkcs.PKCS12PfxPdu;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS12SafeBagFactory;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.bc.BcPKCS12MacCalculatorBuilderProvider;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;

/** A key file (PKCS #12) as the national authority gives it out; no key store class knows its keys. */
record SealFile(SealKey key, X509CertificateHolder certificate) {

    /** Blocking, at start. */
    static SealFile read(Path file, String password) {
        try {
            return opened(new PKCS12PfxPdu(Files.readAllBytes(file)), password.toCharArray());
        } catch (IOException | PKCSException | CMSException | IllegalArgumentException unusable) {
            throw new IllegalStateException("center.operator.seal.keystore cannot be opened: " + unusable.getMessage(),
                    unusable);
        }
    }

    private static SealFile opened(PKCS12PfxPdu file, char[] password)
            throws IOException, PKCSException, CMSException {
        if (file.hasMac() && !file
                .isMacValid(new BcPKCS12MacCalculatorBuilderProvider(BcDefaultDigestProvider.INSTANCE), password)) {
            throw new IOException("wrong password");
        }
        InputDecryptorProvider decryptor = new JcePKCSPBEInputDecryptorProviderBuilder()
                .setProvider(new BouncyCastleProvider()).build(password);
        List<SealKey> keys = new ArrayList<>();
        List<X509CertificateHolder> certificates = new ArrayList<>();
        for (ContentInfo part : file.getContentInfos()) {
            PKCS12SafeBagFactory bags = part.getContentType().equals(PKCSObjectIdentifiers.encryptedData)
                    ? new PKCS12SafeBagFactory(part, decryptor)
                    : new PKCS12SafeBagFactory(part);
            for (PKCS12SafeBag bag : bags.getSafeBags()) {
                if (bag.getBagValue() instanceof PKCS8EncryptedPrivateKeyInfo encrypted) {
                    keys.add(SealKey.of(encrypted.decryptPrivateKeyInfo(decryptor)));
                } else if (bag.getBagValue() instanceof X509CertificateHolder certificate) {
                    certificates.add(certificate);
                }
            }
        }
        if (keys.size() != 1 || certificates.isEmpty()) {
            throw new IOException("it holds " + keys.size() + " keys and " + certificates.size() + " certificates");
        }
        return new SealFile(keys.getFirst(), own(certificates));
    }

    /** The key's own certificate is the one that issued none of the others. */
    private static X509CertificateHolder own(List<X509CertificateHolder> certificates) {
        return certificates.stream().filter(each -> certificates.stream()
                .noneMatch(other -> !other.equals(each) && other.getIssuer().equals(each.getSubject())))
                .findFirst().orElse(certificates.getFirst());
    }
}

package kz.centerpro.sandbox.trustcentre;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import kz.centerpro.sandbox.SandboxException;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.crypto.engines.DESedeEngine;
import org.bouncycastle.crypto.modes.CBCBlockCipher;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.InputDecryptorProvider;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.operator.bc.BcDefaultDigestProvider;
import org.bouncycastle.pkcs.PKCS12PfxPdu;
import org.bouncycastle.pkcs.PKCS12PfxPduBuilder;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS12SafeBagBuilder;
import org.bouncycastle.pkcs.PKCS12SafeBagFactory;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.bc.BcPKCS12MacCalculatorBuilder;
import org.bouncycastle.pkcs.bc.BcPKCS12MacCalculatorBuilderProvider;
import org.bouncycastle.pkcs.bc.BcPKCS12PBEOutputEncryptorBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;
import org.bouncycastle.crypto.digests.SHA1Digest;

/**
 * PKCS#12 as the national centre writes it: SHA-1 MAC, SHA1-3DES encryption. No key store class is used, since none
 * knows Kazakh keys.
 */
final class Pkcs12File {

    private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();

    private Pkcs12File() {}

    static Credential read(Path file, String password) {
        try {
            return parse(Files.readAllBytes(file), password);
        } catch (IOException | PKCSException | CMSException e) {
            throw new SandboxException("The key file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    static void write(Path file, String password, Credential credential) {
        try {
            Files.write(file, format(password, credential));
        } catch (IOException | PKCSException e) {
            throw new SandboxException("The key file " + file + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static Credential parse(byte[] bytes, String password) throws IOException, PKCSException, CMSException {
        var pfx = new PKCS12PfxPdu(bytes);
        if (pfx.hasMac() && !pfx.isMacValid(new BcPKCS12MacCalculatorBuilderProvider(BcDefaultDigestProvider.INSTANCE),
                password.toCharArray())) {
            throw new IOException("wrong password");
        }
        InputDecryptorProvider decryptor = new JcePKCSPBEInputDecryptorProviderBuilder().setProvider(PROVIDER)
                .build(password.toCharArray());
        SigningKey key = null;
        List<X509CertificateHolder> certificates = new ArrayList<>();
        for (ContentInfo info : pfx.getContentInfos()) {
            PKCS12SafeBagFactory bags = info.getContentType().equals(PKCSObjectIdentifiers.encryptedData)
                    ? new PKCS12SafeBagFactory(info, decryptor)
                    : new PKCS12SafeBagFactory(info);
            for (PKCS12SafeBag bag : bags.getSafeBags()) {
                if (bag.getBagValue() instanceof PKCS8EncryptedPrivateKeyInfo encrypted) {
                    key = SigningKey.of(encrypted.decryptPrivateKeyInfo(decryptor));
                } else if (bag.getBagValue() instanceof X509CertificateHolder certificate) {
                    certificates.add(certificate);
                }
            }
        }
        if (key == null || certificates.isEmpty()) {
            throw new IOException("it holds no key with a certificate");
        }
        X509CertificateHolder own = own(certificates);
        return new Credential(key, own, certificates.stream().filter(c -> !c.equals(own)).toList());
    }

    // The key's own certificate is the one that issued none of the others.
    private static X509CertificateHolder own(List<X509CertificateHolder> certificates) {
        return certificates.stream()
                .filter(c -> certificates.stream().noneMatch(o -> !o.equals(c) && o.getIssuer().equals(c.getSubject())))
                .findFirst().orElse(certificates.getFirst());
    }

    private static byte[] format(String password, Credential credential) throws IOException, PKCSException {
        var id = SubjectKeyIdentifier.fromExtensions(credential.certificate().getExtensions());
        var keyId = new DEROctetString(id == null ? new byte[]{1} : id.getKeyIdentifier());
        var key = new PKCS12SafeBagBuilder(credential.key().privateKeyInfo(), encryptor(password))
                .addBagAttribute(PKCSObjectIdentifiers.pkcs_9_at_localKeyId, keyId)
                .addBagAttribute(PKCSObjectIdentifiers.pkcs_9_at_friendlyName,
                        new DERBMPString("development simulator"));
        List<PKCS12SafeBag> certificates = new ArrayList<>();
        certificates.add(new PKCS12SafeBagBuilder(credential.certificate())
                .addBagAttribute(PKCSObjectIdentifiers.pkcs_9_at_localKeyId, keyId).build());
        for (X509CertificateHolder above : credential.above()) {
            certificates.add(new PKCS12SafeBagBuilder(above).build());
        }
        var builder = new PKCS12PfxPduBuilder();
        builder.addData(key.build());
        builder.addEncryptedData(encryptor(password), certificates.toArray(PKCS12SafeBag[]::new));
        return builder.build(new BcPKCS12MacCalculatorBuilder(), password.toCharArray()).getEncoded("DER");
    }

    private static OutputEncryptor encryptor(String password) {
        return new BcPKCS12PBEOutputEncryptorBuilder(PKCSObjectIdentifiers.pbeWithSHAAnd3_KeyTripleDES_CBC,
                CBCBlockCipher.newInstance(new DESedeEngine()), new SHA1Digest()).setIterationCount(1024)
                .build(password.toCharArray());
    }
}

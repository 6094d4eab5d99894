package kz.centerpro.sandbox.trustcentre;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import kz.centerpro.sandbox.SandboxException;
import org.bouncycastle.cert.ocsp.OCSPException;

/** What each address answers, apart from HTTP. Every method may take milliseconds of cryptography. */
record TrustAnswers(Vault vault, OcspResponder ocsp, Map<KeyKind, TimeStampResponder> stampers, CrlPublisher crls) {

    byte[] ocsp(byte[] question, Optional<KeyKind> only) throws IOException {
        try {
            return ocsp.answer(question, only);
        } catch (OCSPException e) {
            throw new SandboxException("No OCSP answer could be made: " + e.getMessage(), e);
        }
    }

    byte[] stamp(String slug, byte[] question) throws IOException {
        TimeStampResponder stamper = stampers.get(kind(slug));
        if (stamper == null) {
            throw new NoSuchElementException("no time-stamps by " + slug);
        }
        return stamper.answer(question);
    }

    /**
     * @param file
     *            like {@code gost.crl} or {@code gost-root.crl}
     */
    byte[] crl(String file) throws IOException {
        return crls.list(authority(file, ".crl"));
    }

    /**
     * @param file
     *            like {@code gost.cer} or {@code gost-root.cer}
     */
    byte[] certificate(String file) throws IOException {
        return authority(file, ".cer").certificate().getEncoded();
    }

    private Credential authority(String file, String ending) {
        if (!file.endsWith(ending)) {
            throw new NoSuchElementException(file);
        }
        String name = file.substring(0, file.length() - ending.length());
        boolean root = name.endsWith("-root");
        Hierarchy hierarchy = vault.hierarchy(kind(root ? name.substring(0, name.length() - 5) : name));
        return root ? hierarchy.root() : hierarchy.intermediate();
    }

    static KeyKind kind(String slug) {
        return Arrays.stream(KeyKind.values()).filter(k -> k.slug().equals(slug)).findFirst()
                .orElseThrow(() -> new NoSuchElementException("no hierarchy '" + slug + "'"));
    }
}

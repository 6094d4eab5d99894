package kz.centerpro.hub.asic;

import java.nio.charset.StandardCharsets;
import kz.centerpro.contracts.evidence.BundleFiles;
import kz.centerpro.hub.certificate.Der;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.signature.SignatureFormat;
import kz.centerpro.hub.signature.SignedContainer;

/**
 * A bundle of evidence (see {@link BundleFiles}): the first signature is the operator's seal, and it is authentic only
 * when the checkpoint that it seals holds every step; then come the signatures of the document and of its answers.
 */
public final class BundleFormat implements SignatureFormat {

    private static final byte[] MARK = {'P', 'K', 3, 4};

    /** A zip that names the seal of a checkpoint. */
    @Override
    public boolean recognises(byte[] bytes) {
        for (int i = 0; i < MARK.length; i++) {
            if (bytes.length <= i || bytes[i] != MARK[i]) {
                return false;
            }
        }
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return text.contains(BundleFiles.SEAL) && text.contains(BundleFiles.EVIDENCE);
    }

    @Override
    public SignedContainer read(byte[] bytes, int bytesMax) throws MalformedSignature {
        if (bytes.length > bytesMax) {
            throw new MalformedSignature("bundle of more than " + bytesMax + " bytes");
        }
        return Der.contained("bundle of evidence", () -> new BundleReading(bytes, bytesMax).container());
    }
}

package kz.centerpro.hub.signature;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import kz.centerpro.hub.certificate.MalformedSignature;

/**
 * CMS and CAdES (RFC 5652, ETSI EN 319 122-1): DER, BER, PEM (CMS, PKCS7, SIGNED DATA, PKCS #7 SIGNED DATA) and bare
 * base64. Has no mark of its own in base64, so it takes what no other format recognises.
 */
public final class CmsFormat implements SignatureFormat {

    @Override
    public boolean recognises(byte[] bytes) {
        return true;
    }

    @Override
    public SignedContainer read(byte[] bytes, int bytesMax) throws MalformedSignature {
        return CmsReader.read(bytes, bytesMax).opened();
    }

    /**
     * The one element of BER at the beginning, without the zeros that fill a place up which was reserved before the
     * signature was made.
     */
    public static byte[] unpadded(byte[] padded) throws MalformedSignature {
        BerInput input = new BerInput(new ByteArrayInputStream(padded), padded.length);
        try {
            input.copy(BerInput.Frame.WHOLE);
        } catch (IOException impossible) {
            throw new IllegalStateException("reading from memory failed", impossible);
        }
        byte[] element = input.keptFrom(0);
        for (int i = element.length; i < padded.length; i++) {
            if (padded[i] != 0) {
                throw new MalformedSignature("something other than zeros follows the signature");
            }
        }
        return element;
    }
}

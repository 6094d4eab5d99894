package kz.centerpro.hub.signature;

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
}

package kz.centerpro.hub.seal;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;

/** A time-stamp over a seal's signature value, kept in the seal: CAdES-T. */
public final class SealStamp {

    private SealStamp() {}

    /** What is stamped: the signature value of a seal of this room. */
    public static byte[] stamped(byte[] seal) {
        return signer(SignedData.getInstance(ContentInfo.getInstance(seal).getContent())).getEncryptedDigest()
                .getOctets();
    }

    /** The seal with the token among its unsigned attributes; what was signed stays as it is. */
    public static byte[] with(byte[] seal, byte[] token) {
        SignedData data = SignedData.getInstance(ContentInfo.getInstance(seal).getContent());
        SignerInfo signer = signer(data);
        try {
            Attribute stamp = new Attribute(PKCSObjectIdentifiers.id_aa_signatureTimeStampToken,
                    new DERSet(ASN1Primitive.fromByteArray(token)));
            SignerInfo with = new SignerInfo(signer.getSID(), signer.getDigestAlgorithm(),
                    signer.getAuthenticatedAttributes(), signer.getDigestEncryptionAlgorithm(),
                    signer.getEncryptedDigest(), (ASN1Set) new DERSet((ASN1Encodable) stamp));
            SignedData stamped = new SignedData(data.getDigestAlgorithms(), data.getEncapContentInfo(),
                    data.getCertificates(), data.getCRLs(), new DERSet(with));
            // The token is BER as it came, or DER: nothing in it is written anew.
            return new ContentInfo(ContentInfo.getInstance(seal).getContentType(), stamped)
                    .getEncoded(ASN1Encoding.DL);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static SignerInfo signer(SignedData data) {
        return SignerInfo.getInstance(data.getSignerInfos().getObjectAt(0));
    }
}

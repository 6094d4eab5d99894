package kz.centerpro.sandbox.trustcentre;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jspecify.annotations.Nullable;

/** Puts a further signer beside those that a CMS has; their own bytes stay as they are. */
final class CmsParts {

    private CmsParts() {}

    static byte[] join(byte[] cms, SignerInfo signer, X509CertificateHolder certificate) {
        try {
            SignedData data = SignedData.getInstance(ContentInfo.getInstance(cms).getContent());
            var joined = new SignedData(with(data.getDigestAlgorithms(), signer.getDigestAlgorithm()),
                    data.getEncapContentInfo(), with(data.getCertificates(), certificate.toASN1Structure()),
                    data.getCRLs(), with(data.getSignerInfos(), signer));
            return new ContentInfo(CMSObjectIdentifiers.signedData, joined).getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ASN1Set with(@Nullable ASN1Set set, ASN1Encodable member) {
        var members = new ASN1EncodableVector();
        boolean there = false;
        if (set != null) {
            for (ASN1Encodable old : set) {
                members.add(old);
                there |= old.toASN1Primitive().equals(member.toASN1Primitive());
            }
        }
        if (!there) {
            members.add(member);
        }
        return new DERSet(members);
    }
}

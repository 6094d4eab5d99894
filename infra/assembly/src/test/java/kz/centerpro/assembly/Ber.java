package kz.centerpro.assembly;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.BERSequence;
import org.bouncycastle.asn1.BERTaggedObject;
import org.bouncycastle.asn1.cms.ContentInfo;

/** CMS containers of indefinite length. */
final class Ber {

    private Ber() {}

    /** The same container with indefinite lengths around it; what is signed keeps its bytes. */
    static byte[] indefinite(byte[] der) {
        ContentInfo info = ContentInfo.getInstance(der);
        ASN1Sequence data = ASN1Sequence.getInstance(info.getContent());
        try {
            return new BERSequence(new ASN1Encodable[]{info.getContentType(),
                    new BERTaggedObject(true, 0, new BERSequence(data.toArray()))}).getEncoded(ASN1Encoding.BER);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static boolean isIndefinite(byte[] cms) {
        return cms[0] == 0x30 && (cms[1] & 0xff) == 0x80;
    }
}

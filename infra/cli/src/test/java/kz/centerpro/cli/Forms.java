package kz.centerpro.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.BEROctetString;
import org.bouncycastle.asn1.BERSequence;
import org.bouncycastle.asn1.BERTaggedObject;
import org.bouncycastle.asn1.cms.ContentInfo;

/** Other encodings of the same signature. */
final class Forms {

    private Forms() {}

    /** Indefinite lengths around everything that is not signed, content in pieces where it is attached. */
    static byte[] ber(byte[] der) throws IOException {
        ContentInfo outer = ContentInfo.getInstance(der);
        List<ASN1Encodable> parts = new ArrayList<>();
        for (ASN1Encodable part : ASN1Sequence.getInstance(outer.getContent())) {
            parts.add(parts.size() == 2 ? inner(ContentInfo.getInstance(part)) : part);
        }
        return info(outer, new BERSequence(vector(parts))).getEncoded(ASN1Encoding.BER);
    }

    private static ASN1Encodable inner(ContentInfo content) {
        return content.getContent() instanceof ASN1OctetString octets
                ? info(content, new BEROctetString(octets.getOctets(), 100))
                : content;
    }

    private static BERSequence info(ContentInfo type, ASN1Encodable content) {
        ASN1TaggedObject tagged = new BERTaggedObject(true, 0, content);
        return new BERSequence(vector(List.of(type.getContentType(), tagged)));
    }

    private static ASN1EncodableVector vector(List<? extends ASN1Encodable> parts) {
        ASN1EncodableVector vector = new ASN1EncodableVector();
        parts.forEach(vector::add);
        return vector;
    }
}

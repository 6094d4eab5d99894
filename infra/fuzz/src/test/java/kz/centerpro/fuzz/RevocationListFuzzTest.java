package kz.centerpro.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.ParsedCertificate;
import kz.centerpro.hub.certificate.RevocationList;
import kz.centerpro.hub.certificate.TrustSnapshot;

/** Revocation lists, read whole and as a stream, and what is asked of them. */
final class RevocationListFuzzTest extends FuzzTarget {

    private final TrustSnapshot trust = trust();
    private final ParsedCertificate root = ParsedCertificate.fromDer(resource("root.cer"));

    RevocationListFuzzTest() throws MalformedSignature {}

    @FuzzTest
    void endsInAValueOrARefusal(byte[] input) {
        tries(input, this::asked);
    }

    private void asked(byte[] input) throws MalformedSignature {
        RevocationList list = RevocationList.fromAny(input);
        list.covers(root);
        list.stillLists(root);
        list.find(BigInteger.TEN);
        trust.offered(list);
        trust.withLists(java.util.List.of(list));
        try {
            RevocationList streamed = RevocationList.fromStream(new ByteArrayInputStream(input), BYTES_MAX);
            if (streamed.size() != list.size()) {
                throw new IllegalStateException(list.size() + " entries, but streamed " + streamed.size());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}

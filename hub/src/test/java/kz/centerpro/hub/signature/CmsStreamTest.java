package kz.centerpro.hub.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import kz.centerpro.contracts.party.SignatureRegime;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.Indication;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.StreamingDigest;
import kz.centerpro.hub.certificate.TrustSnapshot;
import kz.centerpro.hub.certificate.VerificationPolicy;
import kz.centerpro.hub.pkitest.SharedArtefacts;
import kz.centerpro.hub.pkitest.TestAuthority;
import kz.centerpro.hub.pkitest.TestCms;
import kz.centerpro.hub.pkitest.TestKey;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An attached CMS of any size: same verdicts as in memory, content passed on, heap flat. */
class CmsStreamTest {

    private static final Instant NOW = Instant.parse("2026-06-01T10:00:00Z");
    private static final long LARGE = 100L * 1024 * 1024;
    private static final SignatureDesk DESK = new SignatureDesk(SignatureDesk.BYTES_MAX,
            VerificationPolicy.documents());

    private final TestAuthority root;
    private final TrustSnapshot trust;

    CmsStreamTest() throws Exception {
        root = TestAuthority.root("Root", TestKey.ec());
        trust = TrustSnapshot.builder(1).anchor(root.certificate(), SignatureRegime.ES)
                .crl(root.crl(NOW.minus(Duration.ofDays(1)))).build();
    }

    private static CmsStream.Streamed streamed(byte[] cms, OutputStream sink) throws Exception {
        return CmsStream.read(new ByteArrayInputStream(cms), sink, LARGE);
    }

    private Verdict verdict(CmsStream.Streamed streamed) {
        return DESK.examine(streamed.container(), streamed.digests(), trust, NOW);
    }

    /** Content that nobody holds. */
    private static InputStream zeros(long length) {
        return new InputStream() {
            private long left = length;

            @Override
            public int read() {
                return left-- > 0 ? 0 : -1;
            }

            @Override
            public int read(byte[] target, int offset, int count) {
                if (left <= 0) {
                    return -1;
                }
                int read = (int) Math.min(left, count);
                Arrays.fill(target, offset, offset + read, (byte) 0);
                left -= read;
                return read;
            }
        };
    }

    private static byte[] header(int tag, long length) {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        header.write(tag);
        header.write(0x85);
        for (int shift = 32; shift >= 0; shift -= 8) {
            header.write((int) (length >> shift));
        }
        return header.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** Puts content of any size into a detached container: definite lengths, or indefinite ones with segments. */
    private static InputStream attached(byte[] detached, long length, boolean definite) throws IOException {
        SignedData data = SignedData.getInstance(ContentInfo.getInstance(detached).getContent());
        byte[] before = joined(data.getVersion().getEncoded(), data.getDigestAlgorithms().getEncoded());
        byte[] type = data.getEncapContentInfo().getContentType().getEncoded();
        byte[] after = tail(data);
        byte[] id = ContentInfo.getInstance(detached).getContentType().getEncoded();
        if (definite) {
            byte[] octets = header(4, length);
            byte[] explicit = header(0xa0, octets.length + length);
            byte[] encapsulated = header(0x30, type.length + explicit.length + octets.length + length);
            long inner = before.length + encapsulated.length + type.length + explicit.length + octets.length + length
                    + after.length;
            byte[] sequence = header(0x30, inner);
            byte[] wrapper = header(0xa0, sequence.length + inner);
            byte[] outer = header(0x30, id.length + wrapper.length + sequence.length + inner);
            return new SequenceInputStream(java.util.Collections.enumeration(List.of(
                    new ByteArrayInputStream(joined(outer, id, wrapper, sequence, before, encapsulated, type, explicit,
                            octets)),
                    zeros(length), new ByteArrayInputStream(after))));
        }
        byte[] begin = {0x30, (byte) 0x80};
        byte[] context = {(byte) 0xa0, (byte) 0x80};
        byte[] end = {0, 0};
        long half = length / 2;
        return new SequenceInputStream(java.util.Collections.enumeration(List.of(
                new ByteArrayInputStream(joined(begin, id, context, begin, before, begin, type, context,
                        new byte[]{0x24, (byte) 0x80}, header(4, half))),
                zeros(half), new ByteArrayInputStream(header(4, length - half)), zeros(length - half),
                new ByteArrayInputStream(joined(end, end, end, after, end, end, end)))));
    }

    private static byte[] tail(SignedData data) throws IOException {
        ByteArrayOutputStream tail = new ByteArrayOutputStream();
        for (ASN1Encodable part : ASN1Sequence.getInstance(data)) {
            if (part instanceof ASN1TaggedObject) {
                tail.writeBytes(part.toASN1Primitive().getEncoded());
            }
        }
        tail.writeBytes(data.getSignerInfos().getEncoded());
        return tail.toByteArray();
    }

    private static byte[] digestOfZeros(long length) throws IOException {
        StreamingDigest digest = DigestAlgorithm.SHA_256.newDigest();
        byte[] chunk = new byte[1 << 16];
        try (InputStream zeros = zeros(length)) {
            for (int count = zeros.read(chunk); count > 0; count = zeros.read(chunk)) {
                digest.update(chunk, 0, count);
            }
        }
        return digest.finish();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readsAHundredMegabytesInFlatMemory(boolean definite) throws Exception {
        byte[] detached = TestCms.by(root.signer("CN=Alice", TestKey.ec())).quoting(digestOfZeros(LARGE)).build();
        try (InputStream source = attached(detached, LARGE, definite)) {
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadAllocatedBytes();
            CmsStream.Streamed streamed = CmsStream.read(source, OutputStream.nullOutputStream(), LARGE);
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            assertThat(streamed.contentBytes()).isEqualTo(LARGE);
            assertThat(verdict(streamed).status()).isEqualTo(Indication.PASSED);
            assertThat(allocated).isLessThan(4L * 1024 * 1024);
        }
        try (InputStream source = attached(detached, LARGE, definite)) {
            assertThatThrownBy(() -> CmsStream.read(source, OutputStream.nullOutputStream(), LARGE - 1))
                    .isInstanceOf(MalformedSignature.class).hasMessageContaining("content of more than");
        }
    }

    @Test
    void agreesWithTheReaderInMemory() throws Exception {
        byte[] content = new byte[300_000];
        new Random(1).nextBytes(content);
        byte[] cms = TestCms.by(root.signer("CN=Alice", TestKey.gost()), root.signer("CN=Bob", TestKey.rsa()))
                .over(content).build();
        byte[] ber = ContentInfo.getInstance(cms).getEncoded(ASN1Encoding.BER);
        String base64 = Base64.getMimeEncoder().encodeToString(cms);
        byte[] pem = ("-----BEGIN CMS-----\r\n" + base64 + "\r\n-----END CMS-----\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        for (byte[] form : List.of(cms, ber, base64.getBytes(StandardCharsets.US_ASCII), pem)) {
            ByteArrayOutputStream sink = new ByteArrayOutputStream();
            CmsStream.Streamed streamed = streamed(form, sink);
            assertThat(sink.toByteArray()).isEqualTo(content);
            assertThat(streamed.container().signatureCount()).isEqualTo(2);
            assertThat(verdict(streamed).status()).isEqualTo(Indication.PASSED);
        }
        byte[] other = cms.clone();
        int at = new String(cms, StandardCharsets.ISO_8859_1)
                .indexOf(new String(content, 1000, 50, StandardCharsets.ISO_8859_1));
        other[at] ^= 1;
        assertThat(verdict(streamed(other, OutputStream.nullOutputStream())).signatures())
                .extracting(SignatureReport::subIndication).containsOnly("HASH_FAILURE");
    }

    @Test
    void readsADetachedContainerAndTellsThatNothingWasInside() throws Exception {
        byte[] cms = TestCms.by(root.signer("CN=Alice", TestKey.ec())).detached().build();
        CmsStream.Streamed streamed = streamed(cms, OutputStream.nullOutputStream());
        assertThat(streamed.contentBytes()).isNegative();
        assertThat(streamed.digests().isEmpty()).isTrue();
        assertThat(verdict(streamed).signatures().getFirst().subIndication()).isEqualTo("SIGNED_DATA_NOT_FOUND");
    }

    @Test
    void readsWhatTheNationalAuthoritysClientsMade() throws Exception {
        for (Path file : SharedArtefacts.files("kz-pki/cms")) {
            if (file.toString().endsWith(".der")) {
                byte[] cms = Files.readAllBytes(file);
                SignedContainer whole = DESK.read(cms);
                ByteArrayOutputStream sink = new ByteArrayOutputStream();
                CmsStream.Streamed streamed = streamed(cms, sink);
                assertThat(streamed.container().signatureCount()).isEqualTo(whole.signatureCount());
                assertThat(streamed.contentBytes() < 0).isEqualTo(whole.detached());
                for (SignatureFacts facts : streamed.container().signatures()) {
                    if (!whole.detached()) {
                        assertThat(facts.authenticity(whole.certificates(), streamed.digests()).check().hasPassed())
                                .as(file.toString()).isTrue();
                        assertThat(sink.toByteArray()).isEqualTo(whole.attachedContent());
                    }
                }
            }
        }
    }

    @Test
    void neverReadsMoreThanTheReaderInMemoryAndNeverThrowsOtherwise() throws Exception {
        byte[] whole = TestCms.by(root.signer("CN=Alice", TestKey.ec())).build();
        Random random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            byte[] mutant = whole.clone();
            mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
            ByteArrayOutputStream sink = new ByteArrayOutputStream();
            try {
                CmsStream.Streamed streamed = streamed(mutant, sink);
                if (verdict(streamed).status() == Indication.PASSED) {
                    assertThat(sink.toByteArray()).isEqualTo(TestCms.CONTENT);
                }
            } catch (MalformedSignature malformed) {
                assertThat(malformed.getMessage()).isNotBlank();
            }
        }
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> streamed(cut, OutputStream.nullOutputStream()))
                    .isInstanceOf(MalformedSignature.class);
        }
        assertThatThrownBy(() -> streamed(Arrays.copyOf(whole, whole.length + 1), OutputStream.nullOutputStream()))
                .isInstanceOf(MalformedSignature.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"corpora/fuzz-seeds/openssl-cms", "corpora/openssl-cms", "corpora/rfc4134"})
    void readsOrRefusesEveryStrangeContainer(String folder) throws Exception {
        for (Path file : SharedArtefacts.files(folder)) {
            try {
                CmsStream.Streamed streamed = streamed(Files.readAllBytes(file), OutputStream.nullOutputStream());
                assertThat(verdict(streamed).status()).as(file.toString()).isNotEqualTo(Indication.PASSED);
            } catch (MalformedSignature malformed) {
                assertThat(malformed.getMessage()).isNotBlank();
            }
        }
    }

    @Test
    void boundsWhatIsNotContent() throws Exception {
        byte[] detached = TestCms.by(root.signer("CN=Alice", TestKey.ec())).quoting(new byte[32]).build();
        byte[] start = Arrays.copyOf(attached(detached, 10, false).readAllBytes(), 40);
        byte[] endless = new byte[8 * 1024 * 1024];
        System.arraycopy(start, 0, endless, 0, 15);
        for (int i = 15; i + 1 < endless.length; i += 2) {
            endless[i] = 0x30;
            endless[i + 1] = (byte) 0x80;
        }
        assertThatThrownBy(() -> streamed(endless, OutputStream.nullOutputStream()))
                .isInstanceOf(MalformedSignature.class);
        byte[] large = joined(new byte[]{0x30, (byte) 0x80}, header(0x31, LARGE));
        assertThatThrownBy(() -> streamed(large, OutputStream.nullOutputStream()))
                .isInstanceOf(MalformedSignature.class);
    }

    @Test
    void passesOnThatTheSourceFailed() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("line is down");
            }

            @Override
            public int read(byte[] target, int offset, int count) throws IOException {
                throw new IOException("line is down");
            }
        };
        assertThatThrownBy(() -> CmsStream.read(broken, OutputStream.nullOutputStream(), LARGE))
                .isInstanceOf(IOException.class).hasMessage("line is down");
    }
}

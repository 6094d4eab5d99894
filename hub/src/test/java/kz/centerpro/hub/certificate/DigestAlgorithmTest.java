package kz.centerpro.hub.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DigestAlgorithmTest {

    /** GOST R 34.11-2012, A.1 (message M1 of RFC 6986) and the test values of GOST R 34.11-94 with its test S-box. */
    @ParameterizedTest
    @CsvSource({
            "STREEBOG_256,012345678901234567890123456789012345678901234567890123456789012,9d151eefd8590b89daa6ba6cb74af9275dd051026bb149a452fd84e5e57b5500",
            "STREEBOG_512,012345678901234567890123456789012345678901234567890123456789012,1b54d01a4af5b9d5cc3d86d68d285462b19abc2475222f35c085122be4ba1ffa00ad30f8767b3a82384c6574f024c311e2a481332b08ef7f41797891c1646f48",
            "GOST_34311_95,'This is message, length=32 bytes',b1c466d37519b82e8319819ff32595e047a28cb6f83eff1c6916a815a637fffa",
            "SHA_256,abc,ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"})
    void givesThePublishedValues(DigestAlgorithm algorithm, String message, String expected) {
        assertThat(Der.hex(algorithm.digest(message.getBytes(StandardCharsets.US_ASCII)))).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void givesTheSameForPiecesAndForBuffers(DigestAlgorithm algorithm) {
        byte[] message = new byte[20_000];
        for (int i = 0; i < message.length; i++) {
            message[i] = (byte) (i * 31);
        }
        StreamingDigest pieces = algorithm.newDigest();
        pieces.update(message, 0, 777);
        pieces.update(message, 777, message.length - 777);
        StreamingDigest buffers = algorithm.newDigest();
        ByteBuffer direct = ByteBuffer.allocateDirect(message.length).put(message).flip();
        buffers.update(direct);
        assertThat(direct.hasRemaining()).isFalse();
        byte[] whole = algorithm.digest(message);
        assertThat(whole).hasSize(algorithm.length());
        assertThat(pieces.finish()).isEqualTo(whole);
        assertThat(buffers.finish()).isEqualTo(whole);
    }

    @Test
    void startsAfreshAfterFinishing() {
        StreamingDigest digest = DigestAlgorithm.STREEBOG_512.newDigest();
        digest.update(new byte[]{1}, 0, 1);
        byte[] first = digest.finish();
        digest.update(new byte[]{1}, 0, 1);
        assertThat(digest.finish()).isEqualTo(first);
    }
}

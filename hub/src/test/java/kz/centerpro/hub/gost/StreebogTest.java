package kz.centerpro.hub.gost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.GOST3411_2012_256Digest;
import org.bouncycastle.crypto.digests.GOST3411_2012_512Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreebogTest {

    private final Random random = new Random(3411);

    private static byte[] own(Streebog digest, byte[] message) {
        digest.update(message, 0, message.length);
        return digest.finish();
    }

    private static byte[] reference(Digest digest, byte[] message) {
        byte[] value = new byte[digest.getDigestSize()];
        digest.update(message, 0, message.length);
        digest.doFinal(value, 0);
        return value;
    }

    /** GOST R 34.11-2012, annex A; RFC 6986, section 10, where the bytes stand in reverse. */
    @ParameterizedTest
    @CsvSource({
            "012345678901234567890123456789012345678901234567890123456789012,1b54d01a4af5b9d5cc3d86d68d285462b19abc2475222f35c085122be4ba1ffa00ad30f8767b3a82384c6574f024c311e2a481332b08ef7f41797891c1646f48,9d151eefd8590b89daa6ba6cb74af9275dd051026bb149a452fd84e5e57b5500",
            "'Се ветри, Стрибожи внуци, веютъ с моря стрелами на храбрыя плъкы Игоревы',1e88e62226bfca6f9994f1f2d51569e0daf8475a3b0fe61a5300eee46d961376035fe83549ada2b8620fcd7c496ce5b33f0cb9dddc2b6460143b03dabac9fb28,9dd2fe4e90409e5da87f53976d7405b0c0cac628fc669a741d50063c557e8f50"})
    void givesTheValuesOfTheStandard(String text, String of512, String of256) {
        byte[] message = text.getBytes(Charset.forName("windows-1251"));
        assertThat(HexFormat.of().formatHex(own(Streebog.of512(), message))).isEqualTo(of512);
        assertThat(HexFormat.of().formatHex(own(Streebog.of256(), message))).isEqualTo(of256);
    }

    @Test
    void agreesOnEveryLength() {
        for (int length = 0; length <= 300; length++) {
            for (int filling = 0; filling < 3; filling++) {
                byte[] message = new byte[length];
                if (filling == 0) {
                    random.nextBytes(message);
                } else {
                    // All ones carry through every word of the sum.
                    Arrays.fill(message, (byte) (filling == 1 ? 0xff : 0));
                }
                assertThat(own(Streebog.of512(), message)).as("%d bytes", length)
                        .isEqualTo(reference(new GOST3411_2012_512Digest(), message));
                assertThat(own(Streebog.of256(), message)).as("%d bytes", length)
                        .isEqualTo(reference(new GOST3411_2012_256Digest(), message));
            }
        }
    }

    @Test
    void agreesOnSumsThatCarry() {
        for (int i = 0; i < 400; i++) {
            byte[] message = new byte[64 * (1 + random.nextInt(12))];
            for (int word = 0; word < message.length; word += 8) {
                byte octet = (byte) random.nextInt(-1, 2);
                Arrays.fill(message, word, word + 8, octet);
                message[word + random.nextInt(8)] ^= (byte) (random.nextInt(4) == 0 ? 1 : 0);
            }
            assertThat(own(Streebog.of512(), message)).isEqualTo(reference(new GOST3411_2012_512Digest(), message));
        }
    }

    @Test
    void takesPiecesOfAnySize() {
        for (int i = 0; i < 300; i++) {
            byte[] message = new byte[random.nextInt(3_000)];
            random.nextBytes(message);
            byte[] expected = reference(new GOST3411_2012_512Digest(), message);
            Streebog arrays = Streebog.of512();
            Streebog buffers = Streebog.of512();
            ByteBuffer heap = ByteBuffer.wrap(message);
            ByteBuffer direct = ByteBuffer.allocateDirect(message.length).put(message).flip();
            for (int at = 0; at < message.length;) {
                int count = Math.min(message.length - at, random.nextInt(random.nextBoolean() ? 200 : 5));
                arrays.update(message, at, count);
                ByteBuffer source = random.nextBoolean() ? heap : direct.asReadOnlyBuffer();
                buffers.update(source.duplicate().position(at).limit(at + count));
                at += count;
            }
            assertThat(arrays.finish()).isEqualTo(expected);
            assertThat(buffers.finish()).isEqualTo(expected);
        }
    }

    @Test
    void readsBuffersFromTheirPositionToTheirLimit() {
        byte[] message = {9, 1, 2, 3, 9};
        byte[] expected = reference(new GOST3411_2012_512Digest(), new byte[]{1, 2, 3});
        ByteBuffer slice = ByteBuffer.wrap(message, 1, 4).slice().limit(3);
        Streebog digest = Streebog.of512();
        digest.update(slice);
        assertThat(slice.hasRemaining()).isFalse();
        assertThat(digest.finish()).isEqualTo(expected);
    }

    @Test
    void beginsAnewAfterTheValue() {
        Streebog digest = Streebog.of256();
        byte[] message = new byte[100];
        byte[] first = own(digest, message);
        assertThat(first).hasSize(32);
        assertThat(own(digest, message)).isEqualTo(first);
        assertThat(digest.finish()).isEqualTo(reference(new GOST3411_2012_256Digest(), new byte[0]));
    }

    @Test
    void refusesRangesOutsideTheArray() {
        Streebog digest = Streebog.of512();
        byte[] bytes = new byte[4];
        assertThatThrownBy(() -> digest.update(bytes, 2, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> digest.update(bytes, -1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(digest.finish()).isEqualTo(reference(new GOST3411_2012_512Digest(), new byte[0]));
    }
}

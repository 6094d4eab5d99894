package kz.centerpro.hub.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.cms.Time;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DerTimeTest {

    private static ASN1Encodable time(String text) throws Exception {
        byte[] content = text.getBytes(StandardCharsets.US_ASCII);
        byte[] encoded = new byte[content.length + 2];
        encoded[0] = (byte) (content.length >= 15 ? 0x18 : 0x17);
        encoded[1] = (byte) content.length;
        System.arraycopy(content, 0, encoded, 2, content.length);
        return ASN1Primitive.fromByteArray(encoded);
    }

    @ParameterizedTest
    @CsvSource({"261122153000Z,2026-11-22T15:30:00Z", "491231235959Z,2049-12-31T23:59:59Z",
            "500101000000Z,1950-01-01T00:00:00Z", "240229120000Z,2024-02-29T12:00:00Z",
            "20500101000000Z,2050-01-01T00:00:00Z", "99991231235959Z,9999-12-31T23:59:59Z",
            "20261122153000.25Z,2026-11-22T15:30:00.250Z", "20261122153000+0500,2026-11-22T10:30:00Z"})
    void readsTimes(String text, Instant expected) throws Exception {
        assertThat(Der.instant(time(text))).isEqualTo(expected);
    }

    @Test
    void agreesWithBouncyCastle() throws Exception {
        Random random = new Random(1123);
        for (int i = 0; i < 3_000; i++) {
            String digits = "%02d%02d%02d%02d%02d".formatted(random.nextInt(1, 13), random.nextInt(1, 29),
                    random.nextInt(24), random.nextInt(60), random.nextInt(60)) + "Z";
            String text = random.nextBoolean()
                    ? "%02d".formatted(random.nextInt(100)) + digits
                    : "%04d".formatted(random.nextInt(1600, 3000)) + digits;
            ASN1Encodable time = time(text);
            assertThat(Der.instant(time)).as(text).isEqualTo(Time.getInstance(time).getDate().toInstant());
        }
    }

    /** Odd dates are read or refused as Bouncy Castle does it. */
    @ParameterizedTest
    @ValueSource(strings = {"261322153000Z", "260230000000Z", "261122243000Z", "261122156100Z", "2611221530Z",
            "15001231235959Z", "26112215300AZ"})
    void leavesTheRestToBouncyCastle(String text) throws Exception {
        assertThat(outcome(() -> Der.instant(time(text))))
                .isEqualTo(outcome(() -> Time.getInstance(time(text)).getDate().toInstant()));
    }

    private static String outcome(java.util.concurrent.Callable<Instant> reading) {
        try {
            return reading.call().toString();
        } catch (Exception refused) {
            return refused.getClass().getName();
        }
    }
}

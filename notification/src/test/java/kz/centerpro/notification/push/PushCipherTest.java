package kz.centerpro.notification.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** The message of RFC 8291, Appendix A, byte for byte. */
class PushCipherTest {

    private static final String SERVER_PUBLIC = "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8";
    private static final String SERVER_PRIVATE = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw";
    private static final String BROWSER_PUBLIC = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
    private static final String EXPECTED = "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml"
            + "mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT"
            + "pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";

    @Test
    void encryptsTheMessageOfTheStandardAsItDoes() throws GeneralSecurityException {
        KeyPair ours = new KeyPair(P256.point(bytes(SERVER_PUBLIC)), P256.scalar(bytes(SERVER_PRIVATE)));
        byte[] message = PushCipher.encrypted(
                "When I grow up, I want to be a watermelon".getBytes(StandardCharsets.US_ASCII),
                bytes(BROWSER_PUBLIC), bytes("BTBZMqHH6r4Tts7J_aSIgg"), ours, bytes("DGv6ra1nlYgDCS1FRnbzlw"));
        assertThat(Base64.getUrlEncoder().withoutPadding().encodeToString(message)).isEqualTo(EXPECTED);
    }

    @Test
    void takesNoPointThatIsNotOnTheCurve() {
        byte[] off = bytes(BROWSER_PUBLIC);
        off[64] ^= 1;
        assertThatThrownBy(() -> P256.point(off)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> P256.point(new byte[65])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> P256.point(new byte[0])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takesOnlyAPairOfKeysThatBelongTogether() throws GeneralSecurityException {
        assertThat(new VapidKey(SERVER_PRIVATE, SERVER_PUBLIC, "mailto:a@example.kz")
                .authorization(URI.create("https://push.example.kz:443/x"), Instant.EPOCH)).startsWith("vapid t=ey");
        assertThatThrownBy(() -> new VapidKey(SERVER_PRIVATE, BROWSER_PUBLIC, "mailto:a@example.kz"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new VapidKey(SERVER_PRIVATE, SERVER_PUBLIC, "a@example.kz"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] bytes(String text) {
        return Base64.getUrlDecoder().decode(text);
    }
}

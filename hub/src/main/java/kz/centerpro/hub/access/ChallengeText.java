package kz.centerpro.hub.access;

import java.time.Instant;
import kz.centerpro.contracts.party.WireTime;

/**
 * Writes the text that is signed to sign in. The login key is the signing key, so the text must not be mistakable for a
 * document: it names the host, the purpose and its own end.
 */
final class ChallengeText {

    private ChallengeText() {}

    static String write(String host, String nonce, Instant expires) {
        return """
                Center Pro: sign-in to %1$s
                This is not a document. Signing it only signs you in and binds you to nothing else.
                Center Pro: %1$s жүйесіне кіру. Бұл құжат емес: қолтаңба тек кіру үшін қажет.
                Center Pro: вход в %1$s. Это не документ: подпись нужна только для входа.
                Nonce: %2$s
                Expires: %3$s
                """.formatted(host, nonce, WireTime.format(expires));
    }
}

package kz.centerpro.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A submission that is refused by its first parts is answered, and leaves no fault in the log. */
@Tag("fleet")
class EarlyRefusalIT {

    private final Fleet fleet = Fleet.whole();
    private final Party sender = fleet.newcomer();
    private final Party recipient = fleet.newcomer();

    @Test
    void ofMetadataOrSignatureIsAnsweredWhateverFollows() throws IOException {
        byte[] small = "x".repeat(200).getBytes(StandardCharsets.US_ASCII);
        byte[] large = new byte[300 * 1024];
        byte[] huge = new byte[4 * 1024 * 1024];
        Map<String, Object> strange = new LinkedHashMap<>(Party.metadata(recipient, null));
        strange.put("recipients", "nobody");
        String before = log();
        for (int round = 0; round < 3; round++) {
            is("malformed_request", sender.send(strange, null, null, null));
            is("malformed_request", sender.send(strange, sender.sign(small), small, null));
            is("malformed_request", sender.send(strange, sender.sign(small), large, null));
            is("signature_malformed", sender.send(Party.metadata(recipient, null), small, small, null));
            is("signature_malformed", sender.send(Party.metadata(recipient, null), small, large, null));
        }
        assertThat(log().substring(before.length())).doesNotContain("ERROR");
        is("malformed_request", sender.send(strange, sender.sign(small), huge, null)); // cut off
        sender.send(recipient, small).expect(201);
    }

    private static void is(String code, Party.Answer answer) {
        assertThat(answer.expect(400, 422).text("code")).isEqualTo(code);
    }

    private String log() throws IOException {
        return Files.readString(fleet.logs().resolve(fleet.hub(0).name() + ".log"));
    }
}

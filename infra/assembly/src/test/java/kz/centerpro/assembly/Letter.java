package kz.centerpro.assembly;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** A document ready to be sent, signed beforehand. */
@SuppressWarnings("ArrayRecordComponent") // made once, read only
record Letter(String externalId, String key, byte[] content, byte[] signature) {

    static Letter by(Party sender, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return new Letter("ext-" + UUID.randomUUID(), "key-" + UUID.randomUUID(), bytes, sender.sign(bytes));
    }

    static List<Letter> many(Party sender, int count) {
        return IntStream.range(0, count).parallel().mapToObj(i -> by(sender, "Счёт № " + i)).toList();
    }

    /** The same content in another document. */
    Letter again() {
        return new Letter("ext-" + UUID.randomUUID(), "key-" + UUID.randomUUID(), content, signature);
    }

    Party.Answer send(Party sender, Party recipient) {
        return sender.send(Party.metadata(recipient, externalId), signature, content, key);
    }

    @Override
    public String toString() {
        return externalId;
    }
}

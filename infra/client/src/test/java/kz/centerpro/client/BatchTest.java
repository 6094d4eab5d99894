package kz.centerpro.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kz.centerpro.contracts.document.BatchLine;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

class BatchTest {

    private static final Duration SOON = Duration.ofSeconds(5);

    private final Batch batch = new Batch(
            IntStream.range(0, 4).mapToObj(i -> new BatchLine(null, "s" + i, null, null)).toList());

    @Test
    void sendsAgainUnderTheSameKeysWhatHasNoAnswer() {
        List<String> first = lines();
        assertThat(first).hasSize(4).allMatch(line -> line.contains("idempotencyKey\":\""));
        assertThat(batch.read(bytes(answer(3, 201) + answer(1, 201).substring(0, 40)))).extracting(BatchReply::index)
                .containsExactly(2);
        assertThat(batch.rest().onErrorComplete().block(SOON)).isNull();
        List<String> second = lines();
        assertThat(second).containsExactly(first.get(0), first.get(1), first.get(3));
        assertThat(batch.read(bytes(answer(3, 200) + answer(1, 422) + answer(2, 201) + "{\"summary\":{}}\n")))
                .extracting(BatchReply::index, BatchReply::status)
                .containsExactly(org.assertj.core.api.Assertions.tuple(3, 200),
                        org.assertj.core.api.Assertions.tuple(0, 422),
                        org.assertj.core.api.Assertions.tuple(1, 201));
        assertThat(batch.rest().blockOptional(SOON)).isEmpty();
    }

    @Test
    void sendsAgainWhatTheHubCouldNotTakeNow() {
        lines();
        assertThat(batch.read(bytes(answer(2, 503) + answer(1, 201) + answer(3, 201) + answer(4, 201)))).hasSize(3);
        assertThat(lines()).hasSize(1).first().asString().contains("s1");
    }

    private List<String> lines() {
        return Objects.requireNonNull(Flux.from(batch.open()).map(BatchTest::text).collectList().block(SOON));
    }

    private static String text(ByteBuf line) {
        try {
            return line.toString(StandardCharsets.UTF_8);
        } finally {
            line.release();
        }
    }

    private static byte[] bytes(String text) {
        return text.lines().collect(Collectors.joining("\n", "", text.endsWith("\n") ? "\n" : ""))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String answer(int line, int status) {
        return "{\"line\":" + line + ",\"status\":" + status + (status < 300
                ? ",\"answer\":{\"submissionId\":\"x\",\"status\":\"REGISTERED\",\"signers\":[],\"warnings\":[]}}\n"
                : ",\"problem\":{\"status\":" + status + ",\"code\":\"c\"}}\n");
    }
}

package kz.centerpro.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SseParserTest {

    private static final String TEXT = """
            retry: 700
            id: A
            event: hello
            data: {"from":"A","top":"C","floor":"0","epoch":1}

            : lag=0 age=5310

            id: B
            event: kz.centerpro.document.arrived
            data: {"type":"kz.centerpro.document.arrived","sequence":"7","cursor":"B","data":{"title":"Шот-фактура"}}

            """;

    @Test
    void readsTheSameFramesWhereverTheBytesAreCut() {
        byte[] bytes = TEXT.getBytes(StandardCharsets.UTF_8);
        for (int cut = 0; cut <= bytes.length; cut++) {
            SseParser parser = new SseParser();
            List<Frame> frames = new ArrayList<>(parser.feed(Arrays.copyOfRange(bytes, 0, cut)));
            frames.addAll(parser.feed(Arrays.copyOfRange(bytes, cut, bytes.length)));
            assertThat(frames).hasSize(2);
            assertThat(frames.getFirst()).isInstanceOfSatisfying(Frame.Opened.class, opened -> {
                assertThat(opened.hello().from()).isEqualTo("A");
                assertThat(opened.retry()).isEqualTo(Duration.ofMillis(700));
            });
            assertThat(frames.getLast()).isInstanceOfSatisfying(Frame.Happened.class, happened -> {
                assertThat(happened.event().sequence()).isEqualTo(7);
                assertThat(happened.event().cursor()).isEqualTo("B");
                assertThat(happened.event().data().path("title").asString()).isEqualTo("Шот-фактура");
            });
        }
    }

    @Test
    void throwsTheProblemOfAFrame() {
        byte[] problem = "event: problem\ndata: {\"status\":410,\"code\":\"cursor_expired\",\"earliest\":\"E\"}\n\n"
                .getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> new SseParser().feed(problem)).isInstanceOfSatisfying(CursorExpired.class,
                expired -> assertThat(expired.earliest()).isEqualTo("E"));
    }
}

package kz.centerpro.notification.sse;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import kz.centerpro.contracts.event.BoxLag;
import kz.centerpro.contracts.event.Heartbeat;
import kz.centerpro.contracts.event.Hello;
import kz.centerpro.notification.kernel.WireJson;
import kz.centerpro.notification.stream.Told;
import org.jspecify.annotations.Nullable;

/** Frames of the event stream format (WHATWG HTML, 9.2). JSON has no line break, so every frame has one data line. */
final class SseFrames {

    private static final byte[] ID = ascii("id: ");
    private static final byte[] EVENT = ascii("\nevent: ");
    private static final byte[] DATA = ascii("\ndata: ");
    private static final byte[] END = ascii("\n\n");
    private static final byte[] CRLF = ascii("\r\n");
    private static final byte[] LAST = ascii("0\r\n\r\n");

    private final WireJson json;

    SseFrames(WireJson json) {
        this.json = json;
    }

    /** Tells where the stream begins, and the client to wait about a second or two before it reconnects. */
    byte[] hello(Hello hello, Duration retry) {
        long millis = ThreadLocalRandom.current().nextLong(retry.toMillis() / 2, retry.toMillis() * 3 / 2 + 1);
        return joined(ascii("retry: " + millis + "\nid: " + hello.from() + "\nevent: hello"), DATA, json.hello(hello),
                END);
    }

    /** {@code id} is the cursor to go on with. */
    byte[] event(String id, Told told) {
        return joined(ID, ascii(id), EVENT, ascii(told.event().type()), DATA, told.json(json), END);
    }

    /** Carries no id, so that the client's position stays where it was. */
    byte[] problem(Throwable error, String acceptLanguage) {
        return joined(ascii("event: problem"), DATA, json.problem(error, acceptLanguage), END);
    }

    /** A heartbeat, which clients of the standard pass over; the last words only while the store cannot be read. */
    byte[] heartbeat(Heartbeat beat, boolean stalled) {
        return ascii(": lag=" + beat.lag() + (beat.age() == null ? "" : " age=" + beat.age())
                + (beat.boxes() == null ? "" : behind(beat.boxes()))
                + (stalled ? " the store cannot be read, trying on; nothing will be skipped" : "") + "\n\n");
    }

    private static String behind(List<BoxLag> boxes) {
        return boxes.stream().map(box -> box.box() + ":" + box.lag()).collect(Collectors.joining(",", " behind=", ""));
    }

    /** Octets of the frame of {@code told}. */
    int length(String id, Told told) {
        return ID.length + id.length() + EVENT.length + told.event().type().length() + DATA.length
                + told.json(json).length + END.length;
    }

    /** The frames of {@code events} as one chunk of HTTP/1.1; {@code ids} has the cursor after each. */
    ByteBuf chunk(List<String> ids, List<Told> events, ByteBufAllocator buffers) {
        int length = 0;
        for (int i = 0; i < events.size(); i++) {
            length += length(ids.get(i), events.get(i));
        }
        ByteBuf chunk = begun(length, buffers);
        for (int i = 0; i < events.size(); i++) {
            Told told = events.get(i);
            chunk.writeBytes(ID);
            ByteBufUtil.writeAscii(chunk, ids.get(i));
            chunk.writeBytes(EVENT);
            ByteBufUtil.writeAscii(chunk, told.event().type());
            chunk.writeBytes(DATA).writeBytes(told.json(json)).writeBytes(END);
        }
        return chunk.writeBytes(CRLF);
    }

    /** One frame as a chunk. */
    ByteBuf chunk(byte[] frame, ByteBufAllocator buffers) {
        return begun(frame.length, buffers).writeBytes(frame).writeBytes(CRLF);
    }

    /** {@code frame}, if any, and the end of a chunked body (RFC 9112, 7.1). */
    ByteBuf last(byte @Nullable [] frame, ByteBufAllocator buffers) {
        ByteBuf last = frame == null ? buffers.directBuffer(LAST.length) : chunk(frame, buffers);
        return last.writeBytes(LAST);
    }

    private static ByteBuf begun(int length, ByteBufAllocator buffers) {
        String head = Integer.toHexString(length);
        ByteBuf chunk = buffers.directBuffer(head.length() + length + 2 * CRLF.length + LAST.length);
        ByteBufUtil.writeAscii(chunk, head);
        return chunk.writeBytes(CRLF);
    }

    private static byte[] joined(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteArrayOutputStream frame = new ByteArrayOutputStream(length);
        for (byte[] part : parts) {
            frame.writeBytes(part);
        }
        return frame.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

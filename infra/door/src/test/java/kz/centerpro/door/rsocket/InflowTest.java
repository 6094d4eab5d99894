package kz.centerpro.door.rsocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.rsocket.frame.CancelFrameCodec;
import io.rsocket.frame.PayloadFrameCodec;
import io.rsocket.frame.RequestResponseFrameCodec;
import org.junit.jupiter.api.Test;

class InflowTest {

    private static final UnpooledByteBufAllocator HEAP = UnpooledByteBufAllocator.DEFAULT;
    private static final int MAX = 10_000;

    private final Inflow inflow = new Inflow(MAX);

    @Test
    void admitsAnyNumberOfPayloadsThatAreFinishedOrGivenUp() {
        for (int stream = 1; stream < 2_000; stream += 4) {
            assertThat(inflow.admits(begin(stream, 8_000))).isTrue();
            assertThat(inflow.admits(next(stream, false, 1_000))).isTrue();
            assertThat(inflow.admits(begin(stream + 2, 8_000))).isTrue();
            assertThat(inflow.admits(CancelFrameCodec.encode(HEAP, stream + 2))).isTrue();
        }
    }

    @Test
    void refusesBytesThatAreNeverFinished() {
        for (int stream = 1; stream <= 9; stream += 2) {
            assertThat(inflow.admits(begin(stream, 8_000))).as("stream %s", stream).isEqualTo(stream < 9);
        }
    }

    @Test
    void refusesManySmallBeginnings() {
        for (int i = 0; i < 64; i++) {
            assertThat(inflow.admits(begin(2 * i + 1, 10))).isTrue();
        }
        assertThat(inflow.admits(begin(201, 10))).isFalse();
    }

    @Test
    void aPayloadBeyondTheBoundIsNotHeldAndSoNotCounted() {
        assertThat(inflow.admits(begin(1, 8_000))).isTrue();
        for (int i = 0; i < 100; i++) {
            assertThat(inflow.admits(next(1, true, 8_000))).isTrue();
        }
        assertThat(inflow.admits(next(1, false, 8_000))).isTrue();
        assertThat(inflow.admits(begin(3, 8_000))).isTrue();
    }

    private static ByteBuf begin(int stream, int bytes) {
        return RequestResponseFrameCodec.encode(HEAP, stream, true, null, Unpooled.wrappedBuffer(new byte[bytes]));
    }

    private static ByteBuf next(int stream, boolean follows, int bytes) {
        return PayloadFrameCodec.encode(HEAP, stream, follows, false, true, null,
                Unpooled.wrappedBuffer(new byte[bytes]));
    }
}

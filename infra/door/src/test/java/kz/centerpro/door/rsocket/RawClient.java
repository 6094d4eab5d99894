package kz.centerpro.door.rsocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.rsocket.Payload;
import io.rsocket.frame.FrameLengthCodec;
import io.rsocket.frame.PayloadFrameCodec;
import io.rsocket.frame.RequestChannelFrameCodec;
import io.rsocket.frame.RequestResponseFrameCodec;
import io.rsocket.frame.RequestStreamFrameCodec;
import io.rsocket.frame.SetupFrameCodec;
import io.rsocket.util.DefaultPayload;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import kz.centerpro.testkit.RSocketPayloads;

/** A client that does what no library would: frames by hand, and no reading unless it is told to. */
final class RawClient implements AutoCloseable {

    private static final ByteBufAllocator HEAP = new UnpooledByteBufAllocator(false, true); // not watched for leaks

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final boolean webSocket;

    private RawClient(int port, boolean webSocket) throws IOException {
        this.webSocket = webSocket;
        socket.setReceiveBufferSize(8_192);
        socket.setSoTimeout(20_000);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 12));
    }

    static RawClient tcp(int port) throws IOException {
        return new RawClient(port, false);
    }

    static RawClient webSocket(int port) throws IOException {
        RawClient client = new RawClient(port, true);
        client.socket.getOutputStream()
                .write(String.join("\r\n", "GET /rsocket HTTP/1.1", "Host: localhost", "Upgrade: websocket",
                        "Connection: Upgrade", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                        "Sec-WebSocket-Version: 13", "", "").getBytes(StandardCharsets.US_ASCII));
        int ended = 0;
        while (ended < 4) {
            int read = client.in.read();
            if (read < 0) {
                throw new IOException("no WebSocket here");
            }
            ended = read == "\r\n\r\n".charAt(ended) ? ended + 1 : 0;
        }
        return client;
    }

    RawClient setup(String token, int keepAlive, int lifetime) throws IOException {
        send(SetupFrameCodec.encode(HEAP, false, keepAlive, lifetime, RSocketPayloads.COMPOSITE, "application/json",
                RSocketPayloads.of("", null, token)));
        return this;
    }

    RawClient requestEverything(int stream, String route) throws IOException {
        send(RequestStreamFrameCodec.encodeReleasingPayload(HEAP, stream, Integer.MAX_VALUE,
                RSocketPayloads.of("", route, null)));
        return this;
    }

    RawClient channel(int stream, String route) throws IOException {
        send(RequestChannelFrameCodec.encodeReleasingPayload(HEAP, stream, false, Integer.MAX_VALUE,
                RSocketPayloads.of("", route, null)));
        return this;
    }

    RawClient item(int stream, String data) throws IOException {
        Payload payload = DefaultPayload.create(data);
        send(PayloadFrameCodec.encodeNextReleasingPayload(HEAP, stream, payload));
        return this;
    }

    /** The first fragment of a payload that never ends. */
    RawClient begin(int stream, int bytes) throws IOException {
        send(RequestResponseFrameCodec.encode(HEAP, stream, true, null, HEAP.buffer().writeZero(bytes)));
        return this;
    }

    /** Type of the next frame and its text, where it has one. TCP alone. */
    String frame() throws IOException {
        int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
        byte[] frame = in.readNBytes(length);
        return ((frame[4] & 0xFF) >> 2) + " " + new String(frame, 6, length - 6, StandardCharsets.UTF_8);
    }

    /** Reads until the server closes. */
    void awaitEnd() throws IOException {
        in.transferTo(java.io.OutputStream.nullOutputStream());
    }

    private void send(ByteBuf frame) throws IOException {
        byte[] bytes;
        if (webSocket) {
            byte[] payload = ByteBufUtil.getBytes(frame);
            ByteBuf framed = HEAP.buffer().writeByte(0x82);
            if (payload.length < 126) {
                framed.writeByte(0x80 | payload.length);
            } else {
                framed.writeByte(0x80 | 126).writeShort(payload.length);
            }
            bytes = ByteBufUtil.getBytes(framed.writeInt(0).writeBytes(payload)); // masked with zeros
        } else {
            bytes = ByteBufUtil.getBytes(FrameLengthCodec.encode(HEAP, frame.readableBytes(), frame));
        }
        socket.getOutputStream().write(bytes);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

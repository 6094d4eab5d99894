package kz.centerpro.cli.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Sends requests that are bytes already over kept connections, one request in flight on each, on the calling thread
 * alone. It reads of an answer its status and length, so that it costs as little of the processor as a client can.
 */
final class LeanClient implements AutoCloseable {

    private static final int ANSWER_BYTES_MAX = 64 * 1024;
    private static final int LATENCIES_MAX = 1 << 20;

    private final InetSocketAddress address;
    private final Selector selector = Selector.open();
    private final List<ByteBuffer> requests;
    private final long[] latencies = new long[LATENCIES_MAX];
    private int turn;
    private int answered;
    private int other;
    private String firstOther = "";

    /** {@code requests} are whole HTTP/1.1 requests, sent by turns; direct buffers. */
    LeanClient(URI hub, int connections, List<ByteBuffer> requests) throws IOException {
        this.address = new InetSocketAddress(hub.getHost(), hub.getPort());
        this.requests = requests;
        for (int i = 0; i < connections; i++) {
            connect();
        }
    }

    /** A whole request, as the client takes it. */
    static ByteBuffer request(URI hub, String path, String token, String contentType, byte[] body) {
        byte[] head = ("POST " + path + " HTTP/1.1\r\nHost: " + hub.getHost() + ":" + hub.getPort()
                + "\r\nAuthorization: Bearer " + token + "\r\nAccept: application/json\r\nContent-Type: " + contentType
                + "\r\nContent-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocateDirect(head.length + body.length).put(head).put(body).flip();
    }

    /**
     * @param seconds
     *            from the first request to the last answer
     * @param created
     *            answers 201
     * @param other
     *            other answers
     * @param processor
     *            seconds of this thread
     * @param latencies
     *            milliseconds, sorted
     */
    @SuppressWarnings("ArrayRecordComponent") // read once
    record Load(double seconds, int created, int other, String firstOther, double processor, double[] latencies) {

        double rate() {
            return created / seconds;
        }

        double latency(double quantile) {
            return latencies.length == 0
                    ? 0
                    : latencies[(int) Math.min(latencies.length - 1L,
                            Math.round(quantile * latencies.length))];
        }
    }

    private static final class Connection {

        private final SocketChannel channel;
        private final ByteBuffer answer = ByteBuffer.allocateDirect(ANSWER_BYTES_MAX);
        private ByteBuffer request = ByteBuffer.allocate(0);
        private long sentAt;

        Connection(SocketChannel channel) {
            this.channel = channel;
        }
    }

    private void connect() throws IOException {
        SocketChannel channel = SocketChannel.open(address);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, new Connection(channel));
    }

    /** Sends for {@code turn}, then waits for what is in flight. */
    Load run(Duration during) throws IOException {
        answered = 0;
        other = 0;
        firstOther = "";
        long processor = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long began = System.nanoTime();
        long end = began + during.toNanos();
        int inFlight = 0;
        for (SelectionKey key : selector.keys()) {
            send(key);
            inFlight++;
        }
        while (inFlight > 0) {
            selector.select(1000);
            for (SelectionKey key : selector.selectedKeys()) {
                if (key.isWritable()) {
                    write(key, (Connection) key.attachment());
                }
                if (key.isReadable() && finished((Connection) key.attachment())) {
                    if (System.nanoTime() < end) {
                        send(key);
                    } else {
                        inFlight--;
                    }
                }
            }
            selector.selectedKeys().clear();
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        double[] sorted = Arrays.stream(latencies, 0, Math.min(LATENCIES_MAX, answered)).mapToDouble(n -> n / 1e6)
                .sorted().toArray();
        return new Load(seconds, answered - other, other, firstOther,
                (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - processor) / 1e9, sorted);
    }

    private void send(SelectionKey key) throws IOException {
        Connection connection = (Connection) key.attachment();
        connection.request = requests.get(turn++ % requests.size()).duplicate();
        connection.sentAt = System.nanoTime();
        write(key, connection);
    }

    private static void write(SelectionKey key, Connection connection) throws IOException {
        connection.channel.write(connection.request);
        key.interestOps(connection.request.hasRemaining()
                ? SelectionKey.OP_READ | SelectionKey.OP_WRITE
                : SelectionKey.OP_READ);
    }

    /** Whether the answer has come whole; counts it then. */
    private boolean finished(Connection connection) throws IOException {
        ByteBuffer answer = connection.answer;
        if (connection.channel.read(answer) < 0) {
            throw new IOException("the hub closed a connection");
        }
        int body = head(answer);
        if (body < 0) {
            return false;
        }
        String head = ascii(answer, 0, body);
        if (answer.position() < body + length(head)) {
            return false;
        }
        latencies[answered % LATENCIES_MAX] = System.nanoTime() - connection.sentAt;
        answered++;
        if (!head.startsWith("201", 9)) {
            other++;
            firstOther = firstOther.isEmpty() ? ascii(answer, 0, answer.position()) : firstOther;
        }
        answer.clear();
        return true;
    }

    /** Where the body begins; -1 while the head has not come whole. */
    private static int head(ByteBuffer answer) {
        for (int i = 3; i < answer.position(); i++) {
            if (answer.get(i) == '\n' && answer.get(i - 1) == '\r' && answer.get(i - 2) == '\n') {
                return i + 1;
            }
        }
        return -1;
    }

    private static String ascii(ByteBuffer buffer, int from, int to) {
        byte[] bytes = new byte[to - from];
        buffer.get(from, bytes);
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private static int length(String head) throws IOException {
        int at = head.toLowerCase(Locale.ROOT).indexOf("\r\ncontent-length:");
        if (at < 0) {
            throw new IOException("an answer without a length: " + head);
        }
        return Integer.parseInt(head.substring(at + 17, head.indexOf('\r', at + 2)).strip());
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}

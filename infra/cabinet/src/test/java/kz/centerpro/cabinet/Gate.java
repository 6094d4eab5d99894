package kz.centerpro.cabinet;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A way to the hub that can be cut: what stands between a browser and a server, and what runs over it. */
final class Gate implements AutoCloseable {

    private static final int CHUNK = 16 * 1024;
    private static final String STREAM = "GET /v1/events";

    private final ServerSocket server;
    private final int to;
    private final Set<Way> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger streamsBegun = new AtomicInteger();
    private volatile boolean shut;

    /** A connection of the browser with the one behind it. */
    private record Way(Socket near, Socket far, AtomicInteger streams) {

        void close() {
            close(near);
            close(far);
        }

        private static void close(Socket socket) {
            try {
                // A reset, as a cut cable or a fallen proxy gives, not a polite end.
                socket.setSoLinger(true, 0);
                socket.close();
            } catch (IOException gone) {
                // it is closed
            }
        }
    }

    private Gate(ServerSocket server, int to) {
        this.server = server;
        this.to = to;
    }

    static Gate to(int port) {
        try {
            ServerSocket server = new ServerSocket();
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            Gate gate = new Gate(server, port);
            Thread.ofVirtual().start(gate::accept);
            return gate;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    String http() {
        return "http://localhost:" + server.getLocalPort();
    }

    /** Every connection ends at once. */
    void cut() {
        open.forEach(Way::close);
    }

    /** While it is shut, nobody gets through; opening it again is the network's return. */
    void shut(boolean on) {
        shut = on;
        if (on) {
            cut();
        }
    }

    /** Connections on which the event stream was asked for and which are open now. */
    long streams() {
        return open.stream().filter(way -> way.streams().get() > 0 && !way.near().isClosed()).count();
    }

    /** How often the event stream was asked for. */
    int streamsBegun() {
        return streamsBegun.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket near = server.accept();
                if (shut) {
                    near.close();
                    continue;
                }
                near.setTcpNoDelay(true);
                Socket far = new Socket(InetAddress.getLoopbackAddress(), to);
                far.setTcpNoDelay(true);
                Way way = new Way(near, far, new AtomicInteger());
                open.add(way);
                Thread.ofVirtual().start(() -> carry(way, near, far, true));
                Thread.ofVirtual().start(() -> carry(way, far, near, false));
            } catch (IOException closed) {
                // the next one, or the end
            }
        }
    }

    private void carry(Way way, Socket from, Socket into, boolean asking) {
        byte[] chunk = new byte[CHUNK];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = into.getOutputStream();
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                if (asking && new String(chunk, 0, Math.min(read, STREAM.length()), StandardCharsets.US_ASCII)
                        .equals(STREAM)) {
                    way.streams().incrementAndGet();
                    streamsBegun.incrementAndGet();
                }
                out.write(chunk, 0, read);
                out.flush();
            }
        } catch (IOException cut) {
            // the other side is told by closing
        } finally {
            open.remove(way);
            way.close();
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException closed) {
            // it is
        }
        cut();
    }
}

package kz.centerpro.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A TCP relay on 127.0.0.1 that can cut every connection at once, as a network does. */
final class CuttingProxy implements AutoCloseable {

    private final ServerSocket server;
    private final int target;
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();

    CuttingProxy(int target) throws IOException {
        this.server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        this.target = target;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    boolean isUsed() {
        return open.stream().anyMatch(socket -> !socket.isClosed());
    }

    /** How many sockets were cut. */
    int cut() throws IOException {
        int count = 0;
        for (Socket socket = open.poll(); socket != null; socket = open.poll()) {
            count += socket.isClosed() ? 0 : 1;
            socket.close();
        }
        return count;
    }

    private void accept() {
        try {
            while (!server.isClosed()) {
                Socket near = server.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
                open.add(near);
                open.add(far);
                Thread.ofVirtual().start(() -> relay(near, far));
                Thread.ofVirtual().start(() -> relay(far, near));
            }
        } catch (IOException closed) {
            // the proxy is no longer wanted
        }
    }

    private static void relay(Socket from, Socket to) {
        try (from; to) {
            byte[] chunk = new byte[8192];
            for (int count = from.getInputStream().read(chunk); count >= 0; count = from.getInputStream().read(chunk)) {
                to.getOutputStream().write(chunk, 0, count);
                to.getOutputStream().flush();
            }
        } catch (IOException cut) {
            // both ends are closed
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
    }
}

package kz.centerpro.assembly;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** A proxy that cuts each connection after a random number of bytes from the server. */
final class RandomCuts implements AutoCloseable {

    private final ServerSocket server;
    private final int target;
    private final int bytesMax;
    private final Random random;
    private final AtomicInteger cuts = new AtomicInteger();

    RandomCuts(int target, int bytesMax, long seed) throws IOException {
        this.server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        this.target = target;
        this.bytesMax = bytesMax;
        this.random = new Random(seed);
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** How often it has cut. */
    int cuts() {
        return cuts.get();
    }

    private void accept() {
        try {
            while (!server.isClosed()) {
                Socket near = server.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
                int budget = 1 + random.nextInt(bytesMax);
                Thread.ofVirtual().start(() -> relay(near, far, Integer.MAX_VALUE));
                Thread.ofVirtual().start(() -> relay(far, near, budget));
            }
        } catch (IOException closed) {
            // the proxy is no longer wanted
        }
    }

    private void relay(Socket from, Socket to, int budget) {
        try (from; to) {
            byte[] chunk = new byte[8192];
            int left = budget;
            int count = from.getInputStream().read(chunk);
            while (count >= 0 && left > 0) {
                to.getOutputStream().write(chunk, 0, Math.min(count, left));
                to.getOutputStream().flush();
                left -= count;
                count = left > 0 ? from.getInputStream().read(chunk) : -1;
            }
            if (left <= 0) {
                cuts.incrementAndGet();
            }
        } catch (IOException cut) {
            // both ends are closed
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}

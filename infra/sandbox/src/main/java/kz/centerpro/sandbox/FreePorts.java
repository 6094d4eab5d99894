package kz.centerpro.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/** Ports of 127.0.0.1. A port found free may be taken before it is used: whoever binds it must still expect that. */
public final class FreePorts {

    /** Below what systems give to outgoing connections (Linux from 32768 on), which would take a port meanwhile. */
    private static final int LOWEST = 12_000;
    private static final int HIGHEST = 32_000;
    private static final int TRIES = 500;
    /** Processes that start side by side, such as forks of a test run, begin far apart. */
    private static final AtomicInteger NEXT = new AtomicInteger(
            Math.floorMod(Long.hashCode(ProcessHandle.current().pid() * 0x9E3779B97F4A7C15L), HIGHEST - LOWEST));

    private FreePorts() {}

    /** Returns {@code wanted} when nobody listens on it, else any free port. 0 asks for any free port. */
    public static int prefer(int wanted) {
        return wanted > 0 && isFree(wanted) ? wanted : any();
    }

    public static int any() {
        for (int tried = 0; tried < TRIES; tried++) {
            int port = LOWEST + Math.floorMod(NEXT.getAndIncrement(), HIGHEST - LOWEST);
            if (isFree(port)) {
                return port;
            }
        }
        try (var socket = new ServerSocket(0, 1, loopback())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new SandboxException("No free TCP port on 127.0.0.1.", e);
        }
    }

    public static boolean isFree(int port) {
        // SO_REUSEADDR as the servers themselves use it: a port in TIME_WAIT counts as free.
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(loopback(), port), 1);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static InetAddress loopback() {
        try {
            return InetAddress.getByAddress(new byte[]{127, 0, 0, 1});
        } catch (IOException e) {
            throw new SandboxException("This machine has no loopback interface.", e);
        }
    }
}

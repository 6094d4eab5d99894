package kz.centerpro.assembly;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Hears every command that Redis is sent (MONITOR). */
final class RedisEar implements AutoCloseable {

    private final Socket socket;
    private final List<String> commands = new CopyOnWriteArrayList<>();

    private RedisEar(Socket socket) {
        this.socket = socket;
    }

    static RedisEar at(int port) {
        try {
            RedisEar ear = new RedisEar(new Socket(InetAddress.getLoopbackAddress(), port));
            ear.socket.getOutputStream().write("MONITOR\r\n".getBytes(StandardCharsets.US_ASCII));
            Thread.ofVirtual().start(ear::hear);
            return ear;
        } catch (IOException away) {
            throw new UncheckedIOException(away);
        }
    }

    private void hear() {
        try (var lines = new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
            lines.lines().forEach(commands::add);
        } catch (IOException | UncheckedIOException closed) {
            // the test has heard enough
        }
    }

    List<String> commands() {
        return commands;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException closing) {
            throw new UncheckedIOException(closing);
        }
    }
}

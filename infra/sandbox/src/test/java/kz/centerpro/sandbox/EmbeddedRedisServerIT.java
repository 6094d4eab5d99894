package kz.centerpro.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRedisServerIT {

    @Test
    void answersAgainOnTheSamePortAfterKill(@TempDir Path dir) throws IOException {
        try (var redis = EmbeddedRedisServer.start(dir, 0)) {
            int port = redis.port();
            assertThat(ask(port, "SET k v")).isEqualTo("+OK");
            redis.kill();
            assertThat(redis.isRunning()).isFalse();
            assertThatThrownBy(() -> ask(port, "PING")).isInstanceOf(IOException.class);
            redis.restart();
            assertThat(redis.port()).isEqualTo(port);
            assertThat(ask(port, "GET k")).isEqualTo("$-1");
        }
    }

    @Test
    void refusesPortThatIsTaken(@TempDir Path one, @TempDir Path two) {
        try (var redis = EmbeddedRedisServer.start(one, 0)) {
            assertThat(FreePorts.isFree(redis.port())).isFalse();
            assertThat(FreePorts.prefer(redis.port())).isNotEqualTo(redis.port());
            assertThatThrownBy(() -> EmbeddedRedisServer.start(two, redis.port()))
                    .isInstanceOf(SandboxException.class).hasMessageContaining("Redis did not start");
            assertThat(redis.isRunning()).isTrue();
        }
    }

    private static String ask(int port, String command) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(5000);
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            try (var reader = new BufferedReader(
                    new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
                return String.valueOf(reader.readLine());
            }
        }
    }
}

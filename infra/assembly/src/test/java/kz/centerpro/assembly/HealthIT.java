package kz.centerpro.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Readiness says whether a node can do its work now, and liveness does not fail for what a restart would not mend. */
@Tag("fleet")
class HealthIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final Fleet fleet = Fleet.whole();

    @Test
    void redisMakesItDegradedAndPostgresNotReadyAndNeitherDead() {
        awaitReady("UP", fleet.hub(0));
        awaitReady("UP", fleet.notification());

        fleet.redis().kill();
        awaitStatus("/actuator/health", "DEGRADED", fleet.hub(0));
        assertThat(readiness(fleet.hub(0))).isEqualTo("UP");
        assertThat(readiness(fleet.notification())).isEqualTo("UP");
        fleet.redis().restart();
        awaitStatus("/actuator/health", "UP", fleet.hub(0));

        fleet.postgres().kill();
        awaitReady("DOWN", fleet.hub(0));
        awaitReady("DOWN", fleet.notification());
        assertThat(status("/actuator/health/liveness", fleet.hub(0))).isEqualTo("UP");
        assertThat(status("/actuator/health/liveness", fleet.notification())).isEqualTo("UP");
        fleet.postgres().restart();
        awaitReady("UP", fleet.hub(0));
        awaitReady("UP", fleet.notification());
    }

    /** While a request is under way the node still answers it, and already says that it wants no other. */
    @Test
    void readinessFallsBeforeTheDoorsClose() throws IOException {
        Party sender = fleet.newcomer();
        HubProcess hub = fleet.hub(1);
        awaitReady("UP", hub);
        try (Socket upload = new Socket(InetAddress.getLoopbackAddress(), URI.create(hub.http()).getPort())) {
            upload.getOutputStream().write(("POST /v1/documents HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                    + sender.token() + "\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 1000"
                    + "\r\n\r\n--b\r\n").getBytes(StandardCharsets.US_ASCII));
            upload.getOutputStream().flush();
            Await.until("the upload to be under way", SOON, () -> {
                // One answer on another connection: the hub has taken what came before it.
                return sender.at(hub.http()).get("/v1/documents?box=in&limit=1").status() == 200;
            });
            hub.terminate();
            awaitReady("OUT_OF_SERVICE", hub);
            assertThat(hub.isAlive()).isTrue();
            assertThat(upload.isClosed()).isFalse();
        }
        Await.until("the hub to end", SOON, () -> !hub.isAlive());
    }

    private static void awaitReady(String wanted, HubProcess node) {
        awaitStatus("/actuator/health/readiness", wanted, node);
    }

    private static void awaitStatus(String path, String wanted, HubProcess node) {
        Await.until(() -> path + " to be " + wanted + ": " + node.told(path), SOON,
                () -> status(path, node).equals(wanted));
    }

    private static String readiness(HubProcess node) {
        return status("/actuator/health/readiness", node);
    }

    private static String status(String path, HubProcess node) {
        return node.told(path).path("status").asString("");
    }
}

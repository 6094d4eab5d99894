package kz.centerpro.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class FreePortsTest {

    @Test
    void returnsTheWantedPortWhenItIsFree() {
        int port = FreePorts.any();
        assertThat(FreePorts.prefer(port)).isEqualTo(port);
    }

    @Test
    void returnsAnotherPortWhenTheWantedOneIsTaken() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(FreePorts.prefer(taken.getLocalPort())).isNotEqualTo(taken.getLocalPort()).isPositive();
        }
    }
}

package kz.centerpro.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A keep-alive connection is read for as long as it lives. A request that arrives while the one before it is still
 * ending is queued; the server once stopped reading after such a one was answered at once, and the next waited for
 * ever.
 */
class KeepAliveIT {

    private static final int CONNECTIONS = 6;
    private static final int ROUNDS = 400;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Test
    void answersEveryRequestOfAConnectionThatAsksWithoutPause() throws Exception {
        Party alice = TestCenter.companyA();
        URI base = URI.create(TestCenter.center().http());
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> client = () -> asked(base, alice.token());
            for (Future<Integer> answered : clients
                    .invokeAll(IntStream.range(0, CONNECTIONS).mapToObj(i -> client).toList())) {
                assertThat(answered.get()).isEqualTo(2 * ROUNDS);
            }
        }
    }

    private static int asked(URI base, String token) throws IOException {
        int answered = 0;
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.setTcpNoDelay(true);
            for (int i = 0; i < ROUNDS; i++) {
                for (String path : new String[]{"/v1/documents?box=in", "/v1/participants/me"}) {
                    socket.getOutputStream()
                            .write(("GET " + path + " HTTP/1.1\r\nHost: " + base.getHost()
                                    + "\r\nAuthorization: Bearer "
                                    + token + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                    answered += answer(socket.getInputStream());
                }
            }
        }
        return answered;
    }

    /** Reads one answer with a Content-Length; 1 when it was a 200. */
    private static int answer(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
            int octet = in.read();
            if (octet < 0) {
                return 0;
            }
            head.append((char) octet);
        }
        String lower = head.toString().toLowerCase(java.util.Locale.ROOT);
        int at = lower.indexOf("content-length: ");
        int length = Integer.parseInt(lower.substring(at + 16, lower.indexOf("\r\n", at)));
        in.readNBytes(length);
        return lower.startsWith("http/1.1 200") ? 1 : 0;
    }
}

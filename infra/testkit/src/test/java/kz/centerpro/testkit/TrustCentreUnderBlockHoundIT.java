package kz.centerpro.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import kz.centerpro.sandbox.trustcentre.ClientSigner;
import kz.centerpro.sandbox.trustcentre.KeyKind;
import kz.centerpro.sandbox.trustcentre.Person;
import kz.centerpro.sandbox.trustcentre.TrustCentre;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.junit.jupiter.api.Test;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Mono;

/** The simulator keeps its event loops free, and reads its times from the clock it was given. */
class TrustCentreUnderBlockHoundIT {

    @Test
    void answersWithoutBlockingAnEventLoopAndByTheGivenClock() throws Exception {
        assertThatThrownBy(() -> Mono.delay(Duration.ofMillis(1)).doOnNext(n -> LockSupport.parkNanos(1))
                .block(Duration.ofSeconds(10))).hasRootCauseInstanceOf(BlockingOperationError.class);
        ManualClock clock = ManualClock.at("2026-03-02T10:00:00Z");
        try (TrustCentre centre = TrustCentre.startTemporary(clock); HttpClient client = HttpClient.newHttpClient()) {
            for (Person person : centre.people()) {
                ClientSigner signer = person.signer().withClock(clock)
                        .withTimeStamps(centre.urls().tsa(person.profile().kind()));
                assertThat(signer.sign("құжат".getBytes(StandardCharsets.UTF_8), false)).isNotEmpty();
            }
            for (KeyKind kind : KeyKind.values()) {
                var crl = new X509CRLHolder(bytes(client, HttpRequest.newBuilder(centre.urls().crl(kind))));
                assertThat(crl.getThisUpdate().toInstant()).isEqualTo(Instant.parse("2026-03-02T10:00:00Z"));
                assertThat(bytes(client, HttpRequest.newBuilder(centre.urls().intermediateCertificate(kind))))
                        .isEqualTo(centre.intermediate(kind).getEncoded());
                assertThat(new OCSPResp(rubbish(client, centre.urls().ocsp(kind))).getStatus())
                        .isEqualTo(OCSPResp.MALFORMED_REQUEST);
            }
            var order = HttpRequest.newBuilder(centre.urls().base().resolve("/admin/hold?serial=1"))
                    .header("Center-Admin", "1").POST(HttpRequest.BodyPublishers.noBody());
            assertThat(bytes(client, order)).asString(StandardCharsets.US_ASCII).isEqualTo("done\n");
        }
    }

    private static byte[] rubbish(HttpClient client, URI uri) throws Exception {
        return bytes(client,
                HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofByteArray(new byte[]{9, 9})));
    }

    private static byte[] bytes(HttpClient client, HttpRequest.Builder request) throws Exception {
        HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }
}

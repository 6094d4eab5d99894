package kz.centerpro.sandbox.trustcentre;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import kz.centerpro.sandbox.SandboxException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TrustCentreOutageIT {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static TrustCentre centre;

    @BeforeAll
    static void start() {
        centre = TrustCentre.startTemporary(Clock.systemUTC());
    }

    @AfterAll
    static void stop() {
        centre.close();
        CLIENT.close();
    }

    @Test
    void answers503OrNothingDuringOutageAndAnswersAgainAfter() throws Exception {
        URI crl = centre.urls().crl(KeyKind.RSA);
        centre.outage(true);
        assertThat(get(crl).statusCode()).isEqualTo(503);
        assertThatThrownBy(() -> centre.person("head-a").signer().withTimeStamps(centre.urls().tsa(KeyKind.GOST))
                .sign(new byte[10], true)).isInstanceOf(SandboxException.class).hasMessageContaining("503");
        centre.outage(TrustService.CRL, Outage.SILENT);
        assertThatThrownBy(() -> get(crl)).isInstanceOf(HttpTimeoutException.class);
        centre.outage(false);
        assertThat(get(crl).statusCode()).isEqualTo(200);
    }

    @Test
    void takesOrdersOverHttpOnlyWithTheHeader() throws Exception {
        String serial = centre.person("operator").serial().toString(16);
        String crl = centre.urls().crl(KeyKind.GOST).toString();
        assertThat(order("/admin/revoke?serial=" + serial, false).statusCode()).isEqualTo(403);
        int before = get(URI.create(crl)).body().length;
        assertThat(order("/admin/revoke?serial=" + serial + "&reason=1", true).statusCode()).isEqualTo(200);
        assertThat(get(URI.create(crl)).body().length).isGreaterThan(before);
        assertThat(order("/admin/release?serial=" + serial, true).statusCode()).isEqualTo(200);
        assertThat(order("/admin/outage?service=tsa&mode=silent", true).statusCode()).isEqualTo(200);
        assertThat(centre.outage(TrustService.TSA)).isEqualTo(Outage.SILENT);
        assertThat(centre.outage(TrustService.OCSP)).isEqualTo(Outage.NONE);
        assertThat(order("/admin/outage?mode=none", true).statusCode()).isEqualTo(200);
        assertThat(order("/admin/revoke?serial=xyz", true).statusCode()).isEqualTo(400);
        assertThat(order("/admin/dance", true).statusCode()).isEqualTo(404);
        assertThat(get(centre.urls().base().resolve("/ca/nobody.cer")).statusCode()).isEqualTo(404);
    }

    private static HttpResponse<byte[]> order(String path, boolean withHeader) throws Exception {
        var builder = HttpRequest.newBuilder(centre.urls().base().resolve(path))
                .POST(HttpRequest.BodyPublishers.noBody());
        if (withHeader) {
            builder.header(TrustCentreServer.ADMIN_HEADER, "1");
        }
        return CLIENT.send(builder.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static HttpResponse<byte[]> get(URI uri) throws Exception {
        return CLIENT.send(HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(2)).build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }
}

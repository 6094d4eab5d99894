package kz.centerpro.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import kz.centerpro.hub.signature.SignatureDesk;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The public check of signed files that are larger than what is read in memory. */
class LargeFileIT {

    private static final int LARGE = SignatureDesk.BYTES_MAX + 3 * 1024 * 1024;

    @Test
    void checksLargeContentInsideACms() throws Exception {
        byte[] cms = TestCenter.trustCentre().person("entrepreneur").signer().sign(new byte[LARGE], true);
        JsonNode good = check(cms, 200);
        assertThat(good.path("verdict").asString()).as(good.toString()).isEqualTo("PASSED");
        cms[cms.length / 2] ^= 1;
        JsonNode changed = check(cms, 200);
        assertThat(changed.path("verdict").asString()).isEqualTo("FAILED");
        assertThat(changed.path("signatures").path(0).path("subIndication").asString()).isEqualTo("HASH_FAILURE");
    }

    @Test
    void refusesLargeFilesOfOtherKindsAndBrokenOnes() throws Exception {
        byte[] pdf = new byte[LARGE];
        pdf[0] = '%';
        assertThat(check(pdf, 413).path("code").asString()).isEqualTo("too_large");
        byte[] broken = new byte[LARGE];
        broken[0] = 0x30;
        assertThat(check(broken, 422).path("code").asString()).isEqualTo("signature_malformed");
    }

    private static JsonNode check(byte[] file, int status) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(TestCenter.center().http() + "/v1/verifications"))
                .timeout(Duration.ofSeconds(60)).POST(HttpRequest.BodyPublishers.ofByteArray(file)).build();
        HttpResponse<byte[]> response = HttpClient.newHttpClient().send(request,
                HttpResponse.BodyHandlers.ofByteArray());
        JsonNode body = JsonMapper.shared().readTree(response.body());
        assertThat(response.statusCode()).as(body.toString()).isEqualTo(status);
        return body;
    }
}

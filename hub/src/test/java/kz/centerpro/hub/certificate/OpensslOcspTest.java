package kz.centerpro.hub.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import kz.centerpro.hub.pkitest.SharedArtefacts;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who may answer for whom, as OpenSSL understands RFC 6960: issuers, delegates, wrong names, keys and signatures. */
class OpensslOcspTest {

    private static final String FOLDER = "corpora/openssl-ocsp/";

    private final TrustSnapshot trust = TrustSnapshot.builder(1).build();

    @Test
    void believesAndRefusesEachResponseAsListed() throws Exception {
        List<String> wrong = new ArrayList<>();
        int cases = 0;
        for (JsonNode test : JsonMapper.shared().readTree(SharedArtefacts.read(FOLDER + "cases.json"))) {
            cases++;
            String why = refusal(test);
            if (why.isEmpty() != (test.get("expectedExit").asInt() == 0)) {
                wrong.add(test + " but: " + why);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(cases).isEqualTo(58);
    }

    /** The responses are of 2012, signed over SHA-1. */
    @Test
    void believesNoneOfThemToday() throws Exception {
        for (JsonNode test : JsonMapper.shared().readTree(SharedArtefacts.read(FOLDER + "cases.json"))) {
            OcspResponse response = response(test);
            assertThat(response.whyNotFrom(issuer(test), trust)).as(test.toString()).isNotEmpty();
        }
    }

    private String refusal(JsonNode test) {
        try {
            ParsedCertificate issuer = issuer(test);
            OcspResponse response = response(test);
            boolean about = response.singles.stream()
                    .anyMatch(single -> single.isAbout(single.id().getSerialNumber().getValue(), issuer));
            return about ? response.whyNotEverFrom(issuer, trust) : "it is about a certificate of another issuer";
        } catch (MalformedSignature malformed) {
            return "malformed: " + malformed.getMessage();
        }
    }

    private static OcspResponse response(JsonNode test) throws MalformedSignature {
        String base64 = new String(SharedArtefacts.read(FOLDER + test.get("ors").asString()),
                StandardCharsets.US_ASCII);
        return OcspResponse.fromAny(Base64.getMimeDecoder().decode(base64));
    }

    /** Between the root and the certificate in question there may be one more authority: that one is the issuer. */
    private static ParsedCertificate issuer(JsonNode test) throws MalformedSignature {
        String between = test.get("untrusted").asString();
        String name = between.isEmpty() ? test.get("issuer").asString() : between;
        return ParsedCertificate.fromAny(SharedArtefacts.read(FOLDER + name));
    }
}

package kz.centerpro.hub.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import kz.centerpro.contracts.party.SignatureRegime;
import kz.centerpro.hub.pkitest.SharedArtefacts;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** NIST PKITS: path validation as others understand RFC 5280. */
class PkitsTest {

    private static final VerificationPolicy POLICY = new VerificationPolicy("pkits",
            VerificationPolicy.RevocationEvidence.REQUIRED, VerificationPolicy.SignerKeys.NON_REPUDIATION,
            java.time.Duration.ofDays(1), false, VerificationPolicy.SigningTime.RECEIPT);

    @Test
    void givesEveryCaseItsVerdict() throws Exception {
        JsonNode suite = JsonMapper.shared().readTree(SharedArtefacts.read("corpora/pkits/pkits.json"));
        Instant at = Instant.parse(suite.get("time").asString());
        List<String> wrong = new ArrayList<>();
        int cases = 0;
        for (JsonNode test : suite.get("testcases")) {
            cases++;
            String why = outcome(test, inputs(test, suite.get("policies")), at, true);
            if (why.isEmpty() != test.get("expect").asString().equals("VALID")) {
                wrong.add(test.get("id").asString() + " " + test.get("title").asString() + " should be "
                        + test.get("expect").asString() + " but: " + why);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(cases).isEqualTo(249);
    }

    @Test
    void countsOldAlgorithmsForNothingOutsideTheSuite() throws Exception {
        JsonNode suite = JsonMapper.shared().readTree(SharedArtefacts.read("corpora/pkits/pkits.json"));
        Instant at = Instant.parse(suite.get("time").asString());
        int refused = 0;
        for (JsonNode test : suite.get("testcases")) {
            String why = outcome(test, inputs(test, suite.get("policies")), at, false);
            boolean valid = test.get("expect").asString().equals("VALID");
            if (!why.isEmpty() && valid) {
                assertThat(test.get("title").asString()).contains("DSA");
                assertThat(why).startsWith("CRYPTO_CONSTRAINTS_FAILURE");
                refused++;
            } else {
                assertThat(why.isEmpty()).as(test.get("title").asString()).isEqualTo(valid);
            }
        }
        assertThat(refused).isEqualTo(2);
    }

    private static PolicyInputs inputs(JsonNode test, JsonNode names) {
        Set<String> acceptable = new HashSet<>();
        if (test.has("initialPolicySet")) {
            test.get("initialPolicySet").forEach(name -> acceptable.add(names.get(name.asString()).asString()));
        } else {
            acceptable.add(PolicyInputs.ANY);
        }
        return new PolicyInputs(acceptable, test.has("explicitPolicy"), test.has("policyMappingInhibit"),
                test.has("inhibitAnyPolicy"));
    }

    private static String outcome(JsonNode test, PolicyInputs inputs, Instant at, boolean legacy) {
        List<String> certificates = StreamSupport.stream(test.get("certs").spliterator(), false).map(JsonNode::asString)
                .toList();
        try {
            TrustSnapshot.Builder trust = TrustSnapshot.builder(1);
            if (legacy) {
                trust.legacyAlgorithms();
            }
            for (int i = 0; i < certificates.size() - 1; i++) {
                byte[] der = SharedArtefacts.read("corpora/pkits/certs/" + certificates.get(i) + ".crt");
                trust = i == 0 ? trust.anchor(der, SignatureRegime.ES) : trust.intermediate(der);
            }
            for (JsonNode list : test.get("crls")) {
                trust.crl(SharedArtefacts.read("corpora/pkits/crls/" + list.asString() + ".crl"));
            }
            var check = CertificateReader.check(
                    SharedArtefacts.read("corpora/pkits/certs/" + certificates.getLast() + ".crt"), trust.build(), at,
                    POLICY, inputs);
            return check.hasPassed() ? "" : check.subIndication() + " " + check.reason();
        } catch (MalformedSignature malformed) {
            return "MALFORMED " + malformed.getMessage();
        }
    }
}

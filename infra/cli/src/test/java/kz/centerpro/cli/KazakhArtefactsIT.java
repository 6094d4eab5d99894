package kz.centerpro.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import kz.centerpro.sandbox.trustcentre.ClientSigner;
import kz.centerpro.testkit.SharedFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The public artefacts of the Kazakh authority, where they lie beside the project, each with its expected verdict. */
class KazakhArtefactsIT {

    @TempDir
    private Path folder;

    private static Ran verify(Path file, List<String> more) {
        List<String> arguments = new ArrayList<>(List.of("verify", file.toString(), "--json", "--trust",
                SharedFolder.require("kz-pki/ca").toString(), "--trust",
                SharedFolder.require("kz-pki/ca-test").toString()));
        arguments.addAll(more);
        return Ran.center(arguments.toArray(String[]::new));
    }

    private static List<String> options(String at, boolean detached) {
        List<String> more = new ArrayList<>();
        if (at != null && !at.isEmpty()) {
            more.addAll(List.of("--at", at));
        }
        if (detached) {
            more.addAll(List.of("--content", SharedFolder.require("kz-pki/cms/individual_document.txt").toString()));
        }
        return more;
    }

    @ParameterizedTest
    @CsvSource({"individual_attached.der,'',PASSED,1,INDIVIDUAL,true",
            "individual_detached.der,'',PASSED,1,INDIVIDUAL,true",
            "ncanode_rsa.der,2021-06-01,PASSED,1,INDIVIDUAL,false",
            "gost2004_test_CMS_GOST.der,'',PASSED,1,HR,true",
            "ncalayer_bundle_gost2004_cades_t.der,'',INDETERMINATE,1,EMPLOYEE,true"})
    void judgesEachFileAsItsManifestSays(String name, String at, String expected, int signers, String role,
            boolean stamped) throws Exception {
        Path file = SharedFolder.require("kz-pki/cms/" + name);
        List<String> options = options(at, name.contains("detached"));
        byte[] der = Files.readAllBytes(file);
        String base64 = Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(der);
        List<Path> forms = List.of(file, Files.write(folder.resolve("ber"), Forms.ber(der)),
                Files.writeString(folder.resolve("pem"), "-----BEGIN CMS-----\n" + base64 + "\n-----END CMS-----\n"),
                Files.writeString(folder.resolve("base64"), base64));
        for (Path form : forms) {
            Ran ran = verify(form, options);
            JsonNode verdict = ran.json();
            assertThat(verdict.path("verdict").asString()).as(form.getFileName().toString()).isEqualTo(expected);
            assertThat(ran.exit()).isEqualTo(expected.equals("PASSED") ? Exit.GOOD : Exit.INDETERMINATE);
            assertThat(verdict.path("signatures").size()).isEqualTo(signers);
            JsonNode first = verdict.path("signatures").path(0);
            assertThat(first.path("authenticity").asString()).isEqualTo("PASSED");
            assertThat(first.path("signer").path("role").asString()).isEqualTo(role);
            assertThat(first.path("timestamp").isObject()).isEqualTo(stamped);
            if (stamped) {
                assertThat(first.path("bestSignatureTime").asString())
                        .isEqualTo(first.path("timestamp").path("time").asString());
            }
        }
    }

    /** The RSA certificate had expired eight months before it signed; the signature itself is genuine. */
    @Test
    void judgesTwoSignersEachForItself() {
        Ran ran = verify(SharedFolder.require("kz-pki/cms/ncanode_rsa+gost2015_1.der"),
                List.of("--at", "2022-09-28"));

        JsonNode signatures = ran.json().path("signatures");
        assertThat(ran.exit()).isEqualTo(Exit.BAD);
        assertThat(signatures.path(0).path("verdict").asString()).isEqualTo("PASSED");
        assertThat(signatures.path(0).path("algorithm").asString()).isEqualTo("GOST R 34.10-2012-512");
        assertThat(signatures.path(1).path("authenticity").asString()).isEqualTo("PASSED");
        assertThat(signatures.path(1).path("subIndication").asString()).isEqualTo("EXPIRED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"individual_attached.der", "ncanode_rsa.der", "gost2004_test_CMS_GOST.der"})
    void saysPlainlyThatAFileIsCutShort(String name) throws Exception {
        byte[] der = Files.readAllBytes(SharedFolder.require("kz-pki/cms/" + name));
        for (int part = 1; part < 5; part++) {
            Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(der, der.length * part / 5));
            Ran ran = verify(cut, List.of());
            assertThat(ran.exit()).isEqualTo(Exit.USAGE);
            assertThat(ran.json().path("error").asString()).contains("is not a signature");
        }
    }

    @ParameterizedTest
    @CsvSource({"individual/valid/individual_valid.p12,PASSED,INDIVIDUAL", "legal/valid/head.p12,PASSED,FIRST_HEAD",
            "legal/valid/employee_signright.p12,PASSED,SIGN_RIGHT", "legal/valid/employee.p12,FAILED,EMPLOYEE",
            "legal/revoked/head.p12,FAILED,FIRST_HEAD"})
    void judgesTestKeysByTheListInForce(String key, String expected, String role) throws Exception {
        byte[] content = "Құжат".getBytes(StandardCharsets.UTF_8);
        ClientSigner signer = ClientSigner.open(SharedFolder.require("kz-pki/p12/" + key), "Qwerty12");
        Path signed = Files.write(folder.resolve("signed.p7s"), signer.sign(content, true));

        Ran ran = verify(signed, List.of("--crl", SharedFolder.require("kz-pki/crl").toString()));

        JsonNode signature = ran.json().path("signatures").path(0);
        assertThat(ran.json().path("verdict").asString()).as(ran.out()).isEqualTo(expected);
        assertThat(signature.path("signer").path("role").asString()).isEqualTo(role);
        assertThat(signature.path("revocation").isObject()).isEqualTo(expected.equals("FAILED"));
        assertThat(signature.path("signer").path("bin").isNull()).isEqualTo(role.equals("INDIVIDUAL"));
    }

    @Test
    void namesXmlAsNotSupportedYet() {
        Ran ran = verify(SharedFolder.require("kz-pki/xml/ncanode_rsa_one_signer.xml"), List.of());

        assertThat(ran.exit()).isEqualTo(Exit.USAGE);
    }
}

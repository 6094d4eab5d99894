package kz.centerpro.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import kz.centerpro.hub.signature.SignatureDesk;
import kz.centerpro.sandbox.trustcentre.KeyKind;
import kz.centerpro.sandbox.trustcentre.TrustCentre;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code center verify} over signatures made here, with the development trust centre's certificates. */
class VerifyCommandTest {

    private static final byte[] CONTENT = "Сәлем, құжат\n".getBytes(StandardCharsets.UTF_8);

    private static TrustCentre centre;
    private static Path detached;
    private static Path content;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void signs() throws Exception {
        centre = TrustCentre.startTemporary(Clock.systemUTC());
        content = Files.write(folder.resolve("content.txt"), CONTENT);
        detached = Files.write(folder.resolve("detached.p7s"), centre.person("head-a").signer()
                .withTimeStamps(centre.urls().tsa(KeyKind.GOST)).sign(CONTENT, false));
    }

    @AfterAll
    static void ends() {
        centre.close();
    }

    private static Ran verify(Path file, String... more) {
        String[] arguments = {"verify", file.toString(), "--json", "--trust", centre.caFolder().toString()};
        String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return Ran.center(all);
    }

    @Test
    void readsAttachedContentLargerThanTheHubTakes() throws Exception {
        byte[] large = new byte[SignatureDesk.BYTES_MAX + 1];
        byte[] cms = centre.person("entrepreneur").signer().sign(large, true);
        Path attached = Files.write(folder.resolve("large.p7m"), cms);
        assertThat(verify(attached).exit()).isEqualTo(Exit.GOOD);
        cms[cms.length / 2] ^= 1;
        Ran changed = verify(Files.write(attached, cms));
        assertThat(changed.exit()).isEqualTo(Exit.BAD);
        assertThat(changed.json().path("signatures").get(0).path("subIndication").asString()).isEqualTo("HASH_FAILURE");
    }

    @Test
    void printsEveryMemberOfTheDesign() {
        Ran ran = verify(detached, "--content", content.toString());

        assertThat(ran.exit()).isEqualTo(Exit.GOOD);
        JsonNode verdict = ran.json();
        assertThat(verdict.propertyNames()).containsExactly("verdict", "summary", "language", "policy", "format",
                "signatures");
        assertThat(verdict.path("verdict").asString()).isEqualTo("PASSED");
        JsonNode signature = verdict.path("signatures").path(0);
        assertThat(signature.propertyNames()).contains("verdict", "subIndication", "authenticity", "keyValidity",
                "algorithm", "signer", "signingTime", "bestSignatureTime", "timestamp", "chain");
        assertThat(signature.path("subIndication").isNull()).isTrue();
        assertThat(signature.path("authenticity").asString()).isEqualTo("PASSED");
        assertThat(signature.path("keyValidity").asString()).isEqualTo("PASSED");
        assertThat(signature.path("signer").path("role").asString()).isEqualTo("FIRST_HEAD");
        assertThat(signature.path("signer").path("iin").asString())
                .isEqualTo(String.valueOf(centre.person("head-a").iin()));
        assertThat(signature.path("signer").path("bin").asString())
                .isEqualTo(String.valueOf(centre.person("head-a").bin()));
        assertThat(signature.path("timestamp").path("time").asString())
                .isEqualTo(signature.path("bestSignatureTime").asString());
        assertThat(signature.path("chain").size()).isEqualTo(3);
    }

    @Test
    void readsPemBase64AndBer() throws Exception {
        byte[] der = Files.readAllBytes(detached);
        String base64 = Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(der);
        List<Path> forms = List.of(
                Files.writeString(folder.resolve("a.pem"), "-----BEGIN CMS-----\n" + base64 + "\n-----END CMS-----\n"),
                Files.writeString(folder.resolve("b.pem"),
                        "-----BEGIN PKCS7-----\n" + base64 + "\n-----END PKCS7-----\n"),
                Files.writeString(folder.resolve("c.b64"), base64),
                Files.write(folder.resolve("d.ber"), Forms.ber(der)));

        for (Path form : forms) {
            assertThat(verify(form, "--content", content.toString()).exit()).as(form.toString()).isEqualTo(Exit.GOOD);
        }
    }

    @Test
    void failsWhenTheContentIsAnother() throws Exception {
        Path other = Files.writeString(folder.resolve("other.txt"), "another content");

        Ran ran = verify(detached, "--content", other.toString());

        assertThat(ran.exit()).isEqualTo(Exit.BAD);
        assertThat(ran.json().path("signatures").path(0).path("subIndication").asString()).isEqualTo("HASH_FAILURE");
    }

    @Test
    void isIndeterminateWithoutAnythingToTrust() {
        Ran ran = Ran.center("verify", detached.toString(), "--content", content.toString(), "--json");

        assertThat(ran.exit()).isEqualTo(Exit.INDETERMINATE);
        assertThat(ran.json().path("signatures").path(0).path("authenticity").asString()).isEqualTo("PASSED");
    }

    @Test
    void failsARevokedKeyByTheListAndPassesBeforeIt() throws Exception {
        Path signed = Files.write(folder.resolve("employee.p7s"),
                centre.person("employee-b").signer().sign(CONTENT, true));
        centre.revoke(centre.person("employee-b").serial(), TrustCentre.REASON_KEY_COMPROMISE);
        Path lists = Files.createDirectories(folder.resolve("lists"));
        try (var in = centre.urls().crl(KeyKind.RSA).toURL().openStream()) {
            Files.write(lists.resolve("rsa.crl"), in.readAllBytes());
        }

        assertThat(verify(signed).exit()).isEqualTo(Exit.GOOD);
        Ran ran = verify(signed, "--crl", lists.toString());
        assertThat(ran.exit()).isEqualTo(Exit.BAD);
        JsonNode signature = ran.json().path("signatures").path(0);
        assertThat(signature.path("subIndication").asString()).startsWith("REVOKED");
        assertThat(signature.path("revocation").path("reason").asString()).isNotEmpty();
    }

    @Test
    void asksForTheContentOfADetachedSignature() {
        Ran ran = verify(detached);

        assertThat(ran.exit()).isEqualTo(Exit.INDETERMINATE);
        JsonNode signature = ran.json().path("signatures").path(0);
        assertThat(signature.path("subIndication").asString()).isEqualTo("SIGNED_DATA_NOT_FOUND");
        assertThat(signature.path("signer").path("iin").asString()).as("who signed is told all the same").isNotEmpty();
    }

    @Test
    void saysWhenAFileIsCutShortOrNoSignature() throws Exception {
        byte[] der = Files.readAllBytes(detached);
        for (int length : new int[]{0, 1, 10, der.length / 2, der.length - 1}) {
            Path cut = Files.write(folder.resolve("cut.p7s"), Arrays.copyOf(der, length));
            Ran ran = verify(cut, "--content", content.toString());
            assertThat(ran.exit()).as("%d octets", length).isEqualTo(Exit.USAGE);
            assertThat(ran.err()).contains("is not a signature");
        }
        assertThat(verify(content).exit()).isEqualTo(Exit.USAGE);
    }

    @Test
    void verifiesAtTheTimeAsked() {
        assertThat(verify(detached, "--content", content.toString(), "--at", "2060-01-01").exit())
                .as("the time-stamp proves the time, whenever it is looked at").isIn(Exit.GOOD, Exit.INDETERMINATE);
        assertThat(verify(detached, "--content", content.toString(), "--at", "tomorrow").exit())
                .isEqualTo(Exit.USAGE);
    }

    @Test
    void tellsPeopleInWords() {
        Ran ran = Ran.center("verify", detached.toString(), "--content", content.toString(), "--trust",
                centre.caFolder().toString());

        assertThat(ran.out()).startsWith("PASSED").contains("first head", "GOST R 34.10-2012-512");
    }

    @Test
    void tellsThemInTheirLanguageAndEveryQuestionWhenAsked() {
        Ran ran = Ran.center("verify", detached.toString(), "--content", content.toString(), "--trust",
                centre.caFolder().toString(), "--language", "kk", "--all");

        assertThat(ran.out()).contains("Қолтаңба жарамды.", "Дәл осы мазмұнға қол қойылған ба? Иә",
                "ETSI EN 319 102-1, 5.2.7", "ұйымның бірінші басшысы");
    }

    @Test
    void takesThePolicyOfAFile(@TempDir Path folder) throws Exception {
        Path strict = Files.writeString(folder.resolve("strict.json"), """
                {"name":"strict","version":1,"description":"","signerKeys":"NON_REPUDIATION","signingTime":"RECEIPT",
                 "evidenceAge":"PT1M","staleLists":false,"certificatePolicies":[],"levels":{}}""");

        Ran ran = verify(detached, "--content", content.toString(), "--policy", strict.toString());
        assertThat(ran.exit()).as("no evidence of not being revoked").isEqualTo(Exit.INDETERMINATE);
        assertThat(ran.json().path("policy").asString()).isEqualTo("strict-1");
        assertThat(verify(detached, "--content", content.toString(), "--policy", "lenient").exit())
                .isEqualTo(Exit.USAGE);
    }
}

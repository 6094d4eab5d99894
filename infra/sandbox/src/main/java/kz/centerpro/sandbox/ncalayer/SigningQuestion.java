package kz.centerpro.sandbox.ncalayer;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import kz.centerpro.sandbox.trustcentre.ClientSigner;
import kz.centerpro.sandbox.trustcentre.Person;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import tools.jackson.databind.JsonNode;

/** A request of method {@code sign} of module {@code kz.gov.pki.knca.basics}, format {@code cms}. */
final class SigningQuestion {

    private final JsonNode args;

    SigningQuestion(JsonNode args) {
        this.args = args;
    }

    /** How many documents are signed in this one dialog. */
    int documents() {
        JsonNode data = args.path("data");
        return data.isArray() ? data.size() : 1;
    }

    String locale() {
        return args.path("locale").asString("ru");
    }

    /** Whether the person has a certificate of the kind that is asked for; NCALayer shows no other. */
    boolean fits(Person person) {
        JsonNode wanted = args.path("signerParams");
        return fits(wanted.path("iin"), person.iin()) && fits(wanted.path("bin"), person.bin())
                && hasUsages(person, wanted.path("extKeyUsageOids"));
    }

    private static boolean fits(JsonNode wanted, @org.jspecify.annotations.Nullable String has) {
        return !wanted.isString() || wanted.asString().equals(has);
    }

    private static boolean hasUsages(Person person, JsonNode oids) {
        ExtendedKeyUsage usages = ExtendedKeyUsage.fromExtensions(person.certificate().getExtensions());
        for (JsonNode oid : oids) {
            if (usages == null || !usages.hasKeyPurposeId(
                    KeyPurposeId.getInstance(new ASN1ObjectIdentifier(oid.asString())))) {
                return false;
            }
        }
        return true;
    }

    /** CMS of each document in PEM, in order. */
    List<String> signed(ClientSigner signer, URI tsa) {
        if (!args.path("format").asString("").equals("cms")) {
            throw new IllegalArgumentException("this simulator signs format cms alone");
        }
        JsonNode how = args.path("signingParams");
        ClientSigner stamping = how.path("tsaProfile").isObject() ? signer.withTimeStamps(tsa) : signer;
        List<String> signed = new ArrayList<>();
        for (JsonNode data : args.path("data").isArray() ? args.path("data") : List.of(args.path("data"))) {
            byte[] content = how.path("decode").asBoolean(false)
                    ? Base64.getDecoder().decode(data.asString())
                    : data.asString().getBytes(StandardCharsets.UTF_8);
            signed.add(pem(how.path("digested").asBoolean(false)
                    ? stamping.signDetachedDigest(content)
                    : stamping.sign(content, how.path("encapsulate").asBoolean(false))));
        }
        return signed;
    }

    private static String pem(byte[] cms) {
        return "-----BEGIN CMS-----\r\n"
                + Base64.getMimeEncoder(64, new byte[]{'\r', '\n'}).encodeToString(cms)
                + "\r\n-----END CMS-----\r\n";
    }
}

package kz.centerpro.sandbox.phone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import kz.centerpro.sandbox.SandboxException;
import kz.centerpro.sandbox.trustcentre.ClientSigner;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One person's phone: scans, shows, signs. */
public final class PhoneSimulator {

    private static final String SCHEME = "mobileSign:";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE).build();

    private final UnaryOperator<byte[]> signing;

    private PhoneSimulator(UnaryOperator<byte[]> signing) {
        this.signing = signing;
    }

    /** A phone with that person's key. */
    public static PhoneSimulator of(ClientSigner signer) {
        return new PhoneSimulator(content -> signer.sign(content, false));
    }

    /** The same phone gone wrong: it signs what {@code other} makes of each content. */
    public PhoneSimulator signingInstead(UnaryOperator<byte[]> other) {
        return new PhoneSimulator(content -> signing.apply(other.apply(content)));
    }

    /**
     * What the phone shows before the person agrees.
     *
     * @param names
     *            of the documents, in Russian
     */
    public record Shown(String organisation, String description, String expires, List<String> names) {}

    /**
     * How it ended.
     *
     * @param status
     *            of the answer: 200, or 403 when the signatures were refused
     */
    public record Sent(Shown shown, int status, String answer) {

        public boolean isTaken() {
            return status == 200;
        }
    }

    /**
     * Reads and signs everything.
     *
     * @param link
     *            what the QR code says, or a link that opens the application
     */
    public Sent sign(String link) {
        JsonNode invitation = read(address(link));
        URI documents = URI.create(invitation.at("/document/uri").asString());
        ObjectNode asked = (ObjectNode) read(documents);
        if (!asked.path("signMethod").asString("").equals("CMS_SIGN_ONLY")) {
            throw new SandboxException("This phone signs CMS_SIGN_ONLY alone, not " + asked.path("signMethod"));
        }
        List<String> names = new ArrayList<>();
        for (JsonNode document : asked.path("documentsToSign")) {
            names.add(document.path("nameRu").asString());
            ObjectNode file = (ObjectNode) document.at("/document/file");
            byte[] content = Base64.getDecoder().decode(file.path("data").asString());
            file.put("data", Base64.getEncoder().encodeToString(signing.apply(content)));
        }
        HttpResponse<String> answer = sent(HttpRequest.newBuilder(documents).timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(asked))).build());
        Shown shown = new Shown(invitation.at("/organisation/nameRu").asString(),
                invitation.path("description").asString(), invitation.path("expiry_date").asString(), names);
        return new Sent(shown, answer.statusCode(), answer.body());
    }

    /** The address of API 1 that a QR code or a link leads to. */
    static URI address(String link) {
        if (link.startsWith(SCHEME)) {
            return URI.create(link.substring(SCHEME.length()));
        }
        URI opened = URI.create(link);
        String query = opened.getRawQuery();
        return query == null
                ? opened
                : Arrays.stream(query.split("&", -1)).filter(part -> part.startsWith("link="))
                        .map(part -> URI.create(URLDecoder.decode(part.substring(5), StandardCharsets.UTF_8)))
                        .findFirst().orElse(opened);
    }

    private static JsonNode read(URI address) {
        HttpResponse<String> answer = sent(HttpRequest.newBuilder(address).timeout(PATIENCE).build());
        if (answer.statusCode() != 200) {
            throw new SandboxException("The phone was answered " + answer.statusCode() + ": " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    private static HttpResponse<String> sent(HttpRequest request) {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new SandboxException("The phone was stopped.", stopped);
        }
    }
}

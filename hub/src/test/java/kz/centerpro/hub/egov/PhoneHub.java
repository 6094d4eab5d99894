package kz.centerpro.hub.egov;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import kz.centerpro.contracts.signing.PhoneDocuments;
import kz.centerpro.contracts.signing.SigningRequestView;
import kz.centerpro.hub.access.PartiesHub;
import kz.centerpro.hub.access.Person;
import kz.centerpro.hub.content.ContentConfiguration;
import org.jspecify.annotations.NullUnmarked;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import reactor.core.publisher.Mono;

/** The room on a real database, with verbs for what a browser and a phone do. */
@NullUnmarked // a missing answer is a failed test
final class PhoneHub implements AutoCloseable {

    static final String BASE = "https://hub.test";
    static final Map<String, byte[]> DOCUMENTS = new ConcurrentHashMap<>();

    final PartiesHub parties = new PartiesHub(
            Map.of("center.content.master-keys", "test:" + Base64.getEncoder().encodeToString(new byte[32]),
                    "center.egov.organisation.bin", "241240011291", "center.egov.purge-every", "1h"),
            ContentConfiguration.class, EgovConfiguration.class, Documents.class);

    @Configuration(proxyBeanMethods = false)
    static class Documents {

        @Bean
        DocumentSource documentSource() {
            return new DocumentSource() {
                @Override
                public Mono<Long> size(long box, String number) {
                    return read(box, number).map(content -> (long) content.length);
                }

                @Override
                public Mono<byte[]> read(long box, String number) {
                    return Mono.justOrEmpty(DOCUMENTS.get(box + " " + number));
                }
            };
        }
    }

    static Map<String, Object> item(String name, String content) {
        return Map.of("names", Map.of("ru", name), "content", base64(content));
    }

    ResponseSpec tryToAsk(String token, String purpose, List<Map<String, Object>> items) {
        Map<String, Object> body = Map.of("purpose", purpose, "items", items);
        return token == null
                ? parties.web.post().uri("/v1/signing-requests").bodyValue(body).exchange()
                : parties.post(token, "/v1/signing-requests", body);
    }

    SigningRequestView ask(String token, String purpose, List<Map<String, Object>> items) {
        return tryToAsk(token, purpose, items).expectStatus().isCreated().expectBody(SigningRequestView.class)
                .returnResult().getResponseBody();
    }

    SigningRequestView askLogin(String challenge) {
        return ask(null, "LOGIN", List.of(Map.of("content", base64(challenge))));
    }

    /** A look by whoever has the secret. */
    ResponseSpec look(SigningRequestView request, String secret, String query) {
        return parties.web.get().uri("/v1/signing-requests/" + request.id() + query).header("Signing-Secret", secret)
                .exchange();
    }

    ResponseSpec tryToScan(SigningRequestView request) {
        return parties.web.get().uri(path(request)).exchange();
    }

    PhoneDocuments documents(SigningRequestView request) {
        return parties.web.get().uri(path(request) + "/documents").exchange().expectStatus().isOk()
                .expectBody(PhoneDocuments.class).returnResult().getResponseBody();
    }

    ResponseSpec put(SigningRequestView request, Object body) {
        return parties.web.put().uri(path(request) + "/documents").bodyValue(body).exchange();
    }

    private static String path(SigningRequestView request) {
        String address = request.qr().text().substring("mobileSign:".length());
        if (!address.equals(BASE + "/egov/" + request.id())) {
            throw new AssertionError(address);
        }
        return address.substring(BASE.length());
    }

    /** The documents as the phone sends them back. */
    static Map<String, Object> signed(PhoneDocuments documents, Person person) {
        List<Map<String, Object>> items = new ArrayList<>();
        for (PhoneDocuments.Item item : documents.documentsToSign()) {
            String content = new String(Base64.getDecoder().decode(item.document().file().data()),
                    StandardCharsets.UTF_8);
            Map<String, Object> file = Map.of("mime", "", "data", person.sign(content));
            items.add(new HashMap<>(Map.of("id", item.id(), "nameRu", item.nameRu(), "nameKz", item.nameKz(), "nameEn",
                    item.nameEn(), "meta", List.of(), "document", new HashMap<>(Map.of("file", file)))));
        }
        return new HashMap<>(Map.of("signMethod", documents.signMethod(), "documentsToSign", items));
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static String text(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        parties.close();
    }
}

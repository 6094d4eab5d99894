package kz.centerpro.cli.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import kz.centerpro.sandbox.trustcentre.ClientSigner;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A person at the hub: signs in with a key that stays here. */
public final class Account implements TokenSource {

    private static final long MARGIN_S = 30;

    private final HubClient hub;
    private final ClientSigner signer;
    private final Retry retry;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable String token;
    private long endsAt;
    private @Nullable JsonNode participant;

    public Account(HubClient hub, ClientSigner signer, Retry retry) {
        this.hub = hub;
        this.signer = signer;
        this.retry = retry;
    }

    public ClientSigner signer() {
        return signer;
    }

    @Override
    public String token() throws IOException {
        lock.lock();
        try {
            String known = token;
            return known != null && System.nanoTime() < endsAt ? known : signIn();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean renew() {
        lock.lock();
        try {
            token = null;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The participant that this person speaks for; null until registered. */
    public @Nullable JsonNode participant() throws IOException {
        token();
        return participant;
    }

    private String signIn() throws IOException {
        JsonNode answer = retry.of(() -> {
            String challenge = hub.post("/v1/auth/challenges", null, Map.of()).path("challenge").asString();
            return hub.post("/v1/auth/tokens", null, Map.of("challenge", challenge, "signature", signed(challenge)));
        });
        JsonNode named = answer.path("participant");
        participant = named.isObject() ? named : null;
        return remember(answer);
    }

    private String remember(JsonNode answer) {
        String fresh = answer.path("accessToken").asString();
        token = fresh;
        endsAt = System.nanoTime() + (answer.path("expiresIn").asLong(60) - MARGIN_S) * 1_000_000_000L;
        return fresh;
    }

    /** Registers the signed-in certificate's participant; what the certificate says wins over {@code details}. */
    public JsonNode register(String kind, Map<String, String> details) throws IOException {
        Map<String, String> body = new LinkedHashMap<>(details);
        body.put("kind", kind);
        JsonNode answer = hub.post("/v1/participants", token(), body);
        lock.lock();
        try {
            participant = answer.path("participant");
            remember(answer);
        } finally {
            lock.unlock();
        }
        return answer.path("participant");
    }

    /** Signs the statement of the offer in force. */
    public JsonNode acceptOffer(String language) throws IOException {
        JsonNode statement = hub.get("/v1/offers/current/statement", token());
        String text = statement.path("statement").asString();
        JsonNode accepted = hub.post("/v1/acceptances", token(),
                Map.of("statement", text, "signature", signed(text), "offerNo", statement.path("offerNo").asInt(),
                        "policyNo", statement.path("policyNo").asInt(), "language", language));
        renew();
        return accepted;
    }

    private String signed(String text) {
        return Base64.getEncoder().encodeToString(signer.sign(text.getBytes(StandardCharsets.UTF_8), false));
    }
}

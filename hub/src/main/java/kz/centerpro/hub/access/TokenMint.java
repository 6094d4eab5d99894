package kz.centerpro.hub.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.TreeSet;
import java.util.UUID;
import kz.centerpro.door.TokenVerifier;
import kz.centerpro.hub.kernel.Bulkhead;
import kz.centerpro.hub.participant.Participant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Makes access tokens as {@link TokenVerifier} reads them: compact JWS, ES256, {@code at+jwt}. */
final class TokenMint {

    private final JWSSigner signer;
    private final JWSHeader header;
    private final Clock clock;
    private final Duration lifetime;
    private final Bulkhead bulkhead;
    private final LongFunction<Mono<Map<Long, UUID>>> carried; // the boxes of others, by the reader's

    /** Whom a token is for. */
    record Grant(UUID subject, UUID session, @Nullable Participant participant, Set<String> scopes) {}

    TokenMint(AccessKeys keys, Clock clock, Duration lifetime, Bulkhead bulkhead,
            LongFunction<Mono<Map<Long, UUID>>> carried) {
        try {
            this.signer = keys.signer();
        } catch (JOSEException broken) {
            throw new IllegalArgumentException("center.access.keys cannot sign", broken);
        }
        this.header = new JWSHeader.Builder(JWSAlgorithm.ES256).type(new JOSEObjectType(TokenVerifier.TYPE))
                .keyID(keys.keyId()).build();
        this.clock = clock;
        this.lifetime = lifetime;
        this.bulkhead = bulkhead;
        this.carried = carried;
    }

    long expiresIn() {
        return lifetime.toSeconds();
    }

    /** Carries the boxes of others that the participant may read now. */
    Mono<String> mint(Grant grant) {
        Participant participant = grant.participant();
        return participant == null
                ? minted(grant, Map.of())
                : carried.apply(participant.boxId()).flatMap(readable -> minted(grant, readable));
    }

    private Mono<String> minted(Grant grant, Map<Long, UUID> readable) {
        return bulkhead.run(() -> {
            SignedJWT token = new SignedJWT(header, claims(grant, readable));
            token.sign(signer);
            return token.serialize();
        });
    }

    private JWTClaimsSet claims(Grant grant, Map<Long, UUID> readable) {
        Instant now = clock.instant();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder().issuer(TokenVerifier.ISSUER)
                .subject(grant.subject().toString()).claim(TokenVerifier.CLAIM_SESSION, grant.session().toString())
                .claim(TokenVerifier.CLAIM_SCOPE, scope(grant.scopes()))
                .issueTime(Date.from(now)).expirationTime(Date.from(now.plus(lifetime)));
        Participant participant = grant.participant();
        if (participant != null) {
            claims.claim(TokenVerifier.CLAIM_PARTICIPANT, participant.id().toString())
                    .claim(TokenVerifier.CLAIM_BOX, participant.boxId());
        }
        if (!readable.isEmpty()) {
            Map<String, String> boxes = new TreeMap<>();
            readable.forEach((box, delegation) -> boxes.put(box.toString(), TokenVerifier.shortened(delegation)));
            claims.claim(TokenVerifier.CLAIM_READABLE, boxes);
        }
        return claims.build();
    }

    static String scope(Set<String> scopes) {
        return String.join(" ", new TreeSet<>(scopes));
    }
}

package kz.centerpro.door;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.ByteBuffer;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;

/**
 * Checks access tokens: compact JWS, ES256, {@code typ: at+jwt} (RFC 9068), against the public keys of the hub. A
 * token's signature is checked once and remembered until the token expires, in a bounded cache.
 */
public final class TokenVerifier {

    public static final String ISSUER = "center-hub";
    public static final String TYPE = "at+jwt";
    public static final String CLAIM_PARTICIPANT = "pid";
    public static final String CLAIM_BOX = "box";
    public static final String CLAIM_SCOPE = "scope";
    public static final String CLAIM_SESSION = "sid";
    /** Boxes of others: {@code {"1002":"id of the delegation, 22 characters"}}. */
    public static final String CLAIM_READABLE = "boxes";
    private static final int TOKEN_LENGTH_MAX = 6144;
    private static final int REMEMBERED_MAX = 50_000;

    private final JWKSet keys;
    private final Clock clock;
    private final Withdrawals withdrawals = new Withdrawals();
    private final Cache<String, Caller> remembered = Caffeine.newBuilder().maximumSize(REMEMBERED_MAX).build();

    /** {@code jwks} is a JSON Web Key set; only its EC P-256 keys are used and their private parts are not needed. */
    public TokenVerifier(String jwks, Clock clock) {
        this.clock = clock;
        try {
            this.keys = JWKSet.parse(jwks);
        } catch (ParseException broken) {
            throw new IllegalArgumentException("center.access.keys is not a JSON Web Key set", broken);
        }
    }

    /** Whose tokens are refused although they have not ended. */
    public Withdrawals withdrawals() {
        return withdrawals;
    }

    /**
     * The caller that a token names; refuses with {@code unauthenticated} for anything but a valid, unexpired token
     * whose access was not withdrawn.
     */
    public Caller verify(String token) {
        Caller known = remembered.getIfPresent(token);
        Caller caller = known != null ? known : read(token);
        if (!caller.expiresAt().isAfter(Instant.now(clock))) {
            remembered.invalidate(token);
            throw refused("The access token has expired: use the refresh token.").with(Stay.REASON,
                    Stay.TOKEN_EXPIRED);
        }
        if (withdrawals.cover(caller)) {
            throw Stay.withdrawn();
        }
        if (known == null) {
            remembered.put(token, caller);
        }
        return caller;
    }

    private Caller read(String token) {
        if (token.length() > TOKEN_LENGTH_MAX) {
            throw refused("The access token is not valid.");
        }
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            if (!JWSAlgorithm.ES256.equals(jwt.getHeader().getAlgorithm()) || jwt.getHeader().getType() == null
                    || !TYPE.equals(jwt.getHeader().getType().getType()) || !signedByHub(jwt)) {
                throw refused("The access token is not valid.");
            }
            return caller(jwt.getJWTClaimsSet());
        } catch (ParseException | JOSEException | IllegalArgumentException broken) {
            throw refused("The access token is not valid.");
        }
    }

    private boolean signedByHub(SignedJWT jwt) throws JOSEException {
        String id = jwt.getHeader().getKeyID();
        JWK key = id == null ? null : keys.getKeyByKeyId(id);
        return key instanceof ECKey ec && jwt.verify(new ECDSAVerifier(ec.toPublicJWK()));
    }

    private Caller caller(JWTClaimsSet claims) throws ParseException {
        Date expiry = claims.getExpirationTime();
        String session = claims.getStringClaim(CLAIM_SESSION);
        Long box = claims.getLongClaim(CLAIM_BOX);
        String participant = claims.getStringClaim(CLAIM_PARTICIPANT);
        String scope = claims.getStringClaim(CLAIM_SCOPE);
        if (expiry == null || session == null || claims.getSubject() == null || !ISSUER.equals(claims.getIssuer())) {
            throw refused("The access token is not valid.");
        }
        Set<String> scopes = scope == null ? Set.of() : new HashSet<>(java.util.List.of(scope.split(" ", -1)));
        return new Caller(UUID.fromString(claims.getSubject()), UUID.fromString(session),
                participant == null ? null : UUID.fromString(participant), box == null ? 0 : box, Set.copyOf(scopes),
                expiry.toInstant(), readable(claims), withdrawals);
    }

    private static Map<Long, UUID> readable(JWTClaimsSet claims) throws ParseException {
        Map<String, Object> carried = claims.getJSONObjectClaim(CLAIM_READABLE);
        if (carried == null) {
            return Map.of();
        }
        Map<Long, UUID> readable = new HashMap<>();
        carried.forEach((box, delegation) -> readable.put(Long.valueOf(box), shortened(String.valueOf(delegation))));
        return Map.copyOf(readable);
    }

    /** A UUID as the claim has it. */
    public static String shortened(UUID id) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits()).array());
    }

    private static UUID shortened(String text) {
        ByteBuffer octets = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
        if (octets.remaining() != 2 * Long.BYTES) {
            throw new IllegalArgumentException("not an id");
        }
        return new UUID(octets.getLong(), octets.getLong());
    }

    private static Refusal refused(String detail) {
        return Refusal.of(ProblemType.UNAUTHENTICATED, detail);
    }
}

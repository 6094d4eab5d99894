package kz.centerpro.door.rsocket;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.UUID;
import kz.centerpro.door.TokenVerifier;

/** What the hub does in a test: makes tokens, one participant for each box. */
final class Tokens {

    private final ECKey key;
    final TokenVerifier verifier;

    Tokens() {
        try {
            key = new ECKeyGenerator(Curve.P_256).keyID("test").generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
        verifier = new TokenVerifier(new JWKSet(key.toPublicJWK()).toString(), Clock.systemUTC());
    }

    String of(long box) {
        return of(box, Duration.ofMinutes(15), UUID.randomUUID());
    }

    String of(long box, Duration life, UUID session) {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("test").type(new JOSEObjectType(TokenVerifier.TYPE))
                        .build(),
                new JWTClaimsSet.Builder().issuer(TokenVerifier.ISSUER).subject(UUID.randomUUID().toString())
                        .claim(TokenVerifier.CLAIM_SESSION, session.toString())
                        .claim(TokenVerifier.CLAIM_SCOPE, "participant").claim(TokenVerifier.CLAIM_BOX, box)
                        .claim(TokenVerifier.CLAIM_PARTICIPANT, new UUID(7, box).toString())
                        .expirationTime(Date.from(Clock.systemUTC().instant().plus(life))).build());
        try {
            jwt.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
        return jwt.serialize();
    }
}

package kz.centerpro.hub.agreement;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import kz.centerpro.contracts.party.OfferView;
import kz.centerpro.contracts.party.WireTime;
import org.jspecify.annotations.Nullable;

/** One published version of the offer or of the privacy policy. */
record LegalText(Kind kind, int no, String textRu, String textKk, String sha256Ru, String sha256Kk,
        Instant publishedAt, Instant effectiveFrom) {

    static final String PREVAILING_LANGUAGE = "ru";

    enum Kind {
        OFFER, POLICY
    }

    OfferView view(@Nullable Integer policyNo) {
        return new OfferView(no, policyNo, textRu, textKk, sha256Ru, sha256Kk, WireTime.format(publishedAt),
                WireTime.format(effectiveFrom), PREVAILING_LANGUAGE);
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String hex(String text) {
        return HexFormat.of().formatHex(sha256(text));
    }
}

package kz.centerpro.contracts.party;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One version of the offer or of the privacy policy, public (clauses 1.2, 2.4, 2.5, 13.8). Hashes are lower-case hex
 * SHA-256 of the text's UTF-8 bytes.
 *
 * @param policyNo
 *            of an offer: the privacy policy in force beside it; absent for a policy itself
 * @param prevailingLanguage
 *            always {@code ru} (clause 13.9)
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OfferView(int no, @Nullable Integer policyNo, String textRu, String textKk, String sha256Ru,
        String sha256Kk, String publishedAt, String effectiveFrom, String prevailingLanguage) {}

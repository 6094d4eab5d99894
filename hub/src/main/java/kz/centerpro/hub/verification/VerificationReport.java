package kz.centerpro.hub.verification;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code POST /v1/verifications} and of {@code center verify --json}; members that say nothing are
 * {@code null}, never left out. Times are RFC 3339 in UTC.
 *
 * @param verdict
 *            PASSED, INDETERMINATE or FAILED, of ETSI EN 319 102-1, 5.1.3
 * @param summary
 *            the verdict in the reader's language
 * @param policy
 *            name and version of the policy that was applied
 * @param format
 *            CMS, XMLDSIG, PDF, ASiC-E, …
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record VerificationReport(String verdict, String summary, String language, String policy, String format,
        List<Signature> signatures) {

    /**
     * One signer.
     *
     * @param subIndication
     *            of ETSI EN 319 102-1, null when passed
     * @param explanation
     *            why, in the reader's language; null when passed
     * @param advice
     *            what to do about it, in the reader's language
     * @param authenticity
     *            the first verdict of clause 7.6.1: these bytes were signed with this key
     * @param keyValidity
     *            the second one: the key was valid at {@code bestSignatureTime}
     * @param signingTime
     *            what the signer claims
     * @param reason
     *            the sub-indication technically, in English; when passed, what to know about it
     * @param warnings
     *            what the reader has to know though the verdict stands
     * @param remarks
     *            which part of the content the signature does not speak of
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Signature(String verdict, @Nullable String subIndication, @Nullable String explanation,
            @Nullable String advice, String authenticity, String keyValidity, String algorithm, Signer signer,
            @Nullable String signingTime, String bestSignatureTime, @Nullable Timestamp timestamp,
            List<Certificate> chain, @Nullable String reason, @Nullable Revocation revocation,
            List<Evidence> evidence, List<Check> checks, List<String> warnings, List<String> remarks,
            List<Signature> countersignatures) {}

    /**
     * From the certificate; {@code role} is one of the contracts' signer roles, {@code roleText} the same in words.
     *
     * @param keyStorage
     *            where the key is kept, in words, as far as the certificate says
     * @param country
     *            of the signer, {@code issuerCountry} of the authority (clause 13.3); ISO 3166-1 alpha-2
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Signer(@Nullable String iin, @Nullable String bin, @Nullable String name, String role,
            @Nullable String roleText, @Nullable String organization, @Nullable String certificateSha256,
            @Nullable String keyStorage, @Nullable String country, @Nullable String issuerCountry) {}

    /** RFC 3161 over the signature. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Timestamp(String verdict, @Nullable String reason, @Nullable String time, @Nullable String policy,
            @Nullable String serialNumber, @Nullable String digestAlgorithm, @Nullable String authority,
            List<Certificate> chain) {}

    /** One link, from the signer to the anchor. */
    public record Certificate(String subject, String issuer, String serialNumber, String notBefore, String notAfter,
            String sha256) {}

    /**
     * What the verdict rests on, for keeping beside it.
     *
     * @param kind
     *            OCSP, CRL, DELTA_CRL or TIMESTAMP
     * @param time
     *            when it was true; of a time-stamp, what it proves
     * @param der
     *            base64 of the response (BasicOCSPResponse) or of the token; null for lists, which issuer and number
     *            name
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Evidence(String kind, String sha256, String time, @Nullable String issuer, @Nullable String number,
            @Nullable String der) {}

    /** Since when and why the key no longer counts. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Revocation(String date, String reason, @Nullable String reasonText) {}

    /**
     * One question that was reached.
     *
     * @param id
     *            name of the question
     * @param answer
     *            PASSED, INDETERMINATE or FAILED, {@code answerText} the same in words
     * @param level
     *            FAIL decides the verdict, WARN and INFORM do not
     * @param clause
     *            of the standard or agreement that asks it
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Check(String id, @Nullable String question, String answer, @Nullable String answerText, String level,
            String clause, @Nullable String subIndication, @Nullable String explanation, @Nullable String detail) {}
}

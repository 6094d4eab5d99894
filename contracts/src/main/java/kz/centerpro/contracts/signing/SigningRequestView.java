package kz.centerpro.contracts.signing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A signing request as its owner sees it.
 *
 * @param id
 *            nobody can guess it; it is the capability of the phone
 * @param secret
 *            only in the answer that made a request of purpose {@code LOGIN}; whoever shows it in
 *            {@code Signing-Secret} gets the signature, and who merely saw the QR does not
 * @param state
 *            {@code WAITING}, {@code OPENED} (a phone has read it), {@code SIGNED}, {@code EXPIRED}
 * @param qr
 *            only in the answer that made it
 * @param links
 *            only in the answer that made it
 * @param signatures
 *            CMS in base64, one for each item in its order, once {@code SIGNED} and until {@code expiresAt}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SigningRequestView(String id, @Nullable String secret, String purpose, String state, String expiresAt,
        @Nullable Qr qr, @Nullable Links links, @Nullable List<String> signatures) {

    /**
     * A QR code without its quiet zone, as a path of an SVG of {@code size} × {@code size} units.
     *
     * @param text
     *            what it says: {@code mobileSign:} and the address that the phone reads
     */
    public record Qr(String text, int size, String path) {}

    /** What opens the application on the same phone. */
    public record Links(String egovMobile, String egovBusiness) {}

    @Override
    public String toString() {
        return "SigningRequestView[" + state + "]";
    }
}

package kz.centerpro.contracts.signing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/signing-requests}: what a person is asked to sign on a phone.
 *
 * @param purpose
 *            {@code LOGIN} (one item, an open challenge of {@code POST /v1/auth/challenges}; no session is needed),
 *            {@code DOCUMENT} or {@code STATEMENT}
 */
public record SigningRequest(@Nullable String purpose, @Nullable List<@Nullable Item> items) {

    /**
     * Either {@code content} or {@code number}.
     *
     * @param names
     *            what the phone shows; those of a challenge are the hub's own
     * @param content
     *            base64
     * @param number
     *            of a document in the caller's box
     */
    public record Item(@Nullable Names names, @Nullable String mediaType, @Nullable String content,
            @Nullable String number) {

        @Override
        public String toString() {
            return "Item";
        }
    }

    /** A name in each language; a missing one is replaced by another. */
    public record Names(@Nullable String kk, @Nullable String ru, @Nullable String en) {}
}

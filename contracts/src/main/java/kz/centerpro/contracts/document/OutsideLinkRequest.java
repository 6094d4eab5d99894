package kz.centerpro.contracts.document;

import org.jspecify.annotations.Nullable;

/**
 * Shows a document to somebody who is no client.
 *
 * @param language
 *            of the letter: kk, ru or en; ru when absent
 */
public record OutsideLinkRequest(@Nullable String email, @Nullable String language) {

    @Override
    public String toString() {
        return "OutsideLinkRequest";
    }
}

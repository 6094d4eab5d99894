package kz.centerpro.contracts.signing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * API 2 of eGov Mobile's QR signing: read by the phone with contents, sent back by it with signatures in their place.
 *
 * @param signMethod
 *            {@code CMS_SIGN_ONLY}: a CMS without the content
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PhoneDocuments(@Nullable String signMethod, @Nullable List<@Nullable Item> documentsToSign) {

    /**
     * One document.
     *
     * @param id
     *            from 1, in the order of the request
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Item(@Nullable Integer id, @Nullable String nameRu, @Nullable String nameKz, @Nullable String nameEn,
            @Nullable List<Meta> meta, @Nullable Body document) {}

    /** A line that the phone shows beside the name. */
    public record Meta(@Nullable String name, @Nullable String value) {}

    public record Body(@Nullable File file) {}

    /**
     * @param mime
     *            like {@code @file/pdf}; empty when it is not known
     * @param data
     *            base64 of the content, or of the CMS on the way back
     */
    public record File(@Nullable String mime, @Nullable String data) {

        @Override
        public String toString() {
            return "File[" + mime + "]";
        }
    }
}

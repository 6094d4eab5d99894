package kz.centerpro.hub.content;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code center.content.*}.
 *
 * @param masterKeys
 *            {@code id:base64} of 32 bytes each, comma-separated, newest first; or the path of a file with one such
 *            entry a line. New content is sealed under the first, older ones open what they sealed.
 * @param sizeMax
 *            largest document in bytes
 * @param inlineMax
 *            content up to this size travels in the accepting transaction; above, in chunks written as they arrive
 * @param chunk
 *            bytes in a chunk
 */
@ConfigurationProperties("center.content")
public record ContentProperties(String masterKeys, @DefaultValue("2147483648") long sizeMax,
        @DefaultValue("65536") int inlineMax,
        @DefaultValue("262144") int chunk) {

    @Override
    public String toString() {
        return "ContentProperties[sizeMax=" + sizeMax + "]";
    }
}

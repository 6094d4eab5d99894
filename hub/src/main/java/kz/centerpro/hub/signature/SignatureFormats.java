package kz.centerpro.hub.signature;

import java.util.List;

/** The formats that a desk reads, in the order in which they are asked whether they recognise the bytes. */
public record SignatureFormats(List<SignatureFormat> all) {

    public SignatureFormats {
        all = List.copyOf(all);
    }

    /** CMS alone, for what is always CMS: signed challenges and statements. */
    public static SignatureFormats cms() {
        return new SignatureFormats(List.of(new CmsFormat()));
    }
}

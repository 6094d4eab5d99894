package kz.centerpro.hub.asic;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import kz.centerpro.hub.certificate.Der;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.signature.SignatureFormat;
import kz.centerpro.hub.signature.SignedContainer;
import kz.centerpro.hub.signature.UnsupportedSignature;
import org.jspecify.annotations.Nullable;

/**
 * ASiC-S and ASiC-E with CAdES, and with XAdES where a reader of it is plugged in; without one such signatures are told
 * and never pass. A container that is only time-stamped has no signer and is {@link MalformedSignature}.
 */
public final class AsicFormat implements SignatureFormat {

    private static final byte[] MARK = {'P', 'K', 3, 4};
    private static final int NAME_AT = 30;
    private static final SignaturesInAsic NO_XADES = (_, _) -> new SignaturesInAsic.Found(
            List.of(new SignaturesInAsic.Covering(new UnsupportedSignature("XAdES"), Set.of())), List.of(),
            List.of());

    private final SignaturesInAsic xades;

    public AsicFormat() {
        this(null);
    }

    public AsicFormat(@Nullable SignaturesInAsic xades) {
        this.xades = xades == null ? NO_XADES : xades;
    }

    /** A zip that begins with the mimetype of a container, or that names META-INF anywhere. */
    @Override
    public boolean recognises(byte[] bytes) {
        if (bytes.length < NAME_AT || !matches(bytes, 0, MARK)) {
            return false;
        }
        return matches(bytes, NAME_AT, "mimetypeapplication/vnd.etsi.asic-".getBytes(StandardCharsets.US_ASCII))
                || new String(bytes, StandardCharsets.ISO_8859_1).contains("META-INF/");
    }

    private static boolean matches(byte[] bytes, int at, byte[] expected) {
        if (at + expected.length > bytes.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (bytes[at + i] != expected[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public SignedContainer read(byte[] bytes, int bytesMax) throws MalformedSignature {
        if (bytes.length > bytesMax) {
            throw new MalformedSignature("container of more than " + bytesMax + " bytes");
        }
        return Der.contained("ASiC container",
                () -> new AsicReading(bytes, bytesMax, xades).container());
    }
}

package kz.centerpro.hub.egov;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import kz.centerpro.contracts.signing.SigningRequestView.Qr;

/** Draws a QR code (ISO/IEC 18004, error correction M) as the path of an SVG: pages need no library and no image. */
final class QrCode {

    private QrCode() {}

    static Qr of(String text) {
        try {
            ByteMatrix modules = Encoder.encode(text, ErrorCorrectionLevel.M).getMatrix();
            return new Qr(text, modules.getWidth(), path(modules));
        } catch (WriterException tooLong) {
            throw new IllegalStateException("center.egov.public-url does not fit into a QR code", tooLong);
        }
    }

    /** A rectangle for each run of dark modules. */
    private static String path(ByteMatrix modules) {
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < modules.getHeight(); y++) {
            int x = 0;
            while (x < modules.getWidth()) {
                int begin = x;
                while (x < modules.getWidth() && modules.get(x, y) == 1) {
                    x++;
                }
                if (x > begin) {
                    path.append('M').append(begin).append(' ').append(y).append('h').append(x - begin).append("v1H")
                            .append(begin).append('z');
                }
                x++;
            }
        }
        return path.toString();
    }
}

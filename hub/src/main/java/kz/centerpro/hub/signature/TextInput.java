package kz.centerpro.hub.signature;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Takes PEM and base64 off a stream of unknown wrapping (RFC 7468), without holding it. */
final class TextInput {

    private static final String BEGIN = "-----BEGIN ";
    private static final int LINE_MAX = 80;
    private static final int SNIFFED = 64;

    private TextInput() {}

    /** The text is not what it should be; tells bad bytes from a failing source. */
    static final class NotText extends IOException {
        NotText(String message) {
            super(message);
        }
    }

    /** Remembers that the source itself failed. */
    static final class Watched extends FilterInputStream {

        private boolean failed;

        Watched(InputStream source) {
            super(source);
        }

        boolean hasFailed() {
            return failed;
        }

        @Override
        public int read() throws IOException {
            failed = true;
            int octet = super.read();
            failed = false;
            return octet;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            failed = true;
            int count = super.read(target, offset, length);
            failed = false;
            return count;
        }
    }

    static InputStream binary(Watched source) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(source, 16 * 1024);
        buffered.mark(SNIFFED);
        byte[] beginning = buffered.readNBytes(SNIFFED);
        buffered.reset();
        if (!isText(beginning)) {
            return buffered;
        }
        String text = new String(beginning, StandardCharsets.ISO_8859_1);
        if (text.startsWith(BEGIN)) {
            String label = line(buffered).substring(BEGIN.length());
            if (!label.endsWith("-----") || !CmsReader.LABELS.contains(label.substring(0, label.length() - 5))) {
                throw new NotText("PEM label is not expected");
            }
        }
        return new Decoded(Base64.getDecoder().wrap(new Letters(buffered, text.startsWith(BEGIN))), source);
    }

    /** As of {@code Der.unwrapped}: '0' begins a SEQUENCE and base64 alike, so all that is looked at must be text. */
    private static boolean isText(byte[] beginning) {
        for (byte octet : beginning) {
            boolean text = (octet >= 0x20 && octet < 0x7f) || octet == '\n' || octet == '\r' || octet == '\t';
            if (!text) {
                return false;
            }
        }
        return beginning.length >= 16;
    }

    private static String line(InputStream source) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int letter = source.read(); letter >= 0 && letter != '\n'; letter = source.read()) {
            if (line.length() == LINE_MAX) {
                throw new NotText("PEM begins with a line that is too long");
            }
            line.append((char) letter);
        }
        return line.toString().strip();
    }

    /** Base64 letters alone: white space is dropped, the END line of PEM ends them. */
    private static final class Letters extends InputStream {

        private final InputStream source;
        private final boolean pem;
        private boolean ended;

        Letters(InputStream source, boolean pem) {
            this.source = source;
            this.pem = pem;
        }

        @Override
        public int read() throws IOException {
            if (ended) {
                return -1;
            }
            int letter = source.read();
            while (letter == '\n' || letter == '\r' || letter == ' ' || letter == '\t') {
                letter = source.read();
            }
            if (letter == '-' && pem) {
                ended = true;
                return -1;
            }
            if (letter < 0 && pem) {
                throw new NotText("PEM has no END line");
            }
            return letter;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = 0;
            while (count < length) {
                int letter = read();
                if (letter < 0) {
                    return count == 0 ? -1 : count;
                }
                target[offset + count++] = (byte) letter;
            }
            return count;
        }
    }

    private static final class Decoded extends FilterInputStream {

        private final Watched source;

        Decoded(InputStream decoder, Watched source) {
            super(decoder);
            this.source = source;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            try {
                return super.read(target, offset, length);
            } catch (IOException failure) {
                if (source.hasFailed() || failure instanceof NotText) {
                    throw failure;
                }
                throw new NotText("neither DER nor PEM nor base64");
            }
        }
    }
}

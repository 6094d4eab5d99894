package kz.centerpro.hub.pdf;

import kz.centerpro.hub.certificate.MalformedSignature;

/** What reading one file may cost, over all its revisions together. */
final class PdfBudget {

    private static final int VALUES_MAX = 5_000_000;

    private int values = VALUES_MAX;
    private long unpacked;
    private long scanned;
    private long hashed;

    /**
     * @param bytesMax
     *            of the file; twice as much may be unpacked from object streams, cross-reference streams and the
     *            security store, and eight times as much may be looked at, since a value is parsed whenever asked for,
     *            and four times as much hashed, since each signature covers all that came before it and GOST digests
     *            are slow
     */
    PdfBudget(int bytesMax) {
        this.unpacked = 2L * bytesMax;
        this.scanned = 8L * bytesMax;
        this.hashed = 4L * bytesMax;
    }

    void value() throws MalformedSignature {
        values(1);
    }

    void values(int count) throws MalformedSignature {
        values -= count;
        if (values < 0) {
            throw new MalformedSignature("PDF with more than " + VALUES_MAX + " values to look at");
        }
    }

    void scanned(long bytes) throws MalformedSignature {
        scanned -= bytes;
        if (scanned < 0) {
            throw new MalformedSignature("PDF with too many bytes to look at");
        }
    }

    void unpacked(long bytes) throws MalformedSignature {
        unpacked -= bytes;
        if (unpacked < 0) {
            throw new MalformedSignature("PDF unpacks to too many bytes");
        }
    }

    void hashed(long bytes) throws MalformedSignature {
        hashed -= bytes;
        if (hashed < 0) {
            throw new MalformedSignature("PDF with too many bytes to hash for its signatures");
        }
    }

    /** Whether a bound was passed: then nothing is known of the file, which is not the same as a wrong signature. */
    boolean isSpent() {
        return values < 0 || scanned < 0 || unpacked < 0 || hashed < 0;
    }
}

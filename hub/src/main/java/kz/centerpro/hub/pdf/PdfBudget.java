package kz.centerpro.hub.pdf;

import kz.centerpro.hub.certificate.MalformedSignature;

/** What reading one file may cost, over all its revisions together. */
final class PdfBudget {

    private static final int VALUES_MAX = 20_000_000;

    private int values = VALUES_MAX;
    private long unpacked;
    private long scanned;

    /**
     * @param bytesMax
     *            of the file; twice as much may be unpacked from object streams, cross-reference streams and the
     *            security store, and sixteen times as much may be looked at, since a value is parsed whenever asked for
     */
    PdfBudget(int bytesMax) {
        this.unpacked = 2L * bytesMax;
        this.scanned = 16L * bytesMax;
    }

    void value() throws MalformedSignature {
        if (--values < 0) {
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
}

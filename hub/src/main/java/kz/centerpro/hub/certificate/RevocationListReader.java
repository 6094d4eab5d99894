package kz.centerpro.hub.certificate;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.Time;
import org.jspecify.annotations.Nullable;

/**
 * Reads a CRL (RFC 5280, 5.1) in one pass through a window of fixed size: the production list has 20 MB, and nothing of
 * it is kept but its packed entries and the digest that its signature is over. DER only; every part bounded.
 */
final class RevocationListReader {

    private static final int WINDOW = 512 * 1024;
    private static final int PART_BYTES_MAX = 256 * 1024;
    private static final int ENTRY_BYTES_MAX = 64 * 1024;
    private static final int ISSUERS_MAX = 256;
    /** Ways to write the issuers' names; each is compared with all of them once. */
    private static final int SPELLINGS_MAX = 1024;
    /** What is kept whole where the digest is unknown before the key is (Ed25519 takes no digest). */
    private static final int UNDIGESTED_BYTES_MAX = 1024 * 1024;
    private static final int REASON_MAX = 0x3f;
    private static final int INTEGER = 0x02;
    private static final int SEQUENCE = 0x30;
    private static final byte[] REASON = {0x55, 0x1d, 0x15};
    private static final byte[] INVALIDITY = {0x55, 0x1d, 0x18};
    private static final byte[] ISSUER = {0x55, 0x1d, 0x1d};

    /** What was read. */
    static final class Parts {
        final RevokedSerials entries = new RevokedSerials();
        /** The list's own issuer first, then those that entries of an indirect list name. */
        final List<X500Name> issuers = new ArrayList<>();
        boolean strangeEntries;
        String sha256 = "";
        @Nullable
        AlgorithmIdentifier innerAlgorithm;
        @Nullable
        AlgorithmIdentifier algorithm;
        @Nullable
        Instant thisUpdate;
        @Nullable
        Instant nextUpdate;
        @Nullable
        Extensions extensions;
        @Nullable
        DigestAlgorithm digest;
        /** The digest's value over the signed part, or the signed part itself where the digest is null. */
        byte[] signed = {};
        byte[] signature = {};
    }

    private final InputStream in;
    private final long bytesMax;
    private final byte[] window;
    private int position;
    private int limit;
    /** Bytes of the stream before the window. */
    private long before;
    private int digested;
    private final StreamingDigest whole = DigestAlgorithm.SHA_256.newDigest();
    private @Nullable StreamingDigest signedDigest;
    private @Nullable ByteArrayOutputStream undigested;
    private final Parts parts = new Parts();
    private final Map<ByteBuffer, Integer> spellings = new HashMap<>();
    private int entryIssuer;

    /**
     * @param size
     *            of what the stream gives, for a window no larger than that; a greater number where it is not known
     */
    RevocationListReader(InputStream in, long size, long bytesMax) {
        this.in = in;
        this.window = new byte[(int) Math.min(WINDOW, size)];
        this.bytesMax = bytesMax;
    }

    /**
     * @throws IOException
     *             when the stream cannot be read
     */
    Parts read() throws IOException, MalformedSignature {
        long end = open("revocation list", Long.MAX_VALUE);
        if (end > bytesMax) {
            throw new MalformedSignature("revocation list of " + end + " bytes");
        }
        flush();
        undigested = new ByteArrayOutputStream();
        long signedEnd = open("signed part of a revocation list", end);
        signedPart(signedEnd);
        flush();
        StreamingDigest digest = signedDigest;
        ByteArrayOutputStream kept = undigested;
        if (kept != null && kept.size() > UNDIGESTED_BYTES_MAX) {
            throw new MalformedSignature("revocation list of " + end + " bytes without a digest");
        }
        parts.signed = digest != null ? digest.finish() : kept == null ? new byte[0] : kept.toByteArray();
        signedDigest = null;
        undigested = null;

        parts.algorithm = AlgorithmIdentifier.getInstance(Der.parse(part(end)));
        byte[] bits = part(end);
        Der.Element signature = Der.element(bits, 0, bits.length);
        if (signature.tag() != 0x03 || signature.end() - signature.valueStart() < 1
                || bits[signature.valueStart()] != 0 || offset() != end || fill(1)) {
            throw new MalformedSignature("revocation list has no signature at its end");
        }
        parts.signature = Arrays.copyOfRange(bits, signature.valueStart() + 1, bits.length);
        flush();
        parts.sha256 = Der.hex(whole.finish());
        parts.entries.seal();
        return parts;
    }

    private void signedPart(long end) throws IOException, MalformedSignature {
        if (peek() == INTEGER) {
            part(end);
        }
        AlgorithmIdentifier algorithm = AlgorithmIdentifier.getInstance(Der.parse(part(end)));
        parts.innerAlgorithm = algorithm;
        digestWith(SignatureScheme.impliedDigest(algorithm));
        parts.issuers.add(X500Name.getInstance(Der.parse(part(end))));
        int _ = parts.issuers.getFirst().hashCode(); // names are parsed lazily; what is unreadable must show here
        parts.thisUpdate = time(part(end));
        if (offset() < end && (peek() == 0x17 || peek() == 0x18)) {
            parts.nextUpdate = time(part(end));
        }
        if (offset() < end && peek() == SEQUENCE) {
            long entriesEnd = open("entries of a revocation list", end);
            while (offset() < entriesEnd) {
                entry(entriesEnd);
            }
        }
        if (offset() < end && peek() == 0xa0) {
            byte[] wrapped = part(end);
            Der.Element outer = Der.element(wrapped, 0, wrapped.length);
            parts.extensions = Extensions
                    .getInstance(Der.parse(Arrays.copyOfRange(wrapped, outer.valueStart(), outer.end())));
        }
        if (offset() != end) {
            throw new MalformedSignature("revocation list has unexpected parts");
        }
    }

    private void digestWith(@Nullable DigestAlgorithm algorithm) {
        parts.digest = algorithm;
        if (algorithm == null) {
            return;
        }
        flush();
        ByteArrayOutputStream begun = undigested;
        StreamingDigest digest = algorithm.newDigest();
        if (begun != null) {
            digest.update(begun.toByteArray(), 0, begun.size());
        }
        undigested = null;
        signedDigest = digest;
    }

    private static Instant time(byte[] element) throws MalformedSignature {
        return Der.contained("time", () -> Time.getInstance(Der.parse(element)).getDate().toInstant());
    }

    private void entry(long end) throws IOException, MalformedSignature {
        int size = size(end, ENTRY_BYTES_MAX);
        Der.Element entry = Der.element(window, position, position + size);
        Der.Element serial = Der.element(window, entry.valueStart(), entry.end());
        if (entry.tag() != SEQUENCE || serial.tag() != INTEGER || !isSerial(serial)) {
            throw new MalformedSignature("revocation list has an entry without a readable serial");
        }
        Der.Element date = Der.element(window, serial.end(), entry.end());
        int reason = date.end() < entry.end() ? extensions(date.end(), entry.end()) : 0;
        parts.entries.add(window, serial.valueStart(), serial.end(), seconds(date), reason, entryIssuer);
        position += size;
    }

    /** Serials are compared as bytes: a padded one would be listed and never found. */
    private boolean isSerial(Der.Element serial) {
        int length = serial.end() - serial.valueStart();
        return length == 1 || (length > 1 && length <= RevokedSerials.SERIAL_OCTETS_MAX
                && window[serial.valueStart()] != window[serial.valueStart() + 1] >> 7);
    }

    /** The reason; what the entry says of its certificate's issuer holds from here on (RFC 5280, 5.3.3). */
    private int extensions(int from, int to) throws MalformedSignature {
        int reason = 0;
        Der.Element all = Der.element(window, from, to);
        if (all.tag() != SEQUENCE || all.end() != to) {
            throw new MalformedSignature("revocation list has an entry with unreadable extensions");
        }
        for (int at = all.valueStart(); at < all.end();) {
            Der.Element extension = Der.element(window, at, all.end());
            Der.Element id = Der.element(window, extension.valueStart(), extension.end());
            Der.Element value = Der.element(window, id.end(), extension.end());
            boolean critical = value.tag() == 0x01;
            if (critical) {
                value = Der.element(window, value.end(), extension.end());
            }
            if (value.tag() != 0x04) {
                throw new MalformedSignature("revocation list has an entry with unreadable extensions");
            }
            if (is(id, REASON)) {
                reason = reason(value);
            } else if (is(id, ISSUER)) {
                entryIssuer = issuer(value);
            } else if (critical && !is(id, INVALIDITY)) {
                parts.strangeEntries = true;
            }
            at = extension.end();
        }
        return reason;
    }

    private boolean is(Der.Element id, byte[] wanted) {
        return Arrays.equals(window, id.valueStart(), id.end(), wanted, 0, wanted.length);
    }

    private int reason(Der.Element value) throws MalformedSignature {
        Der.Element code = Der.element(window, value.valueStart(), value.end());
        if (code.tag() != 0x0a || code.end() - code.valueStart() != 1 || window[code.valueStart()] < 0
                || window[code.valueStart()] > REASON_MAX) {
            throw new MalformedSignature("revocation list has an entry with an unreadable reason");
        }
        return window[code.valueStart()];
    }

    private int issuer(Der.Element value) throws MalformedSignature {
        byte[] written = Arrays.copyOfRange(window, value.valueStart(), value.end());
        Integer known = spellings.get(ByteBuffer.wrap(written));
        if (known != null) {
            return known;
        }
        if (spellings.size() >= SPELLINGS_MAX) {
            throw new MalformedSignature("revocation list writes its issuers in too many ways");
        }
        int number = number(GeneralNames.getInstance(Der.parse(written)));
        spellings.put(ByteBuffer.wrap(written), number);
        return number;
    }

    private int number(GeneralNames names) throws MalformedSignature {
        for (GeneralName name : names.getNames()) {
            if (name.getTagNo() == GeneralName.directoryName) {
                return number(X500Name.getInstance(name.getName()));
            }
        }
        throw new MalformedSignature("revocation list has an entry of an issuer without a directory name");
    }

    private int number(X500Name issuer) throws MalformedSignature {
        for (int i = parts.issuers.size() - 1; i >= 0; i--) {
            if (Names.same(parts.issuers.get(i), issuer)) {
                return i;
            }
        }
        if (parts.issuers.size() >= ISSUERS_MAX) {
            throw new MalformedSignature("revocation list of more than " + ISSUERS_MAX + " issuers");
        }
        parts.issuers.add(issuer);
        return parts.issuers.size() - 1;
    }

    /** The two forms that RFC 5280, 4.1.2.5 allows are read in place; whatever else there is goes the long way. */
    private long seconds(Der.Element date) throws MalformedSignature {
        int length = date.end() - date.valueStart();
        boolean utc = date.tag() == 0x17 && length == 13;
        if ((utc || (date.tag() == 0x18 && length == 15)) && window[date.end() - 1] == 'Z') {
            int at = date.valueStart();
            int year = utc ? two(at) + (two(at) < 50 ? 2000 : 1900) : two(at) * 100 + two(at + 2);
            at += utc ? 2 : 4;
            try {
                return LocalDateTime.of(year, two(at), two(at + 2), two(at + 4), two(at + 6), two(at + 8))
                        .toEpochSecond(ZoneOffset.UTC);
            } catch (DateTimeException unreadable) {
                throw new MalformedSignature("revocation list has an entry with an unreadable date", unreadable);
            }
        }
        return time(date.slice(window)).getEpochSecond();
    }

    private int two(int at) {
        int tens = window[at] - '0';
        int ones = window[at + 1] - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -10_000 : tens * 10 + ones;
    }

    // -- the window ----------------------------------------------------------------------------------------------

    private long offset() {
        return before + position;
    }

    private int peek() throws IOException, MalformedSignature {
        require(1);
        return window[position] & 0xff;
    }

    /** Steps into a SEQUENCE; answers where in the stream it ends. */
    private long open(String what, long end) throws IOException, MalformedSignature {
        if (peek() != SEQUENCE) {
            throw new MalformedSignature("no " + what);
        }
        long length = header();
        if (length > end - offset()) {
            throw new MalformedSignature(what + " is longer than its surroundings");
        }
        return offset() + length;
    }

    /** Steps over a tag and a definite length; answers the length. */
    private long header() throws IOException, MalformedSignature {
        require(2);
        int length = window[position + 1] & 0xff;
        int octets = length < 0x80 ? 0 : length & 0x7f;
        if ((window[position] & 0x1f) == 0x1f || length == 0x80 || octets > 4) {
            throw new MalformedSignature("indefinite or impossible length at offset " + offset());
        }
        require(2 + octets);
        long value = octets == 0 ? length : 0;
        for (int i = 0; i < octets; i++) {
            value = value << 8 | (window[position + 2 + i] & 0xff);
        }
        position += 2 + octets;
        return value;
    }

    /** The size of the next element with its header, brought into the window whole. */
    private int size(long end, int bytesMax) throws IOException, MalformedSignature {
        require(2 + 4); // no element of a list's end is shorter than its signature, so the longest header fits
        int headerAt = position;
        long length = header();
        int header = position - headerAt;
        position = headerAt;
        if (header + length > Math.min(bytesMax, end - offset())) {
            throw new MalformedSignature("element at offset " + offset() + " is too long");
        }
        require((int) (header + length));
        return (int) (header + length);
    }

    private byte[] part(long end) throws IOException, MalformedSignature {
        int size = size(end, PART_BYTES_MAX);
        byte[] element = Arrays.copyOfRange(window, position, position + size);
        position += size;
        return element;
    }

    private void require(int count) throws IOException, MalformedSignature {
        if (!fill(count)) {
            throw new MalformedSignature("revocation list ends early");
        }
    }

    /** False when the stream ends before {@code count} bytes from here. */
    private boolean fill(int count) throws IOException {
        if (limit - position >= count) {
            return true;
        }
        if (count > window.length) {
            return false;
        }
        if (position + count > window.length) {
            flush();
            System.arraycopy(window, position, window, 0, limit - position);
            before += position;
            limit -= position;
            position = 0;
            digested = 0;
        }
        while (limit - position < count) {
            int read = in.read(window, limit, window.length - limit);
            if (read < 0) {
                return false;
            }
            limit += read;
        }
        return true;
    }

    /** Digests what was stepped over since the last time. */
    private void flush() {
        whole.update(window, digested, position - digested);
        if (signedDigest != null) {
            signedDigest.update(window, digested, position - digested);
        } else if (undigested != null && undigested.size() <= UNDIGESTED_BYTES_MAX) {
            undigested.write(window, digested, position - digested);
        }
        digested = position;
    }
}

package kz.centerpro.hub.pkitest;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.Time;

/** Writes revocation lists of any size to a file, entry after entry, as large authorities publish them. */
public final class LargeList {

    private static final int ENTRY = 39;
    private static final int CHUNK = 1024;

    private LargeList() {}

    /** The serial of the entry with that number: 20 octets, spread like random ones. */
    public static byte[] serial(int number) {
        byte[] serial = new byte[20];
        long state = number * 0x9e3779b97f4a7c15L + 1;
        for (int i = 0; i < serial.length; i++) {
            state ^= state << 13;
            state ^= state >>> 7;
            state ^= state << 17;
            serial[i] = (byte) state;
        }
        serial[0] = (byte) ((serial[0] & 0x3f) + 1);
        for (int i = 0; i < 4; i++) {
            serial[16 + i] = (byte) (number >>> (24 - 8 * i));
        }
        return serial;
    }

    /** All entries are revoked a day before {@code at}; the list is fresh for 30 days. */
    public static void write(Path file, TestAuthority authority, int entries, long number, Instant at)
            throws IOException {
        byte[] head = head(authority, at);
        byte[] tail = tail(authority, number);
        byte[] entriesHeader = header(0x30, (long) entries * ENTRY);
        byte[] signedHeader = header(0x30, head.length + entriesHeader.length + (long) entries * ENTRY + tail.length);
        byte[] date = DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC)
                .format(at.minusSeconds(86_400)).getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream signed = new ByteArrayOutputStream();
        signed.writeBytes(signedHeader);
        signed.writeBytes(head);
        signed.writeBytes(entriesHeader);
        byte[] chunk = new byte[CHUNK * ENTRY];
        for (int first = 0; first < entries; first += CHUNK) {
            int count = Math.min(CHUNK, entries - first);
            for (int i = 0; i < count; i++) {
                int place = i * ENTRY;
                chunk[place] = 0x30;
                chunk[place + 1] = ENTRY - 2;
                chunk[place + 2] = 0x02;
                chunk[place + 3] = 20;
                System.arraycopy(serial(first + i), 0, chunk, place + 4, 20);
                chunk[place + 24] = 0x17;
                chunk[place + 25] = 13;
                System.arraycopy(date, 0, chunk, place + 26, 13);
            }
            signed.write(chunk, 0, count * ENTRY);
        }
        signed.writeBytes(tail);
        byte[] algorithm = authority.key().signatureAlgorithm().getEncoded();
        byte[] signature = new DERBitString(authority.key().sign(signed.toByteArray())).getEncoded();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write(header(0x30, signed.size() + (long) algorithm.length + signature.length));
            signed.writeTo(out);
            out.write(algorithm);
            out.write(signature);
        }
    }

    private static byte[] head(TestAuthority authority, Instant at) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.writeBytes(new ASN1Integer(1).getEncoded());
        head.writeBytes(authority.key().signatureAlgorithm().getEncoded());
        head.writeBytes(authority.name().getEncoded());
        head.writeBytes(new Time(Date.from(at)).getEncoded());
        head.writeBytes(new Time(Date.from(at.plusSeconds(30 * 86_400))).getEncoded());
        return head.toByteArray();
    }

    private static byte[] tail(TestAuthority authority, long number) throws IOException {
        byte[] extensions = new Extensions(new Extension[]{
                new Extension(Extension.authorityKeyIdentifier, false,
                        new DEROctetString(new AuthorityKeyIdentifier(TestAuthority.keyId(authority.key())))),
                new Extension(Extension.cRLNumber, false,
                        new DEROctetString(new CRLNumber(java.math.BigInteger.valueOf(number))))})
                .getEncoded();
        byte[] header = header(0xa0, extensions.length);
        ByteArrayOutputStream tail = new ByteArrayOutputStream();
        tail.writeBytes(header);
        tail.writeBytes(extensions);
        return tail.toByteArray();
    }

    private static byte[] header(int tag, long length) {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        header.write(tag);
        if (length < 0x80) {
            header.write((int) length);
        } else {
            int octets = (64 - Long.numberOfLeadingZeros(length) + 7) / 8;
            header.write(0x80 | octets);
            for (int i = octets - 1; i >= 0; i--) {
                header.write((int) (length >>> (8 * i)));
            }
        }
        return header.toByteArray();
    }
}

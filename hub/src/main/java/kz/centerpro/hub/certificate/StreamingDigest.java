package kz.centerpro.hub.certificate;

import java.nio.ByteBuffer;

/** A digest fed in pieces by one thread. GOST digests are slow (2 to 9 MB/s): feed them away from event loops. */
public interface StreamingDigest {

    void update(byte[] bytes, int offset, int length);

    /** Takes everything between position and limit; the position moves to the limit. */
    void update(ByteBuffer bytes);

    /** The value; the digest starts afresh afterwards. */
    byte[] finish();
}

package kz.centerpro.hub.signature;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.function.Supplier;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.GOST3411Digest;
import org.bouncycastle.crypto.digests.GOST3411_2012_256Digest;
import org.bouncycastle.crypto.digests.GOST3411_2012_512Digest;
import org.bouncycastle.crypto.engines.GOST28147Engine;

/** The digests that signatures of this hub may use. */
public enum DigestAlgorithm {
    SHA_1(20, () -> jdk("SHA-1")), SHA_256(32, () -> jdk("SHA-256")), SHA_384(48, () -> jdk("SHA-384")), SHA_512(64,
            () -> jdk("SHA-512")), STREEBOG_256(32, () -> lightweight(new GOST3411_2012_256Digest())), STREEBOG_512(64,
                    () -> lightweight(new GOST3411_2012_512Digest())),
    // НУЦ РК uses the S-box of the standard's test vectors ("D-Test"), not CryptoPro's.
    GOST_34311_95(32, () -> lightweight(new GOST3411Digest(GOST28147Engine.getSBox("D-Test"))));

    private final int length;
    private final Supplier<StreamingDigest> source;

    DigestAlgorithm(int length, Supplier<StreamingDigest> source) {
        this.length = length;
        this.source = source;
    }

    public StreamingDigest newDigest() {
        return source.get();
    }

    public byte[] digest(byte[] bytes) {
        StreamingDigest digest = newDigest();
        digest.update(bytes, 0, bytes.length);
        return digest.finish();
    }

    /** Length of the value in bytes. */
    public int length() {
        return length;
    }

    /** False for digests against which collisions are practical. */
    boolean resistsCollisions() {
        return this != SHA_1;
    }

    private static StreamingDigest jdk(String name) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every JDK has " + name, absent);
        }
        return new StreamingDigest() {
            @Override
            public void update(byte[] bytes, int offset, int count) {
                digest.update(bytes, offset, count);
            }

            @Override
            public void update(ByteBuffer bytes) {
                digest.update(bytes);
            }

            @Override
            public byte[] finish() {
                return digest.digest();
            }
        };
    }

    private static StreamingDigest lightweight(Digest digest) {
        return new StreamingDigest() {
            @Override
            public void update(byte[] bytes, int offset, int count) {
                digest.update(bytes, offset, count);
            }

            @Override
            public void update(ByteBuffer bytes) {
                byte[] chunk = new byte[Math.min(bytes.remaining(), 8192)];
                while (bytes.hasRemaining()) {
                    int count = Math.min(chunk.length, bytes.remaining());
                    bytes.get(chunk, 0, count);
                    digest.update(chunk, 0, count);
                }
            }

            @Override
            public byte[] finish() {
                byte[] value = new byte[digest.getDigestSize()];
                digest.doFinal(value, 0);
                return value;
            }
        };
    }
}

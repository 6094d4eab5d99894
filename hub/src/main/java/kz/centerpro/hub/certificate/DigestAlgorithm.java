package kz.centerpro.hub.certificate;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Set;
import kz.centerpro.hub.gost.Streebog;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.GOST3411Digest;
import org.bouncycastle.crypto.engines.GOST28147Engine;

/** The digests that signatures of this hub may use. */
public enum DigestAlgorithm {
    MD5(16), SHA_1(20), SHA_256(32), SHA_384(48), SHA_512(64), STREEBOG_256(32), STREEBOG_512(64), GOST_34311_95(32);

    private final int length;

    DigestAlgorithm(int length) {
        this.length = length;
    }

    public StreamingDigest newDigest() {
        return switch (this) {
            case MD5 -> jdk("MD5");
            case SHA_1 -> jdk("SHA-1");
            case SHA_256 -> jdk("SHA-256");
            case SHA_384 -> jdk("SHA-384");
            case SHA_512 -> jdk("SHA-512");
            case STREEBOG_256 -> streebog(Streebog.of256());
            case STREEBOG_512 -> streebog(Streebog.of512());
            // The national authority uses the S-box of the standard's test vectors ("D-Test"), not CryptoPro's.
            case GOST_34311_95 -> lightweight(new GOST3411Digest(GOST28147Engine.getSBox("D-Test")));
        };
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
    public boolean resistsCollisions() {
        return weaknesses().isEmpty();
    }

    /** Itself, when it counts only for what is old. */
    public Set<WeakAlgorithm> weaknesses() {
        return switch (this) {
            case MD5 -> Set.of(WeakAlgorithm.MD5);
            case SHA_1 -> Set.of(WeakAlgorithm.SHA_1);
            case SHA_256, SHA_384, SHA_512, STREEBOG_256, STREEBOG_512, GOST_34311_95 -> Set.of();
        };
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

    private static StreamingDigest streebog(Streebog digest) {
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
                return digest.finish();
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

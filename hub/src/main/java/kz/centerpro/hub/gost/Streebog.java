package kz.centerpro.hub.gost;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;

/**
 * The hash function of GOST R 34.11-2012 ("Streebog", RFC 6986), streaming: bytes in by {@code update}, the value out
 * by {@link #finish}. Belongs to one thread; allocates nothing between construction and the value.
 */
public final class Streebog {

    private static final int BLOCK = 64;
    private static final int ROUNDS = 12;
    private static final long[] FOLDED = StreebogTables.folded();
    private static final long[] CONSTANTS = StreebogTables.constants();
    private static final long[] NOTHING = new long[8];
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final int length;
    private final byte[] pending = new byte[BLOCK];
    private int pendingCount;

    /** The chaining value, the number of bits taken and the sum of all blocks: 512-bit numbers, lowest word first. */
    private final long[] chain = new long[8];
    private final long[] bits = new long[8];
    private final long[] sum = new long[8];

    private final long[] block = new long[8];
    private final long[] key = new long[8];
    private final long[] state = new long[8];
    private final byte[] keyOctets = new byte[BLOCK];
    private final byte[] stateOctets = new byte[BLOCK];

    private Streebog(int length) {
        this.length = length;
        reset();
    }

    /** With a value of 32 bytes. */
    public static Streebog of256() {
        return new Streebog(32);
    }

    /** With a value of 64 bytes. */
    public static Streebog of512() {
        return new Streebog(64);
    }

    public void update(byte[] bytes, int offset, int count) {
        Objects.checkFromIndexSize(offset, count, bytes.length);
        int at = offset;
        int left = count;
        if (pendingCount > 0) {
            int taken = Math.min(left, BLOCK - pendingCount);
            System.arraycopy(bytes, at, pending, pendingCount, taken);
            pendingCount += taken;
            at += taken;
            left -= taken;
            if (pendingCount < BLOCK) {
                return;
            }
            absorb(pending, 0);
            pendingCount = 0;
        }
        for (; left >= BLOCK; left -= BLOCK, at += BLOCK) {
            absorb(bytes, at);
        }
        System.arraycopy(bytes, at, pending, 0, left);
        pendingCount = left;
    }

    /** Takes what remains in the buffer. */
    public void update(ByteBuffer bytes) {
        if (bytes.hasArray()) {
            update(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
            bytes.position(bytes.limit());
            return;
        }
        while (bytes.hasRemaining()) {
            int taken = Math.min(bytes.remaining(), BLOCK - pendingCount);
            bytes.get(pending, pendingCount, taken);
            pendingCount += taken;
            if (pendingCount == BLOCK) {
                absorb(pending, 0);
                pendingCount = 0;
            }
        }
    }

    /** The value of all bytes taken; begins anew. */
    public byte[] finish() {
        int count = pendingCount;
        Arrays.fill(pending, count, BLOCK, (byte) 0);
        pending[count] = 1;
        load(pending, 0);
        compress(bits, block);
        add(bits, 8L * count);
        add(sum, block);
        compress(NOTHING, bits);
        compress(NOTHING, sum);
        byte[] value = new byte[BLOCK];
        for (int i = 0; i < 8; i++) {
            WORDS.set(value, 8 * i, chain[i]);
        }
        reset();
        // The shorter value is the upper half (clause 8.3).
        return Arrays.copyOfRange(value, BLOCK - length, BLOCK);
    }

    private void reset() {
        Arrays.fill(chain, length == BLOCK ? 0 : 0x0101010101010101L);
        Arrays.fill(bits, 0);
        Arrays.fill(sum, 0);
        pendingCount = 0;
    }

    private void absorb(byte[] bytes, int offset) {
        load(bytes, offset);
        compress(bits, block);
        add(bits, 8L * BLOCK);
        add(sum, block);
    }

    private void load(byte[] bytes, int offset) {
        for (int i = 0; i < 8; i++) {
            block[i] = (long) WORDS.get(bytes, offset + 8 * i);
        }
    }

    /** The compression function g of clause 6. */
    private void compress(long[] counter, long[] message) {
        for (int i = 0; i < 8; i++) {
            WORDS.set(keyOctets, 8 * i, chain[i] ^ counter[i]);
        }
        fold(keyOctets, key, CONSTANTS, 0);
        for (int i = 0; i < 8; i++) {
            WORDS.set(stateOctets, 8 * i, key[i] ^ message[i]);
        }
        for (int round = 1; round < ROUNDS; round++) {
            fold(keyOctets, key, CONSTANTS, 8 * round);
            fold(stateOctets, state, key, 0);
        }
        fold(keyOctets, key, NOTHING, 0);
        fold(stateOctets, state, key, 0);
        for (int i = 0; i < 8; i++) {
            chain[i] ^= state[i] ^ key[i] ^ message[i];
        }
    }

    /**
     * The transformations S, P and L at once: eight octets, one of every word, choose what adds up to a word of the
     * result. Reading single octets of words just written is what the processor does best; the order of the additions,
     * one word of the argument after another, lets the results stay in registers.
     *
     * @param octets
     *            the argument, and afterwards the result with eight words of {@code added} on it
     * @param words
     *            the result
     */
    private static void fold(byte[] octets, long[] words, long[] added, int offset) {
        long t0 = FOLDED[octets[0] & 0xff];
        long t1 = FOLDED[octets[1] & 0xff];
        long t2 = FOLDED[octets[2] & 0xff];
        long t3 = FOLDED[octets[3] & 0xff];
        long t4 = FOLDED[octets[4] & 0xff];
        long t5 = FOLDED[octets[5] & 0xff];
        long t6 = FOLDED[octets[6] & 0xff];
        long t7 = FOLDED[octets[7] & 0xff];
        t0 ^= FOLDED[256 + (octets[8] & 0xff)];
        t1 ^= FOLDED[256 + (octets[9] & 0xff)];
        t2 ^= FOLDED[256 + (octets[10] & 0xff)];
        t3 ^= FOLDED[256 + (octets[11] & 0xff)];
        t4 ^= FOLDED[256 + (octets[12] & 0xff)];
        t5 ^= FOLDED[256 + (octets[13] & 0xff)];
        t6 ^= FOLDED[256 + (octets[14] & 0xff)];
        t7 ^= FOLDED[256 + (octets[15] & 0xff)];
        t0 ^= FOLDED[512 + (octets[16] & 0xff)];
        t1 ^= FOLDED[512 + (octets[17] & 0xff)];
        t2 ^= FOLDED[512 + (octets[18] & 0xff)];
        t3 ^= FOLDED[512 + (octets[19] & 0xff)];
        t4 ^= FOLDED[512 + (octets[20] & 0xff)];
        t5 ^= FOLDED[512 + (octets[21] & 0xff)];
        t6 ^= FOLDED[512 + (octets[22] & 0xff)];
        t7 ^= FOLDED[512 + (octets[23] & 0xff)];
        t0 ^= FOLDED[768 + (octets[24] & 0xff)];
        t1 ^= FOLDED[768 + (octets[25] & 0xff)];
        t2 ^= FOLDED[768 + (octets[26] & 0xff)];
        t3 ^= FOLDED[768 + (octets[27] & 0xff)];
        t4 ^= FOLDED[768 + (octets[28] & 0xff)];
        t5 ^= FOLDED[768 + (octets[29] & 0xff)];
        t6 ^= FOLDED[768 + (octets[30] & 0xff)];
        t7 ^= FOLDED[768 + (octets[31] & 0xff)];
        t0 ^= FOLDED[1024 + (octets[32] & 0xff)];
        t1 ^= FOLDED[1024 + (octets[33] & 0xff)];
        t2 ^= FOLDED[1024 + (octets[34] & 0xff)];
        t3 ^= FOLDED[1024 + (octets[35] & 0xff)];
        t4 ^= FOLDED[1024 + (octets[36] & 0xff)];
        t5 ^= FOLDED[1024 + (octets[37] & 0xff)];
        t6 ^= FOLDED[1024 + (octets[38] & 0xff)];
        t7 ^= FOLDED[1024 + (octets[39] & 0xff)];
        t0 ^= FOLDED[1280 + (octets[40] & 0xff)];
        t1 ^= FOLDED[1280 + (octets[41] & 0xff)];
        t2 ^= FOLDED[1280 + (octets[42] & 0xff)];
        t3 ^= FOLDED[1280 + (octets[43] & 0xff)];
        t4 ^= FOLDED[1280 + (octets[44] & 0xff)];
        t5 ^= FOLDED[1280 + (octets[45] & 0xff)];
        t6 ^= FOLDED[1280 + (octets[46] & 0xff)];
        t7 ^= FOLDED[1280 + (octets[47] & 0xff)];
        t0 ^= FOLDED[1536 + (octets[48] & 0xff)];
        t1 ^= FOLDED[1536 + (octets[49] & 0xff)];
        t2 ^= FOLDED[1536 + (octets[50] & 0xff)];
        t3 ^= FOLDED[1536 + (octets[51] & 0xff)];
        t4 ^= FOLDED[1536 + (octets[52] & 0xff)];
        t5 ^= FOLDED[1536 + (octets[53] & 0xff)];
        t6 ^= FOLDED[1536 + (octets[54] & 0xff)];
        t7 ^= FOLDED[1536 + (octets[55] & 0xff)];
        t0 ^= FOLDED[1792 + (octets[56] & 0xff)];
        t1 ^= FOLDED[1792 + (octets[57] & 0xff)];
        t2 ^= FOLDED[1792 + (octets[58] & 0xff)];
        t3 ^= FOLDED[1792 + (octets[59] & 0xff)];
        t4 ^= FOLDED[1792 + (octets[60] & 0xff)];
        t5 ^= FOLDED[1792 + (octets[61] & 0xff)];
        t6 ^= FOLDED[1792 + (octets[62] & 0xff)];
        t7 ^= FOLDED[1792 + (octets[63] & 0xff)];
        place(octets, 0, words, t0, added[offset + 0]);
        place(octets, 1, words, t1, added[offset + 1]);
        place(octets, 2, words, t2, added[offset + 2]);
        place(octets, 3, words, t3, added[offset + 3]);
        place(octets, 4, words, t4, added[offset + 4]);
        place(octets, 5, words, t5, added[offset + 5]);
        place(octets, 6, words, t6, added[offset + 6]);
        place(octets, 7, words, t7, added[offset + 7]);
    }

    private static void place(byte[] octets, int index, long[] words, long word, long added) {
        words[index] = word;
        WORDS.set(octets, 8 * index, word ^ added);
    }

    /** A 512-bit number plus a 512-bit number, modulo 2^512. */
    private static void add(long[] number, long[] added) {
        long carry = 0;
        for (int i = 0; i < 8; i++) {
            long half = number[i] + added[i];
            long whole = half + carry;
            carry = Long.compareUnsigned(half, added[i]) < 0 || Long.compareUnsigned(whole, half) < 0 ? 1 : 0;
            number[i] = whole;
        }
    }

    private static void add(long[] number, long added) {
        long carry = added;
        for (int i = 0; carry != 0 && i < 8; i++) {
            number[i] += carry;
            carry = Long.compareUnsigned(number[i], carry) < 0 ? 1 : 0;
        }
    }
}

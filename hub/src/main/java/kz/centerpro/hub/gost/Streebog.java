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
    private final byte[] key = new byte[BLOCK];
    private final byte[] state = new byte[BLOCK];

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
            WORDS.set(key, 8 * i, chain[i] ^ counter[i]);
            WORDS.set(state, 8 * i, message[i]);
        }
        begin(key, state);
        for (int round = 1; round <= ROUNDS; round++) {
            step(key, state, CONSTANTS, 8 * (round % ROUNDS));
        }
        for (int i = 0; i < 8; i++) {
            chain[i] ^= (long) WORDS.get(state, 8 * i) ^ message[i];
        }
    }

    /**
     * The first key and what the first round works on: the key goes through the transformations S, P and L at once, and
     * is added to the state; the key itself goes on with the first constant added.
     *
     * <p>
     * Eight octets, one of every word, choose what adds up to a word of the result. Reading single octets of words just
     * written is what the processor does best; the order of the additions, one word of the argument after another, lets
     * the results stay in registers.
     */
    private static void begin(byte[] key, byte[] state) {
        long k0 = FOLDED[key[0] & 0xff];
        long k1 = FOLDED[key[1] & 0xff];
        long k2 = FOLDED[key[2] & 0xff];
        long k3 = FOLDED[key[3] & 0xff];
        long k4 = FOLDED[key[4] & 0xff];
        long k5 = FOLDED[key[5] & 0xff];
        long k6 = FOLDED[key[6] & 0xff];
        long k7 = FOLDED[key[7] & 0xff];
        k0 ^= FOLDED[256 + (key[8] & 0xff)];
        k1 ^= FOLDED[256 + (key[9] & 0xff)];
        k2 ^= FOLDED[256 + (key[10] & 0xff)];
        k3 ^= FOLDED[256 + (key[11] & 0xff)];
        k4 ^= FOLDED[256 + (key[12] & 0xff)];
        k5 ^= FOLDED[256 + (key[13] & 0xff)];
        k6 ^= FOLDED[256 + (key[14] & 0xff)];
        k7 ^= FOLDED[256 + (key[15] & 0xff)];
        k0 ^= FOLDED[512 + (key[16] & 0xff)];
        k1 ^= FOLDED[512 + (key[17] & 0xff)];
        k2 ^= FOLDED[512 + (key[18] & 0xff)];
        k3 ^= FOLDED[512 + (key[19] & 0xff)];
        k4 ^= FOLDED[512 + (key[20] & 0xff)];
        k5 ^= FOLDED[512 + (key[21] & 0xff)];
        k6 ^= FOLDED[512 + (key[22] & 0xff)];
        k7 ^= FOLDED[512 + (key[23] & 0xff)];
        k0 ^= FOLDED[768 + (key[24] & 0xff)];
        k1 ^= FOLDED[768 + (key[25] & 0xff)];
        k2 ^= FOLDED[768 + (key[26] & 0xff)];
        k3 ^= FOLDED[768 + (key[27] & 0xff)];
        k4 ^= FOLDED[768 + (key[28] & 0xff)];
        k5 ^= FOLDED[768 + (key[29] & 0xff)];
        k6 ^= FOLDED[768 + (key[30] & 0xff)];
        k7 ^= FOLDED[768 + (key[31] & 0xff)];
        k0 ^= FOLDED[1024 + (key[32] & 0xff)];
        k1 ^= FOLDED[1024 + (key[33] & 0xff)];
        k2 ^= FOLDED[1024 + (key[34] & 0xff)];
        k3 ^= FOLDED[1024 + (key[35] & 0xff)];
        k4 ^= FOLDED[1024 + (key[36] & 0xff)];
        k5 ^= FOLDED[1024 + (key[37] & 0xff)];
        k6 ^= FOLDED[1024 + (key[38] & 0xff)];
        k7 ^= FOLDED[1024 + (key[39] & 0xff)];
        k0 ^= FOLDED[1280 + (key[40] & 0xff)];
        k1 ^= FOLDED[1280 + (key[41] & 0xff)];
        k2 ^= FOLDED[1280 + (key[42] & 0xff)];
        k3 ^= FOLDED[1280 + (key[43] & 0xff)];
        k4 ^= FOLDED[1280 + (key[44] & 0xff)];
        k5 ^= FOLDED[1280 + (key[45] & 0xff)];
        k6 ^= FOLDED[1280 + (key[46] & 0xff)];
        k7 ^= FOLDED[1280 + (key[47] & 0xff)];
        k0 ^= FOLDED[1536 + (key[48] & 0xff)];
        k1 ^= FOLDED[1536 + (key[49] & 0xff)];
        k2 ^= FOLDED[1536 + (key[50] & 0xff)];
        k3 ^= FOLDED[1536 + (key[51] & 0xff)];
        k4 ^= FOLDED[1536 + (key[52] & 0xff)];
        k5 ^= FOLDED[1536 + (key[53] & 0xff)];
        k6 ^= FOLDED[1536 + (key[54] & 0xff)];
        k7 ^= FOLDED[1536 + (key[55] & 0xff)];
        k0 ^= FOLDED[1792 + (key[56] & 0xff)];
        k1 ^= FOLDED[1792 + (key[57] & 0xff)];
        k2 ^= FOLDED[1792 + (key[58] & 0xff)];
        k3 ^= FOLDED[1792 + (key[59] & 0xff)];
        k4 ^= FOLDED[1792 + (key[60] & 0xff)];
        k5 ^= FOLDED[1792 + (key[61] & 0xff)];
        k6 ^= FOLDED[1792 + (key[62] & 0xff)];
        k7 ^= FOLDED[1792 + (key[63] & 0xff)];
        WORDS.set(state, 0, (long) WORDS.get(state, 0) ^ k0);
        WORDS.set(state, 8, (long) WORDS.get(state, 8) ^ k1);
        WORDS.set(state, 16, (long) WORDS.get(state, 16) ^ k2);
        WORDS.set(state, 24, (long) WORDS.get(state, 24) ^ k3);
        WORDS.set(state, 32, (long) WORDS.get(state, 32) ^ k4);
        WORDS.set(state, 40, (long) WORDS.get(state, 40) ^ k5);
        WORDS.set(state, 48, (long) WORDS.get(state, 48) ^ k6);
        WORDS.set(state, 56, (long) WORDS.get(state, 56) ^ k7);
        WORDS.set(key, 0, k0 ^ CONSTANTS[0]);
        WORDS.set(key, 8, k1 ^ CONSTANTS[1]);
        WORDS.set(key, 16, k2 ^ CONSTANTS[2]);
        WORDS.set(key, 24, k3 ^ CONSTANTS[3]);
        WORDS.set(key, 32, k4 ^ CONSTANTS[4]);
        WORDS.set(key, 40, k5 ^ CONSTANTS[5]);
        WORDS.set(key, 48, k6 ^ CONSTANTS[6]);
        WORDS.set(key, 56, k7 ^ CONSTANTS[7]);
    }

    /**
     * One round: the next key out of the key with a constant on it, and the state through S, P and L with the next key
     * on it. Both in one method, since the processor then works on them side by side.
     */
    private static void step(byte[] key, byte[] state, long[] constants, int offset) {
        long k0 = FOLDED[key[0] & 0xff];
        long k1 = FOLDED[key[1] & 0xff];
        long k2 = FOLDED[key[2] & 0xff];
        long k3 = FOLDED[key[3] & 0xff];
        long k4 = FOLDED[key[4] & 0xff];
        long k5 = FOLDED[key[5] & 0xff];
        long k6 = FOLDED[key[6] & 0xff];
        long k7 = FOLDED[key[7] & 0xff];
        k0 ^= FOLDED[256 + (key[8] & 0xff)];
        k1 ^= FOLDED[256 + (key[9] & 0xff)];
        k2 ^= FOLDED[256 + (key[10] & 0xff)];
        k3 ^= FOLDED[256 + (key[11] & 0xff)];
        k4 ^= FOLDED[256 + (key[12] & 0xff)];
        k5 ^= FOLDED[256 + (key[13] & 0xff)];
        k6 ^= FOLDED[256 + (key[14] & 0xff)];
        k7 ^= FOLDED[256 + (key[15] & 0xff)];
        k0 ^= FOLDED[512 + (key[16] & 0xff)];
        k1 ^= FOLDED[512 + (key[17] & 0xff)];
        k2 ^= FOLDED[512 + (key[18] & 0xff)];
        k3 ^= FOLDED[512 + (key[19] & 0xff)];
        k4 ^= FOLDED[512 + (key[20] & 0xff)];
        k5 ^= FOLDED[512 + (key[21] & 0xff)];
        k6 ^= FOLDED[512 + (key[22] & 0xff)];
        k7 ^= FOLDED[512 + (key[23] & 0xff)];
        k0 ^= FOLDED[768 + (key[24] & 0xff)];
        k1 ^= FOLDED[768 + (key[25] & 0xff)];
        k2 ^= FOLDED[768 + (key[26] & 0xff)];
        k3 ^= FOLDED[768 + (key[27] & 0xff)];
        k4 ^= FOLDED[768 + (key[28] & 0xff)];
        k5 ^= FOLDED[768 + (key[29] & 0xff)];
        k6 ^= FOLDED[768 + (key[30] & 0xff)];
        k7 ^= FOLDED[768 + (key[31] & 0xff)];
        k0 ^= FOLDED[1024 + (key[32] & 0xff)];
        k1 ^= FOLDED[1024 + (key[33] & 0xff)];
        k2 ^= FOLDED[1024 + (key[34] & 0xff)];
        k3 ^= FOLDED[1024 + (key[35] & 0xff)];
        k4 ^= FOLDED[1024 + (key[36] & 0xff)];
        k5 ^= FOLDED[1024 + (key[37] & 0xff)];
        k6 ^= FOLDED[1024 + (key[38] & 0xff)];
        k7 ^= FOLDED[1024 + (key[39] & 0xff)];
        k0 ^= FOLDED[1280 + (key[40] & 0xff)];
        k1 ^= FOLDED[1280 + (key[41] & 0xff)];
        k2 ^= FOLDED[1280 + (key[42] & 0xff)];
        k3 ^= FOLDED[1280 + (key[43] & 0xff)];
        k4 ^= FOLDED[1280 + (key[44] & 0xff)];
        k5 ^= FOLDED[1280 + (key[45] & 0xff)];
        k6 ^= FOLDED[1280 + (key[46] & 0xff)];
        k7 ^= FOLDED[1280 + (key[47] & 0xff)];
        k0 ^= FOLDED[1536 + (key[48] & 0xff)];
        k1 ^= FOLDED[1536 + (key[49] & 0xff)];
        k2 ^= FOLDED[1536 + (key[50] & 0xff)];
        k3 ^= FOLDED[1536 + (key[51] & 0xff)];
        k4 ^= FOLDED[1536 + (key[52] & 0xff)];
        k5 ^= FOLDED[1536 + (key[53] & 0xff)];
        k6 ^= FOLDED[1536 + (key[54] & 0xff)];
        k7 ^= FOLDED[1536 + (key[55] & 0xff)];
        k0 ^= FOLDED[1792 + (key[56] & 0xff)];
        k1 ^= FOLDED[1792 + (key[57] & 0xff)];
        k2 ^= FOLDED[1792 + (key[58] & 0xff)];
        k3 ^= FOLDED[1792 + (key[59] & 0xff)];
        k4 ^= FOLDED[1792 + (key[60] & 0xff)];
        k5 ^= FOLDED[1792 + (key[61] & 0xff)];
        k6 ^= FOLDED[1792 + (key[62] & 0xff)];
        k7 ^= FOLDED[1792 + (key[63] & 0xff)];
        WORDS.set(key, 0, k0 ^ constants[offset + 0]);
        WORDS.set(key, 8, k1 ^ constants[offset + 1]);
        WORDS.set(key, 16, k2 ^ constants[offset + 2]);
        WORDS.set(key, 24, k3 ^ constants[offset + 3]);
        WORDS.set(key, 32, k4 ^ constants[offset + 4]);
        WORDS.set(key, 40, k5 ^ constants[offset + 5]);
        WORDS.set(key, 48, k6 ^ constants[offset + 6]);
        WORDS.set(key, 56, k7 ^ constants[offset + 7]);
        long s0 = FOLDED[state[0] & 0xff];
        long s1 = FOLDED[state[1] & 0xff];
        long s2 = FOLDED[state[2] & 0xff];
        long s3 = FOLDED[state[3] & 0xff];
        long s4 = FOLDED[state[4] & 0xff];
        long s5 = FOLDED[state[5] & 0xff];
        long s6 = FOLDED[state[6] & 0xff];
        long s7 = FOLDED[state[7] & 0xff];
        s0 ^= FOLDED[256 + (state[8] & 0xff)];
        s1 ^= FOLDED[256 + (state[9] & 0xff)];
        s2 ^= FOLDED[256 + (state[10] & 0xff)];
        s3 ^= FOLDED[256 + (state[11] & 0xff)];
        s4 ^= FOLDED[256 + (state[12] & 0xff)];
        s5 ^= FOLDED[256 + (state[13] & 0xff)];
        s6 ^= FOLDED[256 + (state[14] & 0xff)];
        s7 ^= FOLDED[256 + (state[15] & 0xff)];
        s0 ^= FOLDED[512 + (state[16] & 0xff)];
        s1 ^= FOLDED[512 + (state[17] & 0xff)];
        s2 ^= FOLDED[512 + (state[18] & 0xff)];
        s3 ^= FOLDED[512 + (state[19] & 0xff)];
        s4 ^= FOLDED[512 + (state[20] & 0xff)];
        s5 ^= FOLDED[512 + (state[21] & 0xff)];
        s6 ^= FOLDED[512 + (state[22] & 0xff)];
        s7 ^= FOLDED[512 + (state[23] & 0xff)];
        s0 ^= FOLDED[768 + (state[24] & 0xff)];
        s1 ^= FOLDED[768 + (state[25] & 0xff)];
        s2 ^= FOLDED[768 + (state[26] & 0xff)];
        s3 ^= FOLDED[768 + (state[27] & 0xff)];
        s4 ^= FOLDED[768 + (state[28] & 0xff)];
        s5 ^= FOLDED[768 + (state[29] & 0xff)];
        s6 ^= FOLDED[768 + (state[30] & 0xff)];
        s7 ^= FOLDED[768 + (state[31] & 0xff)];
        s0 ^= FOLDED[1024 + (state[32] & 0xff)];
        s1 ^= FOLDED[1024 + (state[33] & 0xff)];
        s2 ^= FOLDED[1024 + (state[34] & 0xff)];
        s3 ^= FOLDED[1024 + (state[35] & 0xff)];
        s4 ^= FOLDED[1024 + (state[36] & 0xff)];
        s5 ^= FOLDED[1024 + (state[37] & 0xff)];
        s6 ^= FOLDED[1024 + (state[38] & 0xff)];
        s7 ^= FOLDED[1024 + (state[39] & 0xff)];
        s0 ^= FOLDED[1280 + (state[40] & 0xff)];
        s1 ^= FOLDED[1280 + (state[41] & 0xff)];
        s2 ^= FOLDED[1280 + (state[42] & 0xff)];
        s3 ^= FOLDED[1280 + (state[43] & 0xff)];
        s4 ^= FOLDED[1280 + (state[44] & 0xff)];
        s5 ^= FOLDED[1280 + (state[45] & 0xff)];
        s6 ^= FOLDED[1280 + (state[46] & 0xff)];
        s7 ^= FOLDED[1280 + (state[47] & 0xff)];
        s0 ^= FOLDED[1536 + (state[48] & 0xff)];
        s1 ^= FOLDED[1536 + (state[49] & 0xff)];
        s2 ^= FOLDED[1536 + (state[50] & 0xff)];
        s3 ^= FOLDED[1536 + (state[51] & 0xff)];
        s4 ^= FOLDED[1536 + (state[52] & 0xff)];
        s5 ^= FOLDED[1536 + (state[53] & 0xff)];
        s6 ^= FOLDED[1536 + (state[54] & 0xff)];
        s7 ^= FOLDED[1536 + (state[55] & 0xff)];
        s0 ^= FOLDED[1792 + (state[56] & 0xff)];
        s1 ^= FOLDED[1792 + (state[57] & 0xff)];
        s2 ^= FOLDED[1792 + (state[58] & 0xff)];
        s3 ^= FOLDED[1792 + (state[59] & 0xff)];
        s4 ^= FOLDED[1792 + (state[60] & 0xff)];
        s5 ^= FOLDED[1792 + (state[61] & 0xff)];
        s6 ^= FOLDED[1792 + (state[62] & 0xff)];
        s7 ^= FOLDED[1792 + (state[63] & 0xff)];
        WORDS.set(state, 0, s0 ^ k0);
        WORDS.set(state, 8, s1 ^ k1);
        WORDS.set(state, 16, s2 ^ k2);
        WORDS.set(state, 24, s3 ^ k3);
        WORDS.set(state, 32, s4 ^ k4);
        WORDS.set(state, 40, s5 ^ k5);
        WORDS.set(state, 48, s6 ^ k6);
        WORDS.set(state, 56, s7 ^ k7);
    }

    /** A 512-bit number plus a 512-bit number, modulo 2^512. */
    private static void add(long[] number, long[] added) {
        long carry = 0;
        for (int i = 0; i < 8; i++) {
            long whole = number[i] + added[i] + carry;
            // The highest bit overflows when both had it, or one had it and the sum has lost it.
            carry = ((number[i] & added[i]) | ((number[i] | added[i]) & ~whole)) >>> 63;
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

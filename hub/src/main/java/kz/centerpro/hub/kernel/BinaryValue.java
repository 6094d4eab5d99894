package kz.centerpro.hub.kernel;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.r2dbc.postgresql.client.EncodedParameter;
import io.r2dbc.postgresql.codec.Codec;
import io.r2dbc.postgresql.extension.CodecRegistrar;
import io.r2dbc.postgresql.message.Format;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A column of a batch as one value in PostgreSQL's binary form. The driver writes arrays and bytes as text: each quote
 * in JSON is escaped, each byte becomes two, and the server reads it all back.
 */
public final class BinaryValue {

    /** Teaches a connection to take these values. */
    static final CodecRegistrar CODEC = (connection, allocator, registry) -> Mono
            .fromRunnable(() -> registry.addFirst(new BinaryCodec()));

    private static final int BYTEA = 17;
    private static final int ARRAY_HEAD = 5 * Integer.BYTES;
    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

    private final int type;
    private final Supplier<ByteBuf> value;

    private BinaryValue(int type, byte[]... parts) {
        this(type, () -> Unpooled.wrappedBuffer(parts.length, parts));
    }

    private BinaryValue(int type, Supplier<ByteBuf> value) {
        this.type = type;
        this.value = value;
    }

    /** Types of arrays and of their elements, by the server's catalogue. */
    private enum Elements {
        INT8(1016, 20), INT4(1007, 23), TEXT(1009, 25), UUID(2951, 2950), TIMESTAMPTZ(1185, 1184);

        private final int array;
        private final int element;

        Elements(int array, int element) {
            this.array = array;
            this.element = element;
        }
    }

    /** One {@code bytea}: the values one after the other, without a copy. */
    public static <I> BinaryValue bytes(List<I> items, Function<I, byte[]> of) {
        return new BinaryValue(BYTEA, items.stream().map(of).toArray(byte[][]::new));
    }

    /** One {@code bytea}, without a copy: leave {@code source} alone until the statement has run. */
    public static BinaryValue bytes(byte[] source, int length) {
        return new BinaryValue(BYTEA, () -> Unpooled.wrappedBuffer(source, 0, length));
    }

    /** {@code bigint[]}. */
    public static <I> BinaryValue longs(List<I> items, ToLongFunction<I> of) {
        ByteBuffer array = array(Elements.INT8, items.size(), items.size() * Long.BYTES, false);
        items.forEach(item -> array.putInt(Long.BYTES).putLong(of.applyAsLong(item)));
        return of(Elements.INT8, array);
    }

    /** {@code int[]}. */
    public static <I> BinaryValue ints(List<I> items, ToIntFunction<I> of) {
        ByteBuffer array = array(Elements.INT4, items.size(), items.size() * Integer.BYTES, false);
        items.forEach(item -> array.putInt(Integer.BYTES).putInt(of.applyAsInt(item)));
        return of(Elements.INT4, array);
    }

    /** One {@code uuid} of a row, or nothing. */
    public interface Id<I> {
        @Nullable
        UUID of(I item);
    }

    /** {@code uuid[]}; may hold nulls. */
    public static <I> BinaryValue uuids(List<I> items, Id<I> of) {
        int given = (int) items.stream().filter(item -> of.of(item) != null).count();
        ByteBuffer array = array(Elements.UUID, items.size(), given * 2 * Long.BYTES, given < items.size());
        items.forEach(item -> {
            UUID id = of.of(item);
            if (id == null) {
                array.putInt(-1);
            } else {
                array.putInt(2 * Long.BYTES).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
            }
        });
        return of(Elements.UUID, array);
    }

    /** One {@code timestamptz} of a row, or nothing. */
    public interface Time<I> {
        @Nullable
        Instant of(I item);
    }

    /** {@code timestamptz[]}, to the microsecond; may hold nulls. */
    public static <I> BinaryValue times(List<I> items, Time<I> of) {
        int given = (int) items.stream().filter(item -> of.of(item) != null).count();
        ByteBuffer array = array(Elements.TIMESTAMPTZ, items.size(), given * Long.BYTES, given < items.size());
        items.forEach(item -> {
            Instant at = of.of(item);
            if (at == null) {
                array.putInt(-1);
            } else {
                Duration since = Duration.between(EPOCH, at);
                array.putInt(Long.BYTES).putLong(since.getSeconds() * 1_000_000 + since.getNano() / 1000);
            }
        });
        return of(Elements.TIMESTAMPTZ, array);
    }

    /** One {@code text} of a row, or nothing. */
    public interface Text<I> {
        @Nullable
        String of(I item);
    }

    /** {@code text[]}; may hold nulls. */
    public static <I> BinaryValue texts(List<I> items, Text<I> of) {
        List<byte @Nullable []> values = new ArrayList<>(items.size());
        int size = 0;
        boolean nulls = false;
        for (I item : items) {
            String text = of.of(item);
            byte[] value = text == null ? null : text.getBytes(StandardCharsets.UTF_8);
            nulls |= value == null;
            size += value == null ? 0 : value.length;
            values.add(value);
        }
        ByteBuffer array = array(Elements.TEXT, values.size(), size, nulls);
        for (byte[] value : values) {
            if (value == null) {
                array.putInt(-1);
            } else {
                array.putInt(value.length).put(value);
            }
        }
        return of(Elements.TEXT, array);
    }

    /** Head: dimensions, whether there are nulls, the element's type, the length and the first index. */
    private static ByteBuffer array(Elements of, int count, int size, boolean nulls) {
        if (count == 0) {
            return ByteBuffer.allocate(3 * Integer.BYTES).putInt(0).putInt(0).putInt(of.element);
        }
        return ByteBuffer.allocate(ARRAY_HEAD + count * Integer.BYTES + size).putInt(1).putInt(nulls ? 1 : 0)
                .putInt(of.element).putInt(count).putInt(1);
    }

    @SuppressWarnings("ByteBufferBackingArray") // made by allocate, from its begin to its end
    private static BinaryValue of(Elements elements, ByteBuffer array) {
        return new BinaryValue(elements.array, array.array());
    }

    @Override
    public String toString() {
        return "BinaryValue[" + type + "]";
    }

    private static final class BinaryCodec implements Codec<BinaryValue> {

        @Override
        public boolean canDecode(int type, Format format, Class<?> into) {
            return false;
        }

        @Override
        public boolean canEncode(Object value) {
            return value instanceof BinaryValue;
        }

        @Override
        public boolean canEncodeNull(Class<?> type) {
            return false;
        }

        @Override
        public BinaryValue decode(@Nullable ByteBuf buffer, int type, Format format,
                Class<? extends BinaryValue> into) {
            throw new UnsupportedOperationException("a column of a batch is not read");
        }

        @Override
        public EncodedParameter encode(Object value) {
            BinaryValue binary = (BinaryValue) value;
            return encode(value, binary.type);
        }

        @Override
        public EncodedParameter encode(Object value, int type) {
            BinaryValue binary = (BinaryValue) value;
            return new EncodedParameter(Format.FORMAT_BINARY, binary.type,
                    Mono.fromSupplier(binary.value));
        }

        @Override
        public EncodedParameter encodeNull() {
            throw new UnsupportedOperationException("a column of a batch is never null");
        }
    }
}

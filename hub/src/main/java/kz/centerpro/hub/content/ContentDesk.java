package kz.centerpro.hub.content;

import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.Callable;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.hub.kernel.BinaryValue;
import kz.centerpro.hub.kernel.Bulkhead;
import kz.centerpro.hub.kernel.Ids;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Receives, seals and gives back opaque bytes. */
public final class ContentDesk {

    /** Ordinals of parts that are sealed beside the content, under the same key; chunks count up from 0. */
    public static final int SIGNATURE_PART = -1;
    public static final int SUBMISSION_PART = -2;

    private final ContentStore store;
    private final Sealer sealer;
    private final Bulkhead seal;
    private final ContentProperties limits;
    private final Ids ids;
    private final Clock clock;

    ContentDesk(ContentStore store, Sealer sealer, Bulkhead seal, ContentProperties limits, Ids ids, Clock clock) {
        this.store = store;
        this.sealer = sealer;
        this.seal = seal;
        this.limits = limits;
        this.ids = ids;
        this.clock = clock;
    }

    /** Hears the bytes of one content in order, on a bulkhead's thread: may hash. */
    public interface Listener {
        void hear(byte[] bytes, int length);
    }

    /**
     * Takes content in. Small content comes back as bytes, with nothing written; large content is sealed and stored
     * chunk by chunk as it arrives, at most one chunk in memory, and {@code listener} hears it.
     */
    public ContentUpload upload(long box, Listener listener) {
        return new Upload(box, sealer.newKey(ids.next()), listener);
    }

    /** Bytes that were not uploaded (from inside an attached signature), treated as if they were. */
    public Mono<ReceivedContent> receive(long box, byte[] bytes, Listener listener) {
        if (bytes.length <= limits.inlineMax()) {
            return Mono.fromSupplier(() -> new ReceivedContent(sealer.newKey(ids.next()), bytes.length, bytes));
        }
        return Mono.defer(() -> {
            Upload upload = new Upload(box, sealer.newKey(ids.next()), listener);
            return upload.take(bytes, 0, bytes.length).then(Mono.defer(upload::end));
        });
    }

    /**
     * Seals a part beside the content: the signature, or a submission that waits. Hashing-heavy: call on a bulkhead.
     */
    public byte[] sealPart(DataKey key, int ordinal, byte[] plain) {
        return sealer.seal(key, ordinal, true, plain, plain.length);
    }

    /** The only chunk of inline content. */
    public byte[] sealInline(DataKey key, byte[] plain) {
        return plain.length == 0 ? plain : sealer.seal(key, 0, true, plain, plain.length);
    }

    public byte[] openPart(DataKey key, int ordinal, byte[] sealed) {
        return sealer.open(key, ordinal, true, sealed);
    }

    /** A key for parts without content. */
    public DataKey newKey() {
        return sealer.newKey(ids.next());
    }

    /** A key of {@link #newKey} again, from the form it was kept in. */
    public DataKey openKey(UUID content, String masterId, byte[] wrapped) {
        return sealer.open(content, masterId, wrapped);
    }

    /** The key of stored content; empty when it was erased. */
    public Mono<DataKey> key(long box, UUID content) {
        return store.find(box, content)
                .flatMap(head -> seal.run(() -> sealer.open(content, head.key().masterId(), head.key().wrapped())));
    }

    /** The plain bytes, chunk by chunk in order; each is read only when the one before was taken. */
    public Flux<byte[]> open(long box, UUID content) {
        return store.find(box, content).flatMapMany(head -> key(box, content)
                .flatMapMany(key -> Flux.range(0, head.chunks()).concatMap(ordinal -> store.chunk(box, content, ordinal)
                        .flatMap(sealed -> seal
                                .run(() -> sealer.open(key, ordinal, ordinal == head.chunks() - 1, sealed))),
                        1)));
    }

    Mono<Long> eraseUnbound(java.time.Instant limit) {
        return store.eraseUnbound(limit);
    }

    /**
     * One body on its way in. Used by one subscriber, in order. A full chunk waits until it is known whether more
     * follows, because the last chunk is sealed as the last.
     */
    private final class Upload implements ContentUpload {

        private final long box;
        private final DataKey key;
        private final Listener listener;
        private byte[] pending = new byte[0];
        /** The chunk that is being stored; free again when it is. */
        private byte[] sealed = new byte[0];
        private int filled;
        private long size;
        private int chunks;

        Upload(long box, DataKey key, Listener listener) {
            this.box = box;
            this.key = key;
            this.listener = listener;
        }

        @Override
        public Mono<Void> take(byte[] bytes, int offset, int length) {
            if (length > limits.sizeMax() - size) {
                return Mono.error(
                        Refusal.of(ProblemType.TOO_LARGE, "A document has at most " + limits.sizeMax() + " bytes."));
            }
            int room = Math.min(limits.chunk() - filled, length);
            grow(filled + room);
            System.arraycopy(bytes, offset, pending, filled, room);
            filled += room;
            size += room;
            return room == length
                    ? Mono.empty()
                    : flush(false).then(Mono.defer(() -> take(bytes, offset + room, length - room)));
        }

        private void grow(int needed) {
            if (needed > pending.length) {
                int capacity = Math.min(limits.chunk(), Math.max(needed, pending.length * 2));
                pending = java.util.Arrays.copyOf(pending, Math.max(needed, capacity));
            }
        }

        private Mono<Void> flush(boolean last) {
            int ordinal = chunks++;
            int length = filled;
            byte[] plain = pending;
            if (sealed.length < length + Sealer.SEAL_BYTES) {
                sealed = new byte[length + Sealer.SEAL_BYTES];
            }
            byte[] into = sealed;
            Callable<Integer> sealing = () -> {
                listener.hear(plain, length);
                return sealer.seal(key, ordinal, last, plain, length, into);
            };
            Mono<Long> head = ordinal == 0 ? store.insertUnbound(box, key, clock.instant()) : Mono.just(1L);
            return head.then(seal.run(sealing))
                    .flatMap(bytes -> store.insertChunk(box, key.content(), ordinal, BinaryValue.bytes(into, bytes)))
                    .then(Mono.fromRunnable(() -> filled = 0));
        }

        @Override
        public Mono<ReceivedContent> end() {
            if (chunks == 0 && filled <= limits.inlineMax()) {
                return Mono.just(new ReceivedContent(key, size, java.util.Arrays.copyOf(pending, filled)));
            }
            return flush(true).then(Mono.defer(() -> store.finish(box, key.content(), size, chunks)))
                    .then(Mono.fromSupplier(() -> new ReceivedContent(key, size, null)));
        }
    }
}

package kz.centerpro.hub.docflow;

import java.io.ByteArrayOutputStream;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import kz.centerpro.contracts.document.SubmissionMetadata;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.StreamingDigest;
import kz.centerpro.hub.content.ContentDesk;
import kz.centerpro.hub.content.ReceivedContent;
import kz.centerpro.hub.kernel.Bulkhead;
import kz.centerpro.hub.signature.SignatureDesk;
import kz.centerpro.hub.signature.SignedContainer;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes an {@link Arrival} of the parts of a submission, in whatever order they come. Content streams through; when the
 * signature comes before the content, exactly the digests that it needs are computed on the way.
 */
final class SubmissionReader {

    private static final int METADATA_BYTES_MAX = 256 * 1024;
    private static final int PASSED_OVER_MAX = 1024 * 1024;

    private final SignatureDesk signatures;
    private final ContentDesk content;
    private final Bulkhead work;
    private final JsonMapper json;

    SubmissionReader(SignatureDesk signatures, ContentDesk content, Bulkhead work, JsonMapper json) {
        this.signatures = signatures;
        this.content = content;
        this.work = work;
        this.json = json;
    }

    /** What has come so far; one request, parts in sequence. */
    final class Parts {

        private final long box;
        private @Nullable SubmissionMetadata metadata;
        private byte @Nullable [] signature;
        private @Nullable SignedContainer container;
        private @Nullable ReceivedContent received;
        private final Map<DigestAlgorithm, StreamingDigest> digests = new EnumMap<>(DigestAlgorithm.class);
        private @Nullable Refusal refusal;
        private long passedOver;

        Parts(long box) {
            this.box = box;
        }

        /**
         * Takes one part; an unknown name is refused, so that a misspelt one is not lost. After a refusal the parts
         * that follow are passed over while they are short, and the refusal comes with {@link #arrival}: cutting the
         * body off would leave the client writing, and Spring's multipart parser releases buffers twice when it is
         * cancelled by what it has just handed out.
         */
        Mono<Void> take(String name, Flux<DataBuffer> body) {
            Refusal earlier = refusal;
            return earlier == null
                    ? taken(name, body).onErrorResume(Refusal.class, this::refused)
                    : body.doOnNext(buffer -> passOver(buffer, earlier)).then();
        }

        private Mono<Void> refused(Refusal first) {
            if (first.type() == ProblemType.TOO_LARGE) {
                return Mono.error(first); // the part goes on: nobody reads it to its end
            }
            refusal = first;
            return Mono.empty();
        }

        private void passOver(DataBuffer buffer, Refusal earlier) {
            passedOver += buffer.readableByteCount();
            DataBufferUtils.release(buffer);
            if (passedOver > PASSED_OVER_MAX) {
                throw earlier;
            }
        }

        private Mono<Void> taken(String name, Flux<DataBuffer> body) {
            return switch (name) {
                case "metadata" -> bounded(body, METADATA_BYTES_MAX).doOnNext(this::metadata).then();
                case "signature" -> signature != null
                        ? discarded(body, "signature", "Put several signers into one CMS.")
                        : bounded(body, SignatureDesk.BYTES_MAX).flatMap(this::signature);
                case "content" ->
                    received != null ? discarded(body, "content", "A submission has one content.") : content(body);
                default -> discarded(body, name, "Parts are metadata, signature and content.");
            };
        }

        private void metadata(byte[] bytes) {
            try {
                metadata = MetadataPolicy.checked(json.readValue(bytes, SubmissionMetadata.class));
            } catch (JacksonException broken) {
                throw Refusal
                        .of(ProblemType.MALFORMED_REQUEST, "The metadata part is not the JSON that is expected here: "
                                + broken.getOriginalMessage())
                        .with("field", "metadata");
            }
        }

        private Mono<Void> signature(byte[] bytes) {
            if (bytes.length == 0) {
                return Mono.error(signatureRequired());
            }
            signature = bytes;
            return work.run(() -> read(bytes)).doOnNext(parsed -> container = parsed).then();
        }

        private Mono<Void> content(Flux<DataBuffer> body) {
            SignedContainer known = container;
            Set<DigestAlgorithm> needed = EnumSet.of(DigestAlgorithm.SHA_256);
            needed.addAll(known == null ? Set.of(DigestAlgorithm.STREEBOG_512) : known.digestsNeeded());
            needed.forEach(algorithm -> digests.put(algorithm, algorithm.newDigest()));
            return SubmissionReader.this.content.receive(box, body, this::hear).doOnNext(all -> received = all).then();
        }

        private void hear(byte[] bytes, int length) {
            digests.values().forEach(digest -> digest.update(bytes, 0, length));
        }

        /** The whole submission, or a refusal that names the part that is missing. */
        Mono<Arrival> arrival(@Nullable String idempotencyKey) {
            Refusal earlier = refusal;
            if (earlier != null) {
                return Mono.error(earlier);
            }
            SubmissionMetadata stated = metadata;
            byte[] cms = signature;
            SignedContainer parsed = container;
            if (stated == null) {
                return Mono.error(Refusal.of(ProblemType.MALFORMED_REQUEST, "The part metadata is missing.")
                        .with("field", "metadata"));
            }
            if (cms == null || parsed == null) {
                return Mono.error(signatureRequired());
            }
            return withContent(stated, parsed).flatMap(content -> digested(parsed, content, stated)
                    .map(values -> new Arrival(stated, idempotencyKey, cms, parsed, content.content, values)));
        }

        private Mono<MaybeContent> withContent(SubmissionMetadata stated, SignedContainer parsed) {
            ReceivedContent uploaded = received;
            byte[] attached = parsed.attachedContent();
            if (attached != null) {
                if (uploaded != null) {
                    return Mono.error(
                            Refusal.field("content", "The signature holds its content: leave the part content out."));
                }
                digests.put(DigestAlgorithm.SHA_256, DigestAlgorithm.SHA_256.newDigest());
                return content.receive(box, attached, this::hear).map(MaybeContent::new);
            }
            if (uploaded != null) {
                return stated.digest() == null
                        ? Mono.just(new MaybeContent(uploaded))
                        : Mono.error(Refusal.field("digest", "State a digest only without the part content."));
            }
            return stated.digest() != null
                    ? Mono.just(new MaybeContent(null))
                    : Mono.error(Refusal.of(ProblemType.MALFORMED_REQUEST,
                            "The signature is detached: send the part content, or metadata.digest for hash-only registration.")
                            .with("field", "content"));
        }

        /** Digests that are known now; inline content is hashed later, on the thread that verifies. */
        private Mono<Map<DigestAlgorithm, byte[]>> digested(SignedContainer parsed, MaybeContent content,
                SubmissionMetadata stated) {
            ReceivedContent there = content.content;
            if (there == null) {
                return Mono.fromSupplier(() -> stated(stated, parsed));
            }
            if (there.inline() != null) {
                return Mono.just(Map.of());
            }
            Map<DigestAlgorithm, byte[]> values = new EnumMap<>(DigestAlgorithm.class);
            digests.forEach((algorithm, digest) -> values.put(algorithm, digest.finish()));
            Set<DigestAlgorithm> missing = EnumSet.noneOf(DigestAlgorithm.class);
            if (parsed.detached()) {
                missing.addAll(parsed.digestsNeeded());
                missing.removeAll(values.keySet());
            }
            return missing.isEmpty() ? Mono.just(values) : readAgain(there, missing, values);
        }

        /** The signature came after the content and uses another digest than the usual two. */
        private Mono<Map<DigestAlgorithm, byte[]>> readAgain(ReceivedContent there, Set<DigestAlgorithm> missing,
                Map<DigestAlgorithm, byte[]> values) {
            Map<DigestAlgorithm, StreamingDigest> more = new EnumMap<>(DigestAlgorithm.class);
            missing.forEach(algorithm -> more.put(algorithm, algorithm.newDigest()));
            return SubmissionReader.this.content.open(box, there.key().content()).concatMap(chunk -> work.run(() -> {
                more.values().forEach(digest -> digest.update(chunk, 0, chunk.length));
                return chunk.length;
            }), 1).then(Mono.fromSupplier(() -> {
                more.forEach((algorithm, digest) -> values.put(algorithm, digest.finish()));
                return values;
            }));
        }
    }

    private record MaybeContent(@Nullable ReceivedContent content) {}

    private static Map<DigestAlgorithm, byte[]> stated(SubmissionMetadata metadata, SignedContainer parsed) {
        SubmissionMetadata.Digest digest = metadata.digest();
        if (digest == null) {
            return Map.of();
        }
        DigestAlgorithm algorithm = MetadataPolicy.algorithm(digest);
        if (!parsed.digestsNeeded().contains(algorithm)) {
            throw Refusal.field("digest/algorithm", "The signature uses " + parsed.digestsNeeded() + ".");
        }
        try {
            byte[] value = HexFormat.of().parseHex(String.valueOf(digest.value()));
            if (value.length == algorithm.length()) {
                return Map.of(algorithm, value);
            }
        } catch (IllegalArgumentException notHex) {
            throw Refusal.field("digest/value", "Write the digest in hex.");
        }
        throw Refusal.field("digest/value", "The digest has " + algorithm.length() + " bytes.");
    }

    private SignedContainer read(byte[] bytes) {
        try {
            return signatures.read(bytes);
        } catch (MalformedSignature broken) {
            throw Refusal.of(ProblemType.SIGNATURE_MALFORMED,
                    "The part signature is not a CMS SignedData in DER, BER, PEM or base64: "
                            + broken.getMessage());
        }
    }

    private static Refusal signatureRequired() {
        return Refusal.of(ProblemType.SIGNATURE_REQUIRED,
                "Only signed documents are registered: add the part signature with a CMS.");
    }

    private static Mono<Void> discarded(Flux<DataBuffer> body, String field, String detail) {
        return body.doOnNext(DataBufferUtils::release).then(Mono.error(Refusal.field(field, detail)));
    }

    private static Mono<byte[]> bounded(Flux<DataBuffer> body, int bytesMax) {
        return body.reduceWith(ByteArrayOutputStream::new, (bytes, buffer) -> {
            byte[] part = new byte[buffer.readableByteCount()];
            buffer.read(part);
            DataBufferUtils.release(buffer);
            if (bytes.size() + part.length > bytesMax) {
                throw Refusal.of(ProblemType.TOO_LARGE, "This part has at most " + bytesMax + " bytes.");
            }
            bytes.writeBytes(part);
            return bytes;
        }).map(ByteArrayOutputStream::toByteArray);
    }
}

package kz.centerpro.hub.docflow;

import java.util.Base64;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import kz.centerpro.contracts.document.BatchLine;
import kz.centerpro.contracts.document.SubmissionMetadata;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.PartSink;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.MalformedSignature;
import kz.centerpro.hub.certificate.StreamingDigest;
import kz.centerpro.hub.content.ContentDesk;
import kz.centerpro.hub.content.ContentUpload;
import kz.centerpro.hub.content.ReceivedContent;
import kz.centerpro.hub.kernel.Bulkhead;
import kz.centerpro.hub.signature.SignatureDesk;
import kz.centerpro.hub.signature.SignedContainer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes an {@link Arrival} of the parts of a submission, in whatever order they come. Content streams through; when the
 * signature comes before the content, exactly the digests that it needs are computed on the way.
 */
final class SubmissionReader {

    private static final int METADATA_BYTES_MAX = 256 * 1024;

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

        Parts(long box) {
            this.box = box;
        }

        /** Where the part of this name goes; an unknown name is refused, so that a misspelt one is not lost. */
        PartSink open(String name) {
            return switch (name) {
                case "metadata" -> PartSink.collecting(METADATA_BYTES_MAX, bytes -> {
                    metadata(bytes);
                    return Mono.empty();
                });
                case "signature" -> {
                    if (signature != null) {
                        throw Refusal.field("signature", "Put several signers into one CMS.");
                    }
                    yield PartSink.collecting(SignatureDesk.BYTES_MAX, this::signature);
                }
                case "content" -> {
                    if (received != null) {
                        throw Refusal.field("content", "A submission has one content.");
                    }
                    yield content();
                }
                default -> throw Refusal.field(name, "Parts are metadata, signature and content.");
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

        private PartSink content() {
            SignedContainer known = container;
            Set<DigestAlgorithm> needed = EnumSet.of(DigestAlgorithm.SHA_256);
            needed.addAll(known == null ? Set.of(DigestAlgorithm.STREEBOG_512) : known.digestsNeeded());
            needed.forEach(algorithm -> digests.put(algorithm, algorithm.newDigest()));
            ContentUpload upload = SubmissionReader.this.content.upload(box, this::hear);
            return new PartSink() {
                @Override
                public Mono<Void> take(byte[] bytes, int offset, int length) {
                    return upload.take(bytes, offset, length);
                }

                @Override
                public Mono<Void> end() {
                    return upload.end().doOnNext(all -> received = all).then();
                }
            };
        }

        private Mono<Void> whole(byte[] bytes) {
            return Mono.defer(() -> {
                PartSink sink = content();
                return sink.take(bytes, 0, bytes.length).then(Mono.defer(sink::end));
            });
        }

        private void hear(byte[] bytes, int length) {
            digests.values().forEach(digest -> digest.update(bytes, 0, length));
        }

        /** The whole submission, or a refusal that names the part that is missing. */
        Mono<Arrival> arrival(@Nullable String idempotencyKey) {
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

    /** One line of a batch, read like the parts of a submission. */
    Mono<Arrival> arrival(long box, BatchLine line) {
        return Mono.defer(() -> {
            Parts parts = new Parts(box);
            SubmissionMetadata stated = line.metadata();
            parts.metadata = stated == null ? null : MetadataPolicy.checked(stated);
            byte[] signature = decoded("signature", line.signature());
            Mono<Void> content = line.content() == null
                    ? Mono.empty()
                    : parts.whole(decoded("content", line.content()));
            return parts.signature(signature).then(content)
                    .then(Mono.defer(() -> parts.arrival(MetadataPolicy.checkedKey(line.idempotencyKey()))));
        });
    }

    private static byte[] decoded(String field, @Nullable String base64) {
        try {
            return Base64.getDecoder().decode(base64 == null ? "" : base64);
        } catch (IllegalArgumentException notBase64) {
            throw Refusal.field(field, "Write it in base64, without line ends.");
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
}

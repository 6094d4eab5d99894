package kz.centerpro.hub.verification;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.Problems;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.StreamingDigest;
import kz.centerpro.hub.kernel.Admission;
import kz.centerpro.hub.kernel.Bulkhead;
import kz.centerpro.hub.signature.ContentDigests;
import kz.centerpro.hub.signature.SignatureDesk;
import kz.centerpro.hub.signature.SignedContainer;
import kz.centerpro.hub.signature.Verdict;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.codec.multipart.PartEvent;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * {@code POST /v1/verifications}: open to everybody. Takes {@code multipart/form-data} with the part {@code file} (a
 * signature or a signed file) and, for a detached signature, the part {@code content} of any size after it; or the file
 * alone as the body. Parameters: {@code at}, when the file was received, and {@code policy} (when absent, archive, or
 * offline when {@code at} is given).
 */
final class VerificationDoor {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final VerificationDesk desk;
    private final ReportWriter writer;
    private final Admission admission;
    private final Bulkhead verify;

    VerificationDoor(VerificationDesk desk, ReportWriter writer, Admission admission, Bulkhead verify) {
        this.desk = desk;
        this.writer = writer;
        this.admission = admission;
        this.verify = verify;
    }

    Mono<ServerResponse> verify(ServerRequest request) {
        Instant at = request.queryParam("at").map(VerificationDoor::moment).orElse(null);
        SignatureDesk policy = desk.under(request.queryParam("policy").orElse(null), at);
        String asked = request.headers().firstHeader(HttpHeaders.ACCEPT_LANGUAGE);
        String language = Problems.language(asked == null ? "en" : asked);
        Brought brought = new Brought(policy);
        Mono<Void> body = isMultipart(request)
                ? request.bodyToFlux(PartEvent.class).windowUntil(PartEvent::isLast)
                        .concatMap(part -> part.switchOnFirst((first, all) -> taken(brought, first.get(), all)), 1)
                        .then()
                : brought.file(request.bodyToFlux(DataBuffer.class));
        return admission.admit(body.then(Mono.defer(() -> brought.verdict(at))).timeout(DEADLINE))
                .map(verdict -> writer.write(verdict, language))
                .flatMap(report -> ServerResponse.ok().header(HttpHeaders.CONTENT_LANGUAGE, report.language())
                        .header(HttpHeaders.CACHE_CONTROL, "no-store").bodyValue(report));
    }

    private static boolean isMultipart(ServerRequest request) {
        return request.headers().contentType().filter(MediaType.MULTIPART_FORM_DATA::isCompatibleWith).isPresent();
    }

    private static Instant moment(String text) {
        return WireTime.parse(text).orElseThrow(
                () -> Refusal.field("at", "Write the time of receipt like 2026-11-22T09:00:00Z."));
    }

    private static Flux<Void> taken(Brought brought, @Nullable PartEvent first, Flux<PartEvent> all) {
        return first == null
                ? all.then().flux()
                : brought.part(first.name(), all.map(PartEvent::content)).flux();
    }

    /** What has come so far; one request, parts in sequence. */
    private final class Brought {

        private final SignatureDesk policy;
        private final Map<DigestAlgorithm, StreamingDigest> digests = new EnumMap<>(DigestAlgorithm.class);
        private @Nullable SignedContainer container;
        private boolean content;

        Brought(SignatureDesk policy) {
            this.policy = policy;
        }

        Mono<Void> part(String name, Flux<DataBuffer> body) {
            return switch (name) {
                case "file" -> file(body);
                case "content" -> content(body);
                default -> body.doOnNext(DataBufferUtils::release)
                        .then(Mono.error(Refusal.field(name, "Parts are file and content.")));
            };
        }

        Mono<Void> file(Flux<DataBuffer> body) {
            return bounded(body).flatMap(bytes -> desk.read(policy, bytes)).doOnNext(read -> container = read).then();
        }

        private Mono<Void> content(Flux<DataBuffer> body) {
            content = true;
            SignedContainer known = container;
            Set<DigestAlgorithm> needed = known == null
                    ? EnumSet.of(DigestAlgorithm.STREEBOG_512, DigestAlgorithm.SHA_256)
                    : known.digestsNeeded();
            needed.forEach(algorithm -> digests.put(algorithm, algorithm.newDigest()));
            return body.concatMap(buffer -> verify.run(() -> heard(buffer)), 1).then();
        }

        private int heard(DataBuffer buffer) {
            byte[] bytes = new byte[buffer.readableByteCount()];
            buffer.read(bytes);
            DataBufferUtils.release(buffer);
            digests.values().forEach(digest -> digest.update(bytes, 0, bytes.length));
            return bytes.length;
        }

        Mono<Verdict> verdict(@Nullable Instant at) {
            SignedContainer known = container;
            if (known == null) {
                return Mono.error(Refusal.of(ProblemType.MALFORMED_REQUEST,
                        "Send the signature or the signed file as the part file, or as the whole body.")
                        .with("field", "file"));
            }
            if (content && known.detached() && !digests.keySet().containsAll(known.digestsNeeded())) {
                return Mono.error(Refusal.field("content",
                        "Send the part file before the part content: the signature uses " + known.digestsNeeded()
                                + "."));
            }
            Map<DigestAlgorithm, byte[]> values = new EnumMap<>(DigestAlgorithm.class);
            digests.forEach((algorithm, digest) -> values.put(algorithm, digest.finish()));
            return desk.examine(policy, known, content ? ContentDigests.of(values) : ContentDigests.none(), at);
        }
    }

    private static Mono<byte[]> bounded(Flux<DataBuffer> body) {
        return body.reduceWith(ByteArrayOutputStream::new, (bytes, buffer) -> {
            byte[] part = new byte[buffer.readableByteCount()];
            buffer.read(part);
            DataBufferUtils.release(buffer);
            if (bytes.size() + part.length > SignatureDesk.BYTES_MAX) {
                throw Refusal.of(ProblemType.TOO_LARGE, "A signed file has at most " + SignatureDesk.BYTES_MAX
                        + " bytes; larger content goes beside a detached signature.");
            }
            bytes.writeBytes(part);
            return bytes;
        }).map(ByteArrayOutputStream::toByteArray);
    }
}

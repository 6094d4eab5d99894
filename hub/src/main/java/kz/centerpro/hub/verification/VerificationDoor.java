package kz.centerpro.hub.verification;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.Bodies;
import kz.centerpro.door.PartSink;
import kz.centerpro.door.Problems;
import kz.centerpro.hub.certificate.DigestAlgorithm;
import kz.centerpro.hub.certificate.StreamingDigest;
import kz.centerpro.hub.kernel.Admission;
import kz.centerpro.hub.kernel.Bulkhead;
import kz.centerpro.hub.signature.CmsStream;
import kz.centerpro.hub.signature.ContentDigests;
import kz.centerpro.hub.signature.SignatureDesk;
import kz.centerpro.hub.signature.SignedContainer;
import kz.centerpro.hub.signature.Verdict;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * {@code POST /v1/verifications}: open to everybody. Takes {@code multipart/form-data} with the part {@code file} (a
 * signature or a signed file) and, for a detached signature, the part {@code content} of any size after it; or the file
 * alone as the body. A CMS with large content inside goes by way of the disk ({@link LargeFiles}). Parameters:
 * {@code at}, when the file was received, and {@code policy} (when absent, archive, or offline when {@code at} is
 * given).
 */
public final class VerificationDoor {

    /** From the end of the body; large content may take its time to arrive. */
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final VerificationDesk desk;
    private final ReportWriter writer;
    private final Admission admission;
    private final Bulkhead verify;
    private final LargeFiles files;

    VerificationDoor(VerificationDesk desk, ReportWriter writer, Admission admission, Bulkhead verify,
            LargeFiles files) {
        this.desk = desk;
        this.writer = writer;
        this.admission = admission;
        this.verify = verify;
        this.files = files;
    }

    Mono<ServerResponse> verify(ServerRequest request) {
        String asked = request.headers().firstHeader(HttpHeaders.ACCEPT_LANGUAGE);
        return report(request, Problems.language(asked == null ? "en" : asked), false)
                .flatMap(report -> ServerResponse.ok().header(HttpHeaders.CONTENT_LANGUAGE, report.language())
                        .header(HttpHeaders.CACHE_CONTROL, "no-store").bodyValue(report));
    }

    /**
     * The report on what this request brings.
     *
     * @param ofForm
     *            a form in a browser sends a part without bytes for a file that was not chosen
     */
    public Mono<VerificationReport> report(ServerRequest request, String language, boolean ofForm) {
        Instant at = request.queryParam("at").map(VerificationDoor::moment).orElse(null);
        SignatureDesk policy = desk.under(request.queryParam("policy").orElse(null), at);
        Brought brought = new Brought(policy, ofForm);
        Mono<Void> body = Bodies.isMultipart(request)
                ? Bodies.multipart(request, brought::open)
                : Bodies.whole(request, brought.file);
        return admission
                .admit(body.then(Mono.defer(() -> brought.verdict(at).timeout(DEADLINE)))
                        .doFinally(end -> brought.file.close()))
                .map(verdict -> writer.write(verdict, language));
    }

    private static Instant moment(String text) {
        return WireTime.parse(text).orElseThrow(
                () -> Refusal.field("at", "Write the time of receipt like 2026-11-22T09:00:00Z."));
    }

    /** What has come so far; one request, parts in sequence. */
    private final class Brought {

        private final SignatureDesk policy;
        private final boolean ofForm;
        private final Map<DigestAlgorithm, StreamingDigest> digests = new EnumMap<>(DigestAlgorithm.class);
        private @Nullable SignedContainer container;
        private boolean content;
        private @Nullable ContentDigests inside;
        private final LargeFiles.Incoming file;

        Brought(SignatureDesk policy, boolean ofForm) {
            this.policy = policy;
            this.ofForm = ofForm;
            this.file = files.new Incoming(
                    bytes -> desk.read(policy, bytes).doOnNext(read -> container = read).then(), this::streamed);
        }

        private void streamed(CmsStream.Streamed large) {
            container = large.container();
            inside = large.contentBytes() < 0 ? null : large.digests();
        }

        PartSink open(String name) {
            return switch (name) {
                case "file" -> {
                    if (container != null) {
                        throw Refusal.field("file", "Send one file at a time.");
                    }
                    yield file;
                }
                case "content" -> content();
                default -> throw Refusal.field(name, "Parts are file and content.");
            };
        }

        private PartSink content() {
            content = !ofForm;
            SignedContainer known = container;
            Set<DigestAlgorithm> needed = known == null
                    ? EnumSet.of(DigestAlgorithm.STREEBOG_512, DigestAlgorithm.SHA_256)
                    : known.digestsNeeded();
            needed.forEach(algorithm -> digests.put(algorithm, algorithm.newDigest()));
            return new PartSink() {
                @Override
                public Mono<Void> take(byte[] bytes, int offset, int length) {
                    content |= length > 0;
                    return verify.run(() -> {
                        digests.values().forEach(digest -> digest.update(bytes, offset, length));
                        return length;
                    }).then();
                }

                @Override
                public Mono<Void> end() {
                    return Mono.empty();
                }
            };
        }

        Mono<Verdict> verdict(@Nullable Instant at) {
            SignedContainer known = container;
            if (known == null) {
                return Mono.error(Refusal.of(ProblemType.MALFORMED_REQUEST,
                        "Send the signature or the signed file as the part file, or as the whole body.")
                        .with("field", "file"));
            }
            if (inside != null) {
                return content
                        ? Mono.error(Refusal.field("content",
                                "The signature holds its content: leave the part content out."))
                        : desk.examine(policy, known, inside, at);
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
}

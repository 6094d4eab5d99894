package kz.centerpro.hub.evidence;

import kz.centerpro.contracts.document.DocumentNumber;
import kz.centerpro.contracts.evidence.EvidenceRecord;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.Caller;
import kz.centerpro.door.Callers;
import kz.centerpro.hub.docflow.DocumentFiles;
import kz.centerpro.hub.participant.Participants;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Evidence of a party's documents, and the log of all evidence for everybody: it names nobody. */
final class EvidenceDoor {

    private static final String DIGITS = "[0-9]{1,18}";

    private final Callers callers;
    private final Participants participants;
    private final DocumentFiles files;
    private final Evidence evidence;
    private final Bundles bundles;

    EvidenceDoor(Callers callers, Participants participants, DocumentFiles files, Evidence evidence, Bundles bundles) {
        this.callers = callers;
        this.participants = participants;
        this.files = files;
        this.evidence = evidence;
        this.bundles = bundles;
    }

    /** A party's document, and as whom the party reads its evidence: null for the sender. */
    private record Asked(DocumentFiles.Found found, EvidenceRecord.@Nullable Party reader) {}

    Mono<ServerResponse> evidence(ServerRequest request) {
        return asked(request)
                .flatMap(asked -> evidence.evidence(asked.found().senderBox(), asked.found().number(), asked.reader()))
                .flatMap(view -> ServerResponse.ok().header(HttpHeaders.CACHE_CONTROL, "no-store").bodyValue(view));
    }

    Mono<ServerResponse> bundle(ServerRequest request) {
        return asked(request).flatMap(asked -> evidence
                .whole(asked.found().senderBox(), asked.found().number(), asked.reader())
                .flatMap(view -> ServerResponse.ok().contentType(MediaType.parseMediaType("application/zip"))
                        .header(HttpHeaders.CONTENT_DISPOSITION,
                                "attachment; filename=\"evidence-" + asked.found().number() + ".zip\"")
                        .header("X-Content-Type-Options", "nosniff").header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .body(BodyInserters.fromDataBuffers(bundles.bundle(asked.found(), view)
                                .map(DefaultDataBufferFactory.sharedInstance::wrap)))));
    }

    Mono<ServerResponse> checkpoint(ServerRequest request) {
        return evidence.newest().flatMap(newest -> ServerResponse.ok()
                .header(HttpHeaders.CACHE_CONTROL, "public, max-age=1").bodyValue(newest.view()));
    }

    Mono<ServerResponse> inclusion(ServerRequest request) {
        Long index = number(request, "index");
        if (index == null) {
            throw Refusal.field("index", "Give the index of an entry.");
        }
        return evidence.inclusion(index, number(request, "size"))
                .flatMap(proof -> ServerResponse.ok().bodyValue(proof));
    }

    Mono<ServerResponse> consistency(ServerRequest request) {
        Long first = number(request, "first");
        if (first == null) {
            throw Refusal.field("first", "Give the size of the log as you know it.");
        }
        return evidence.consistency(first, number(request, "second"))
                .flatMap(proof -> ServerResponse.ok().bodyValue(proof));
    }

    private Mono<Asked> asked(ServerRequest request) {
        Caller caller = callers.of(request);
        caller.registeredParticipant();
        String number = request.pathVariable("number");
        if (!DocumentNumber.isValid(number)) {
            throw unknown();
        }
        return files.find(caller.box(), number).switchIfEmpty(Mono.error(EvidenceDoor::unknown))
                .flatMap(found -> found.received()
                        ? participants.findByBox(caller.box()).map(own -> new Asked(found,
                                new EvidenceRecord.Party(own.country(), own.taxId())))
                        : Mono.just(new Asked(found, null)));
    }

    private static @Nullable Long number(ServerRequest request, String name) {
        String given = request.queryParam(name).orElse(null);
        if (given == null) {
            return null;
        }
        if (!given.matches(DIGITS)) {
            throw Refusal.field(name, "Give a whole number.");
        }
        return Long.valueOf(given);
    }

    /** The same answer for a number that does not exist and for a stranger's (clauses 5.2.7, 12.1). */
    private static Refusal unknown() {
        return Refusal.of(ProblemType.NOT_FOUND, "This participant has no document with this number.");
    }
}

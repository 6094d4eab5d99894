package kz.centerpro.hub.docflow;

import java.util.Arrays;
import java.util.List;
import kz.centerpro.contracts.document.DocumentNumber;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.Caller;
import kz.centerpro.door.Callers;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Several documents and their signatures as one zip file, sent while it is made. A recipient who got a document has
 * received it, as with its content alone.
 */
final class DownloadDoor {

    private static final int DOCUMENTS_MAX = 100;
    private static final long BYTES_MAX = 512L * 1024 * 1024;

    private final Callers callers;
    private final DocumentStore store;
    private final Receipts receipts;
    private final DocumentBundle bundle;

    DownloadDoor(Callers callers, DocumentStore store, Receipts receipts, DocumentBundle bundle) {
        this.callers = callers;
        this.store = store;
        this.receipts = receipts;
        this.bundle = bundle;
    }

    private record Wanted(String number, DocumentStore.Place place) {}

    Mono<ServerResponse> download(ServerRequest request) {
        Caller caller = callers.of(request);
        caller.registeredParticipant();
        return Flux.fromIterable(numbers(request))
                .concatMap(number -> store.place(caller.box(), number).map(place -> new Wanted(number, place))
                        .switchIfEmpty(Mono.error(() -> Refusal.of(ProblemType.NOT_FOUND,
                                "This participant has no document with the number " + number + "."))))
                .collectList().flatMap(wanted -> {
                    if (wanted.stream().mapToLong(each -> each.place().size()).sum() > BYTES_MAX) {
                        throw Refusal.of(ProblemType.TOO_LARGE,
                                "These documents are more than 512 MiB: download them in parts.");
                    }
                    return ServerResponse.ok().contentType(MediaType.parseMediaType("application/zip"))
                            .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"documents.zip\"")
                            .header("X-Content-Type-Options", "nosniff").header(HttpHeaders.CACHE_CONTROL, "no-store")
                            .body(BodyInserters.fromDataBuffers(zip(caller, wanted)));
                });
    }

    private static List<String> numbers(ServerRequest request) {
        List<String> numbers = request.queryParam("numbers").stream()
                .flatMap(list -> Arrays.stream(list.split(",", -1))).distinct().toList();
        if (numbers.isEmpty() || numbers.size() > DOCUMENTS_MAX
                || !numbers.stream().allMatch(DocumentNumber::isValid)) {
            throw Refusal.field("numbers", "Give 1 to " + DOCUMENTS_MAX + " document numbers, separated by commas.");
        }
        return numbers;
    }

    private Flux<DataBuffer> zip(Caller caller, List<Wanted> wanted) {
        return Flux.defer(() -> {
            ZipStream zip = new ZipStream();
            return Flux.fromIterable(wanted).concatMap(
                    each -> bundle.files(zip, each.number(), each.place()).concatWith(received(caller, each)), 1)
                    .concatWith(Mono.fromSupplier(zip::end));
        }).filter(bytes -> bytes.length > 0).map(DefaultDataBufferFactory.sharedInstance::wrap);
    }

    private Mono<byte[]> received(Caller caller, Wanted each) {
        return each.place().direction().equals(ListQuery.IN)
                ? receipts.received(caller.box(), each.number(), false).then(Mono.empty())
                : Mono.empty();
    }
}

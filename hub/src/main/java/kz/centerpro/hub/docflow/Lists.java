package kz.centerpro.hub.docflow;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import kz.centerpro.contracts.document.DocumentCounters;
import kz.centerpro.contracts.document.DocumentPage;
import kz.centerpro.contracts.document.DocumentView;
import kz.centerpro.contracts.event.Cursor;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Pages of a box and its counters. */
public final class Lists {

    private static final Logger LOG = LoggerFactory.getLogger(Lists.class);
    /** A box that nobody has searched gets its words first, some ten thousand documents a second. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final DocumentStore documents;
    private final ListStore lists;

    Lists(DocumentStore documents, ListStore lists) {
        this.documents = documents;
        this.lists = lists;
    }

    Mono<DocumentPage> page(ListQuery query) {
        // The tops are read first: what comes between is in the list and again in the stream, never in neither.
        return documents.tops(query.box(), query.direction())
                .flatMap(tops -> items(query).map(items -> new DocumentPage(tops.position(),
                        new Cursor(tops.epoch(), tops.seq()).encode(), items)));
    }

    private Mono<List<DocumentView>> items(ListQuery query) {
        if (query.isPlain()) {
            return documents.page(query.box(), query.direction(), query.below(), query.limit()).collectList();
        }
        Mono<Void> ready = query.words() == null ? Mono.empty() : words(query.box(), query.direction());
        return ready.then(Mono.defer(() -> lists.positions(query)))
                .flatMap(positions -> positions.isEmpty()
                        ? Mono.just(List.of())
                        : documents.at(query.box(), query.direction(), positions).collectList());
    }

    private Mono<Void> words(long box, String direction) {
        return Mono.defer(() -> lists.writeWords(box, direction)).repeat()
                .takeUntil(written -> written == 0).then().timeout(PATIENCE)
                .onErrorMap(TimeoutException.class, late -> Refusal.of(ProblemType.OVERLOADED,
                        "This box is being made ready for search: repeat in a moment."));
    }

    Mono<DocumentCounters> counters(long box, String direction) {
        return lists.counters(box, direction);
    }

    /** Every difference between the counters that are kept and those that the documents give; none is right. */
    public Mono<List<String>> recount() {
        return lists.recount().collectList()
                .doOnNext(found -> found.forEach(each -> LOG.error("A counter of documents differs: {}", each)));
    }
}

package kz.centerpro.hub.docflow;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The paths of this room. */
final class DocumentRoutes {

    private DocumentRoutes() {}

    static RouterFunction<ServerResponse> of(SubmissionDoor submissions, BatchDoor batches, ListDoor lists,
            LinkDoor links, DownloadDoor downloads,
            DocumentDoor documents) {
        return route().POST("/v1/documents", submissions::submit)
                .POST("/v1/documents:batch", batches::submit).GET("/v1/submissions/{id}", submissions::status)
                .GET("/v1/documents", lists::list).GET("/v1/documents:download", downloads::download)
                .GET("/v1/documents/counters", lists::counters)
                .GET("/v1/documents/{number}", documents::get)
                .GET("/v1/documents/{number}/content", documents::content)
                .GET("/v1/documents/{number}/signatures", documents::signatures)
                .GET("/v1/documents/{number}/link", links::link)
                .POST("/v1/documents/{number}/receipts", documents::receipt)
                .POST("/v1/documents/{number}/withdrawals", documents::withdraw).build();
    }
}

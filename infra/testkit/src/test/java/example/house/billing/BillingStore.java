package example.house.billing;

import example.house.kernel.Ids;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

public final class BillingStore {

    private final DatabaseClient database;
    private final Ids ids = new Ids();

    public BillingStore(DatabaseClient database) {
        this.database = database;
    }

    public Flux<String> list() {
        return Flux.just("a", "b").flatMap(this::insert, 4);
    }

    private Mono<String> insert(String text) {
        return database.sql("insert").bind("id", ids.next()).then().thenReturn(text);
    }
}

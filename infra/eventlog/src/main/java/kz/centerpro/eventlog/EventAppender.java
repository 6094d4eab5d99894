package kz.centerpro.eventlog;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * Appends events inside the caller's transaction. It locks the box rows until commit, so it is the transaction's last
 * statement; ring the {@link Bell} with what it returned only after the commit.
 */
public final class EventAppender {

    private static final String APPEND = """
            select box_id, top_seq, epoch, events from eventlog.append(:boxes, :ids, :types, :subjects, :at, :datas)""";

    private final DatabaseClient client;

    public EventAppender(DatabaseClient client) {
        this.client = client;
    }

    /**
     * Appends in list order within each box, all with the same time. Returns the new top of each box touched, and the
     * events.
     */
    public Mono<List<BoxTop>> append(Instant at, List<NewEvent> events) {
        if (events.isEmpty()) {
            return Mono.just(List.of());
        }
        return Mono.defer(() -> client.sql(APPEND)
                .bind("boxes", events.stream().map(NewEvent::box).toArray(Long[]::new))
                .bind("ids", events.stream().map(NewEvent::id).toArray(UUID[]::new))
                .bind("types", events.stream().map(NewEvent::type).toArray(String[]::new))
                .bind("subjects", events.stream().map(NewEvent::subject).toArray(String[]::new))
                .bind("at", OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
                .bind("datas", events.stream().map(NewEvent::dataJson).toArray(String[]::new))
                .map(EventAppender::top).all().collectList());
    }

    private static BoxTop top(Readable row) {
        return new BoxTop(Objects.requireNonNull(row.get("box_id", Long.class)),
                Objects.requireNonNull(row.get("epoch", Integer.class)),
                Objects.requireNonNull(row.get("top_seq", Long.class)), row.get("events", String.class));
    }
}

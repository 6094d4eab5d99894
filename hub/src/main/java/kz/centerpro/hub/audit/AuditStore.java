package kz.centerpro.hub.audit;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import kz.centerpro.contracts.access.AuditView;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.hub.kernel.Rows;
import kz.centerpro.hub.kernel.Tx;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Rows of {@code audit.entry}. */
final class AuditStore {

    private final Tx tx;

    AuditStore(Tx tx) {
        this.tx = tx;
    }

    Mono<Void> append(List<AuditNote> notes) {
        return tx.client().sql("select audit.append(:boxes, :ats, :actors, :sessions, :ips, :actions, :objects, "
                + ":statuses) as written")
                .bind("boxes", notes.stream().map(AuditNote::box).toArray(Long[]::new))
                .bind("ats", notes.stream().map(note -> note.at().toEpochMilli()).toArray(Long[]::new))
                .bind("actors", texts(notes, AuditNote::actor)).bind("sessions", texts(notes, AuditNote::session))
                .bind("ips", texts(notes, AuditNote::ip)).bind("actions", texts(notes, AuditNote::action))
                .bind("objects", texts(notes, AuditNote::object))
                .bind("statuses", notes.stream().map(AuditNote::status).toArray(Integer[]::new)).then();
    }

    private static String[] texts(List<AuditNote> notes, Function<AuditNote, @Nullable Object> field) {
        return notes.stream().map(note -> {
            Object value = field.apply(note);
            return value == null ? "" : value.toString();
        }).toArray(String[]::new);
    }

    /** The newest first. */
    Flux<AuditView> list(long box, long below, int limit, @Nullable String action) {
        return tx.client().sql("""
                select e.no, e.at_ms, e.actor, coalesce(s.name, c.name) as actor_name, e.session, e.ip, e.action,
                       e.object, e.status::int as status, encode(e.hash, 'hex') as hash,
                       coalesce(encode(p.hash, 'hex'), encode(sha256(''::bytea), 'hex')) as previous
                  from audit.entry e
                  left join audit.entry p on p.box_id = e.box_id and p.no = e.no - 1
                  left join hub.signatory s on s.id = e.actor
                  left join hub.api_credential c on c.id = e.actor
                 where e.box_id = :box and e.no < :below and (:action = '' or e.action = :action)
                 order by e.no desc limit :limit""")
                .bind("box", box).bind("below", below).bind("limit", limit).bind("action", action == null ? "" : action)
                .map(AuditStore::view).all();
    }

    private static AuditView view(Readable row) {
        UUID actor = row.get("actor", UUID.class);
        UUID session = row.get("session", UUID.class);
        return new AuditView(Rows.get(row, "no", Long.class),
                WireTime.format(Instant.ofEpochMilli(Rows.get(row, "at_ms", Long.class))),
                actor == null ? null : actor.toString(), row.get("actor_name", String.class),
                session == null ? null : session.toString(), row.get("ip", String.class),
                Rows.get(row, "action", String.class), row.get("object", String.class),
                Rows.get(row, "status", Integer.class), Rows.get(row, "hash", String.class),
                Rows.get(row, "previous", String.class));
    }
}

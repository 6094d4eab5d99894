package kz.centerpro.notification.kernel;

import java.time.Instant;
import kz.centerpro.door.Act;
import reactor.core.publisher.Mono;

/** Calls {@code audit.append}: the account's log of acts is the hub's, and is only added to. */
final class ActStore {

    private final NotificationDatabase database;

    ActStore(NotificationDatabase database) {
        this.database = database;
    }

    Mono<Void> append(Act act, String action, Instant at) {
        return database.client().sql("select audit.append(:boxes, :ats, :actors, :sessions, :ips, :actions, :objects, "
                + ":statuses) as written").bind("boxes", new Long[]{act.caller().box()})
                .bind("ats", new Long[]{at.toEpochMilli()})
                .bind("actors", new String[]{act.caller().signatory().toString()})
                .bind("sessions", new String[]{act.caller().session().toString()})
                .bind("ips", new String[]{act.ip() == null ? "" : act.ip()}).bind("actions", new String[]{action})
                .bind("objects", new String[]{act.object()}).bind("statuses", new Integer[]{act.status()}).then();
    }
}

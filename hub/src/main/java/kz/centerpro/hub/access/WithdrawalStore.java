package kz.centerpro.hub.access;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import kz.centerpro.door.Withdrawal;
import kz.centerpro.door.WithdrawalSource;
import kz.centerpro.hub.kernel.Rows;
import kz.centerpro.hub.kernel.Tx;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Rows of {@code access.withdrawal}: whose tokens count no longer, in every process. */
final class WithdrawalStore implements WithdrawalSource {

    /** After {@code with ended as (… returning id)}: one statement, so that nothing ends without its tokens ending. */
    static final String ENDED = " insert into access.withdrawal (id, until) select id, :until from ended";
    /** A token may be minted a moment after its session was seen to be open. */
    private static final Duration SLACK = Duration.ofMinutes(1);

    private final Tx tx;

    WithdrawalStore(Tx tx) {
        this.tx = tx;
    }

    /** When the last token of what ends now has ended by itself. */
    static Instant until(Instant now, Duration tokenLifetime) {
        return now.plus(tokenLifetime).plus(SLACK);
    }

    @Override
    public Flux<Withdrawal> since(Instant at) {
        return tx.client().sql("select id, at, until, lifted from access.withdrawal where at > :at").bind("at", at)
                .map(row -> new Withdrawal(Rows.get(row, "id", UUID.class), Rows.get(row, "at", Instant.class),
                        Rows.get(row, "until", Instant.class), Rows.get(row, "lifted", Boolean.class)))
                .all();
    }

    Mono<Long> purge(Instant endedBefore) {
        return tx.client().sql("delete from access.withdrawal where until < :before").bind("before", endedBefore)
                .fetch().rowsUpdated();
    }
}

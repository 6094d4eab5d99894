package kz.centerpro.hub.agreement;

import java.time.Instant;
import java.util.Objects;
import kz.centerpro.hub.kernel.Tx;
import reactor.core.publisher.Mono;

/** Rows of {@code hub.offer_announcement}: how far the news of a version has been carried. */
final class AnnouncementStore {

    private final Tx tx;

    /** News under way: the next box to hear it is the first after {@code boxUpto}. */
    record Underway(int offerNo, long boxUpto) {}

    AnnouncementStore(Tx tx) {
        this.tx = tx;
    }

    Mono<Void> open(int offerNo) {
        return tx.client().sql("insert into hub.offer_announcement (offer_no) values (:no)").bind("no", offerNo)
                .then();
    }

    /** The oldest news under way that no other node carries just now; locked until the transaction ends. */
    Mono<Underway> lockNext() {
        return tx.client().sql("""
                select offer_no, box_upto from hub.offer_announcement where done_at is null
                 order by offer_no limit 1 for update skip locked""")
                .map(row -> new Underway(Objects.requireNonNull(row.get("offer_no", Integer.class)),
                        Objects.requireNonNull(row.get("box_upto", Long.class))))
                .one();
    }

    Mono<Void> advance(int offerNo, long boxUpto) {
        return tx.client().sql("update hub.offer_announcement set box_upto = :upto where offer_no = :no")
                .bind("upto", boxUpto).bind("no", offerNo).then();
    }

    Mono<Void> close(int offerNo, Instant at) {
        return tx.client().sql("update hub.offer_announcement set done_at = :at where offer_no = :no")
                .bind("at", at).bind("no", offerNo).then();
    }
}

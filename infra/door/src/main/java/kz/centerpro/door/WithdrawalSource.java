package kz.centerpro.door;

import java.time.Instant;
import reactor.core.publisher.Flux;

/** Where withdrawals are kept for all processes. */
public interface WithdrawalSource {

    /** Those recorded after {@code at}, by the store's own clock. */
    Flux<Withdrawal> since(Instant at);
}

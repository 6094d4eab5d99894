package kz.centerpro.hub.payment;

import reactor.core.publisher.Mono;

/** What tariffs cost now; whoever has them provides it. */
public interface PriceList {

    /** In tiyn, tax included; empty when nobody can start that tariff now. */
    Mono<Long> price(String tariff);
}

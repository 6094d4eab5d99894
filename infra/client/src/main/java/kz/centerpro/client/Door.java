package kz.centerpro.client;

import reactor.core.publisher.Flux;

/** One way to a box. A subscription is one connection; it ends with an error unless the hub ended it well. */
interface Door {

    Flux<Frame> open(String token, Ask ask);
}

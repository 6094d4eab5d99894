package kz.centerpro.hub.acquiring;

import java.net.URI;
import java.net.InetSocketAddress;
import java.util.UUID;
import kz.centerpro.contracts.billing.CardPaymentRequest;
import kz.centerpro.contracts.billing.CardPaymentView;
import kz.centerpro.contracts.billing.Money;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.contracts.wire.HeaderNames;
import kz.centerpro.door.Callers;
import kz.centerpro.door.PathIds;
import kz.centerpro.hub.participant.MinuteMeter;
import kz.centerpro.hub.participant.Participant;
import kz.centerpro.hub.participant.Participants;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Handlers of payments by card, and of the acquirer's messages. */
final class CardDoor {

    private final CardDesk desk;
    private final Participants participants;
    private final Callers callers;
    private final MinuteMeter orders;
    private final MinuteMeter messages;

    /**
     * @param orders
     *            that one participant may make
     * @param messages
     *            that one address may send
     */
    CardDoor(CardDesk desk, Participants participants, Callers callers, MinuteMeter orders, MinuteMeter messages) {
        this.desk = desk;
        this.participants = participants;
        this.callers = callers;
        this.orders = orders;
        this.messages = messages;
    }

    Mono<ServerResponse> order(ServerRequest request) {
        String key = request.headers().firstHeader(HeaderNames.IDEMPOTENCY_KEY);
        return caller(request).doOnNext(payer -> orders.count(payer.id().toString()))
                .flatMap(payer -> request.bodyToMono(CardPaymentRequest.class)
                        .switchIfEmpty(Mono.error(
                                () -> Refusal.of(ProblemType.MALFORMED_REQUEST, "A JSON body is needed.")))
                        .flatMap(asked -> desk.order(payer, asked, key)))
                .flatMap(CardDoor::answered);
    }

    private static Mono<ServerResponse> answered(CardDesk.Ordered ordered) {
        ServerResponse.BodyBuilder answer = ordered.fresh()
                ? ServerResponse.created(URI.create("/v1/card-payments/" + ordered.order().id()))
                : ServerResponse.ok().header(HeaderNames.IDEMPOTENCY_REPLAYED, "true");
        return answer.header(HttpHeaders.CACHE_CONTROL, "no-store").bodyValue(view(ordered.order()));
    }

    Mono<ServerResponse> show(ServerRequest request) {
        UUID id = PathIds.of(request, "id",
                () -> Refusal.of(ProblemType.NOT_FOUND, "There is no such payment by card."));
        return caller(request).flatMap(payer -> desk.get(payer.boxId(), id)).flatMap(
                order -> ServerResponse.ok().header(HttpHeaders.CACHE_CONTROL, "no-store").bodyValue(view(order)));
    }

    /** Only the order and its secret are read; the rest, with what it tells of a card, is passed over. */
    Mono<ServerResponse> message(ServerRequest request) {
        messages.count(request.remoteAddress().map(InetSocketAddress::getHostString).orElse(""));
        return request.bodyToMono(JsonNode.class)
                .switchIfEmpty(Mono.error(() -> Refusal.of(ProblemType.MALFORMED_REQUEST, "A JSON body is needed.")))
                .flatMap(told -> desk.hinted(first(told, "invoiceId", "invoiceID"), first(told, "secret_hash")))
                .then(Mono.defer(() -> ServerResponse.noContent().build()));
    }

    private static String first(JsonNode told, String... names) {
        for (String name : names) {
            if (told.path(name).isString()) {
                return told.path(name).asString();
            }
        }
        return "";
    }

    private Mono<Participant> caller(ServerRequest request) {
        return Mono.defer(() -> participants.get(callers.of(request).registeredParticipant()));
    }

    private static CardPaymentView view(CardOrder order) {
        boolean open = order.state().equals("NEW");
        return new CardPaymentView(order.id().toString(), order.state(), Money.ofTiyn(order.amount()), order.invoice(),
                order.scheme(), open ? order.page() : null, order.reason(), WireTime.format(order.createdAt()),
                WireTime.format(order.changedAt()));
    }
}

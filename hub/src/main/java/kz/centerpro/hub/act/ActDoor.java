package kz.centerpro.hub.act;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import kz.centerpro.contracts.billing.ActAcceptance;
import kz.centerpro.contracts.billing.ActPreference;
import kz.centerpro.contracts.billing.ActRefusal;
import kz.centerpro.contracts.billing.ActView;
import kz.centerpro.contracts.billing.Money;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.Callers;
import kz.centerpro.door.Problems;
import kz.centerpro.hub.kernel.Bulkhead;
import kz.centerpro.hub.paper.HtmlPaper;
import kz.centerpro.hub.participant.Participant;
import kz.centerpro.hub.participant.Participants;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Handlers of {@code /v1/acts} and {@code /v1/act-preferences}. */
final class ActDoor {

    private static final int PAGE_DEFAULT = 24;
    private static final int PAGE_MAX = 120;
    /** In the order of preference where the caller has none. */
    private static final List<MediaType> FORMS = List.of(MediaType.APPLICATION_JSON, MediaType.TEXT_HTML,
            MediaType.APPLICATION_PDF);
    private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");
    private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);

    private final Acts acts;
    private final Participants participants;
    private final Callers callers;
    private final Bulkhead io;

    ActDoor(Acts acts, Participants participants, Callers callers, Bulkhead io) {
        this.acts = acts;
        this.participants = participants;
        this.callers = callers;
        this.io = io;
        ActPaper.in("ru"); // reads the words here, not on an event loop
    }

    Mono<ServerResponse> preference(ServerRequest request) {
        return caller(request).flatMap(acts::preference)
                .flatMap(preference -> ServerResponse.ok().bodyValue(preference));
    }

    Mono<ServerResponse> prefer(ServerRequest request) {
        return caller(request).flatMap(self -> body(request, ActPreference.class)
                .flatMap(asked -> acts.prefer(self, asked)))
                .flatMap(preference -> ServerResponse.ok().bodyValue(preference));
    }

    Mono<ServerResponse> list(ServerRequest request) {
        String language = language(request);
        int limit = limit(request);
        String below = request.queryParam("below").orElse(null);
        return caller(request)
                .flatMap(self -> Mono.zip(acts.list(self.boxId(), below, limit).collectList(), acts.today(),
                        (kept, today) -> kept.stream().map(each -> view(each, today, language)).toList()))
                .flatMap(items -> ServerResponse.ok().bodyValue(new ActView.Page(items,
                        items.size() < limit ? null : items.getLast().number())));
    }

    Mono<ServerResponse> show(ServerRequest request) {
        MediaType form = form(request);
        String language = language(request);
        return kept(request).flatMap(kept -> shown(kept, form, language));
    }

    private Mono<ServerResponse> shown(ActStore.Kept kept, MediaType form, String language) {
        ServerResponse.BodyBuilder answer = ServerResponse.ok().header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT, HttpHeaders.ACCEPT_LANGUAGE);
        if (form.equals(MediaType.APPLICATION_JSON)) {
            return viewed(kept, language).flatMap(answer::bodyValue);
        }
        answer.header(HttpHeaders.CONTENT_LANGUAGE, language);
        if (form.equals(MediaType.TEXT_HTML)) {
            return io.run(() -> HtmlPaper.of(ActPaper.in(language).paper(kept.act())))
                    .flatMap(html -> answer.contentType(HTML).header("Content-Security-Policy",
                            "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'").bodyValue(html));
        }
        return acts.paper(kept.act().number(), language).flatMap(pdf -> answer.contentType(MediaType.APPLICATION_PDF)
                .header(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"act-" + kept.act().number() + ".pdf\"")
                .bodyValue(pdf));
    }

    Mono<ServerResponse> usage(ServerRequest request) {
        return caller(request).flatMap(self -> acts.get(self.boxId(), request.pathVariable("number"))
                .flatMap(kept -> acts.used(self.boxId(), kept.act()).flatMap(used -> ServerResponse.ok()
                        .contentType(CSV).header(HttpHeaders.CONTENT_DISPOSITION,
                                "attachment; filename=\"usage-" + kept.act().number() + ".csv\"")
                        .bodyValue(csv(used)))));
    }

    private static String csv(List<ActStore.Used> used) {
        StringBuilder text = new StringBuilder("day,metric,subscription,quantity,bytes\r\n");
        used.forEach(line -> text.append(line.day()).append(',').append(line.metric()).append(',')
                .append(line.subscription()).append(',').append(line.quantity()).append(',').append(line.bytes())
                .append("\r\n"));
        return text.toString();
    }

    Mono<ServerResponse> accept(ServerRequest request) {
        String language = language(request);
        return caller(request).flatMap(self -> body(request, ActAcceptance.class)
                .flatMap(asked -> acts.accept(callers.of(request), self, request.pathVariable("number"), asked)))
                .flatMap(kept -> viewed(kept, language).flatMap(view -> ServerResponse
                        .status(kept.act().state() == Act.State.ISSUED ? 202 : 200).bodyValue(view)));
    }

    Mono<ServerResponse> refuse(ServerRequest request) {
        String language = language(request);
        return caller(request).flatMap(self -> body(request, ActRefusal.class)
                .flatMap(asked -> acts.refuse(callers.of(request), self, request.pathVariable("number"), asked)))
                .flatMap(kept -> viewed(kept, language)).flatMap(view -> ServerResponse.ok().bodyValue(view));
    }

    private Mono<ActView> viewed(ActStore.Kept kept, String language) {
        return acts.today().map(today -> view(kept, today, language));
    }

    private Mono<ActStore.Kept> kept(ServerRequest request) {
        return caller(request).flatMap(self -> acts.get(self.boxId(), request.pathVariable("number")));
    }

    private Mono<Participant> caller(ServerRequest request) {
        return Mono.defer(() -> participants.get(callers.of(request).registeredParticipant()));
    }

    static <T> Mono<T> body(ServerRequest request, Class<T> type) {
        return request.bodyToMono(type)
                .switchIfEmpty(Mono.error(() -> Refusal.of(ProblemType.MALFORMED_REQUEST, "A JSON body is needed.")));
    }

    /** Kazakh where that is asked for, else Russian, which prevails (clause 13.9). */
    private static String language(ServerRequest request) {
        String asked = request.headers().firstHeader(HttpHeaders.ACCEPT_LANGUAGE);
        return asked != null && Problems.language(asked).equals("kk") ? "kk" : "ru";
    }

    private static MediaType form(ServerRequest request) {
        List<MediaType> asked = new ArrayList<>(request.headers().accept());
        MimeTypeUtils.sortBySpecificity(asked);
        for (MediaType each : asked.isEmpty() ? List.of(MediaType.ALL) : asked) {
            for (MediaType form : FORMS) {
                if (each.includes(form)) {
                    return form;
                }
            }
        }
        throw Refusal.of(ProblemType.NOT_ACCEPTABLE,
                "An act comes as application/json, text/html or application/pdf: see Accept.");
    }

    private static int limit(ServerRequest request) {
        String text = request.queryParam("limit").orElse(Integer.toString(PAGE_DEFAULT));
        if (text.matches("[0-9]{1,3}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= PAGE_MAX) {
            return Integer.parseInt(text);
        }
        throw Refusal.field("limit", "A number from 1 to " + PAGE_MAX + ".");
    }

    private static ActView view(ActStore.Kept kept, Acts.Today today, String language) {
        Act act = kept.act();
        Act.Answer answer = act.answer();
        return new ActView(act.number(), act.state().name(), act.month().toString(), WireTime.format(act.issuedAt()),
                act.answerUntil().toString(), act.state() == Act.State.ISSUED ? today.left(act) : null, act.seller(),
                act.buyer().requisites(),
                act.lines().stream()
                        .map(line -> new ActView.Line(line.subscription(), line.tariff(), line.version(),
                                line.name(language), line.startedOn().toString(),
                                line.vatPercent().stripTrailingZeros().toPlainString(), Money.ofTiyn(line.net()),
                                Money.ofTiyn(line.vat()), Money.ofTiyn(line.gross())))
                        .toList(),
                Money.ofTiyn(act.net()), Money.ofTiyn(act.vat()), Money.ofTiyn(act.gross()), kept.papers(),
                answer == null ? null : WireTime.format(answer.at()), answer == null ? null : answer.reason(),
                answer == null ? null : answer.signedBy(), answer == null ? null : answer.through(), document(kept));
    }

    private static ActView.@Nullable Document document(ActStore.Kept kept) {
        ActStore.Sent sent = kept.sent();
        return sent == null || sent.document() == null || !sent.arrived()
                ? null
                : new ActView.Document(sent.document(), sent.language());
    }
}

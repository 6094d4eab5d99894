package kz.centerpro.hub.payment;

import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import kz.centerpro.contracts.billing.InvoiceRequest;
import kz.centerpro.contracts.billing.InvoiceView;
import kz.centerpro.contracts.billing.Money;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.contracts.wire.HeaderNames;
import kz.centerpro.door.Callers;
import kz.centerpro.door.Problems;
import kz.centerpro.hub.kernel.Bulkhead;
import kz.centerpro.hub.paper.HtmlPaper;
import kz.centerpro.hub.paper.Paper;
import kz.centerpro.hub.paper.PdfPaper;
import kz.centerpro.hub.participant.MinuteMeter;
import kz.centerpro.hub.participant.Participant;
import kz.centerpro.hub.participant.Participants;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Handlers of {@code /v1/invoices}. */
final class InvoiceDoor {

    private static final int PAGE_DEFAULT = 50;
    private static final int PAGE_MAX = 200;
    /** In the order of preference where the caller has none. */
    private static final List<MediaType> FORMS = List.of(MediaType.APPLICATION_JSON, MediaType.TEXT_HTML,
            MediaType.APPLICATION_PDF);
    private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");

    private final Invoices invoices;
    private final Participants participants;
    private final Callers callers;
    private final MinuteMeter meter;
    private final Bulkhead io;

    InvoiceDoor(Invoices invoices, Participants participants, Callers callers, MinuteMeter meter, Bulkhead io) {
        this.invoices = invoices;
        this.participants = participants;
        this.callers = callers;
        this.meter = meter;
        this.io = io;
        InvoicePaper.in("ru"); // reads the words of all languages here, not on an event loop
    }

    Mono<ServerResponse> issue(ServerRequest request) {
        String key = request.headers().firstHeader(HeaderNames.IDEMPOTENCY_KEY);
        String language = language(request);
        return caller(request).doOnNext(payer -> meter.count(payer.id().toString()))
                .flatMap(payer -> request.bodyToMono(InvoiceRequest.class)
                        .switchIfEmpty(Mono.error(
                                () -> Refusal.of(ProblemType.MALFORMED_REQUEST, "A JSON body is needed.")))
                        .flatMap(asked -> invoices.issue(payer, asked, key)))
                .flatMap(issued -> answered(issued, language));
    }

    private static Mono<ServerResponse> answered(Invoices.Issued issued, String language) {
        ServerResponse.BodyBuilder answer = issued.fresh()
                ? ServerResponse.created(URI.create("/v1/invoices/" + issued.invoice().number()))
                : ServerResponse.ok().header(HeaderNames.IDEMPOTENCY_REPLAYED, "true");
        return answer.bodyValue(view(issued.invoice(), language));
    }

    Mono<ServerResponse> list(ServerRequest request) {
        String language = language(request);
        int limit = limit(request, PAGE_DEFAULT, PAGE_MAX);
        String below = request.queryParam("below").orElse(null);
        return caller(request).flatMapMany(payer -> invoices.list(payer.boxId(), below, limit))
                .map(invoice -> view(invoice, language)).collectList()
                .flatMap(items -> ServerResponse.ok().bodyValue(new InvoiceView.Page(items,
                        items.size() < limit ? null : items.getLast().number())));
    }

    Mono<ServerResponse> show(ServerRequest request) {
        MediaType form = form(request);
        String language = language(request);
        return caller(request).flatMap(payer -> invoices.get(payer.boxId(), request.pathVariable("number")))
                .flatMap(invoice -> shown(invoice, form, language));
    }

    private Mono<ServerResponse> shown(Invoice invoice, MediaType form, String language) {
        ServerResponse.BodyBuilder answer = ServerResponse.ok().header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT, HttpHeaders.ACCEPT_LANGUAGE);
        if (form.equals(MediaType.APPLICATION_JSON)) {
            return answer.bodyValue(view(invoice, language));
        }
        Supplier<Paper> paper = () -> InvoicePaper.in(language).paper(invoice);
        answer.header(HttpHeaders.CONTENT_LANGUAGE, language);
        if (form.equals(MediaType.TEXT_HTML)) {
            return io.run(() -> HtmlPaper.of(paper.get()))
                    .flatMap(html -> answer.contentType(HTML).header("Content-Security-Policy",
                            "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'").bodyValue(html));
        }
        return io.run(() -> PdfPaper.of(paper.get()))
                .flatMap(pdf -> answer.contentType(MediaType.APPLICATION_PDF)
                        .header(HttpHeaders.CONTENT_DISPOSITION,
                                "inline; filename=\"invoice-" + invoice.number() + ".pdf\"")
                        .bodyValue(pdf));
    }

    Mono<ServerResponse> cancel(ServerRequest request) {
        String language = language(request);
        return caller(request).flatMap(payer -> invoices.cancel(payer.boxId(), request.pathVariable("number")))
                .flatMap(invoice -> ServerResponse.ok().bodyValue(view(invoice, language)));
    }

    private Mono<Participant> caller(ServerRequest request) {
        return Mono.defer(() -> participants.get(callers.of(request).registeredParticipant()));
    }

    /** Without a wish the Russian text, which prevails (clause 13.9). */
    private static String language(ServerRequest request) {
        String asked = request.headers().firstHeader(HttpHeaders.ACCEPT_LANGUAGE);
        return asked == null ? "ru" : Problems.language(asked);
    }

    private static MediaType form(ServerRequest request) {
        List<MediaType> asked = new java.util.ArrayList<>(request.headers().accept());
        MimeTypeUtils.sortBySpecificity(asked);
        for (MediaType each : asked.isEmpty() ? List.of(MediaType.ALL) : asked) {
            for (MediaType form : FORMS) {
                if (each.includes(form)) {
                    return form;
                }
            }
        }
        throw Refusal.of(ProblemType.NOT_ACCEPTABLE, "An invoice comes as application/json, text/html or "
                + "application/pdf: see Accept.");
    }

    /** As many as asked for, within bounds. */
    static int limit(ServerRequest request, int usual, int most) {
        String text = request.queryParam("limit").orElse(Integer.toString(usual));
        if (text.matches("[0-9]{1,4}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= most) {
            return Integer.parseInt(text);
        }
        throw Refusal.field("limit", "A number from 1 to " + most + ".");
    }

    private static InvoiceView view(Invoice invoice, String language) {
        InvoicePaper words = InvoicePaper.in(language);
        return new InvoiceView(invoice.number(), invoice.state().name(), Money.ofTiyn(invoice.amount()),
                Money.ofTiyn(invoice.vat()), invoice.vatPercent().stripTrailingZeros().toPlainString(),
                Money.ofTiyn(invoice.paid()), invoice.tariff(), words.purpose(invoice),
                WireTime.format(invoice.issuedAt()), invoice.payBefore().toString(),
                invoice.paidAt() == null ? null : WireTime.format(invoice.paidAt()),
                invoice.cancelledAt() == null ? null : WireTime.format(invoice.cancelledAt()), invoice.payee(),
                invoice.payer(), words.note());
    }
}

package kz.centerpro.hub.ledger;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import kz.centerpro.contracts.billing.AccountStatement;
import kz.centerpro.contracts.billing.BonusRequest;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.Caller;
import kz.centerpro.door.Callers;
import kz.centerpro.door.Forms;
import kz.centerpro.door.Problems;
import kz.centerpro.hub.kernel.Bulkhead;
import kz.centerpro.hub.paper.PdfPaper;
import kz.centerpro.hub.participant.Participants;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Handlers of balance and statement, and of the operator's bonus and payout. */
final class BalanceDoor {

    private static final Logger LOG = LoggerFactory.getLogger(BalanceDoor.class);
    private static final ZoneId ALMATY = ZoneId.of("Asia/Almaty");
    private static final List<MediaType> FORMS = List.of(MediaType.APPLICATION_JSON, Forms.CSV,
            MediaType.APPLICATION_PDF);
    private static final List<String> HEAD = List.of("at", "day", "account", "kind", "reference", "memo", "amount",
            "currency");
    private static final int DAYS_MAX = 366;
    private static final int DAYS_USUAL = 30;
    private static final long AMOUNT_MAX = 100_000_000_000L;

    private final Ledger ledger;
    private final Participants participants;
    private final Bulkhead io;
    private final Callers callers;
    private final Clock clock;

    BalanceDoor(Ledger ledger, Participants participants, Bulkhead io, Callers callers, Clock clock) {
        this.ledger = ledger;
        this.participants = participants;
        this.io = io;
        this.callers = callers;
        this.clock = clock;
        StatementPaper.in("ru"); // reads the words of all languages here, not on an event loop
    }

    Mono<ServerResponse> balance(ServerRequest request) {
        return ledger.balance(box(request)).flatMap(view -> ServerResponse.ok().bodyValue(view));
    }

    /** JSON, CSV or PDF, as the caller accepts. */
    Mono<ServerResponse> statement(ServerRequest request) {
        long box = box(request);
        MediaType form = Forms.chosen(request, FORMS);
        LocalDate today = LocalDate.ofInstant(clock.instant(), ALMATY);
        LocalDate to = day(request, "to", today);
        LocalDate from = day(request, "from", to.minusDays(DAYS_USUAL));
        if (from.isAfter(to) || from.plusDays(DAYS_MAX).isBefore(to)) {
            throw Refusal.field("from",
                    "Give a day that is not after to, and at most " + DAYS_MAX + " days before it.");
        }
        return ledger.statement(box, from, to).flatMap(found -> {
            if (form.equals(MediaType.APPLICATION_JSON)) {
                return ServerResponse.ok().bodyValue(found);
            }
            return form.equals(Forms.CSV)
                    ? Forms.csv("statement-" + from + "-" + to, HEAD, rows(found))
                    : paper(request, found);
        });
    }

    private Mono<ServerResponse> paper(ServerRequest request, AccountStatement found) {
        String asked = request.headers().firstHeader(HttpHeaders.ACCEPT_LANGUAGE);
        String language = asked == null ? "ru" : Problems.language(asked); // the Russian text prevails (clause 13.9)
        return participants.get(callers.of(request).registeredParticipant())
                .flatMap(owner -> io.run(() -> PdfPaper.of(StatementPaper.in(language).paper(owner, found))))
                .flatMap(pdf -> ServerResponse.ok().contentType(MediaType.APPLICATION_PDF)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store").header(HttpHeaders.CONTENT_LANGUAGE, language)
                        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT, HttpHeaders.ACCEPT_LANGUAGE)
                        .header(HttpHeaders.CONTENT_DISPOSITION,
                                "inline; filename=\"statement-" + found.from() + "-" + found.to() + ".pdf\"")
                        .bodyValue(pdf));
    }

    Mono<ServerResponse> bonus(ServerRequest request) {
        return given(request).flatMap(it -> ledger.giveBonus(it.box, it.reference, it.tiyn, it.memo))
                .then(ServerResponse.noContent().build());
    }

    Mono<ServerResponse> payOut(ServerRequest request) {
        return given(request).flatMap(it -> ledger.payOut(it.box, it.reference, it.tiyn, it.memo))
                .then(ServerResponse.noContent().build());
    }

    private record Given(long box, String reference, long tiyn, String memo) {}

    private Mono<Given> given(ServerRequest request) {
        Caller staff = callers.of(request).requireStaff();
        return request.bodyToMono(BonusRequest.class)
                .switchIfEmpty(Mono.error(() -> Refusal.of(ProblemType.MALFORMED_REQUEST, "A JSON body is needed.")))
                .map(typed -> checked(typed, staff));
    }

    private static Given checked(BonusRequest typed, Caller staff) {
        String reference = typed.reference();
        if (reference == null || !reference.matches("[A-Za-z0-9._-]{1,80}")) {
            throw Refusal.field("reference", "Give a reference of 1 to 80 letters, digits, dots, hyphens.");
        }
        Long box = typed.box();
        if (box == null || box < 1) {
            throw Refusal.field("box", "Give the participant's box.");
        }
        long tiyn = typed.amount() == null ? 0 : typed.amount().tiyn().orElse(0L);
        if (tiyn < 1 || tiyn > AMOUNT_MAX) {
            throw Refusal.field("amount",
                    "Give an amount above zero, such as {\"amount\":\"100.00\",\"currency\":\"KZT\"}.");
        }
        String memo = typed.memo() == null ? "" : typed.memo().strip();
        if (memo.length() > 200) {
            throw Refusal.field("memo", "Say it in at most 200 characters.");
        }
        LOG.info("{} of the books by {}", reference, staff.signatory()); // who, for the operator's own record
        return new Given(box, reference, tiyn, memo);
    }

    private long box(ServerRequest request) {
        Caller caller = callers.of(request);
        caller.registeredParticipant();
        return caller.box();
    }

    private static LocalDate day(ServerRequest request, String name, LocalDate usual) {
        @Nullable
        String typed = request.queryParam(name).orElse(null);
        try {
            return typed == null ? usual : LocalDate.parse(typed);
        } catch (DateTimeException notADay) {
            throw Refusal.field(name, "Give a day as 2026-03-31.");
        }
    }

    private static Stream<List<String>> rows(AccountStatement found) {
        return found.lines().stream()
                .map(line -> List.of(line.at(), line.day(), line.account(), line.kind(), line.reference(), line.memo(),
                        String.valueOf(line.amount().amount()), String.valueOf(line.amount().currency())));
    }
}

package kz.centerpro.hub.ledger;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kz.centerpro.contracts.billing.AccountStatement;
import kz.centerpro.contracts.billing.BonusRequest;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.Caller;
import kz.centerpro.door.Callers;
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
    private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);
    private static final int DAYS_MAX = 366;
    private static final int DAYS_USUAL = 30;
    private static final long AMOUNT_MAX = 100_000_000_000L;

    private final Ledger ledger;
    private final Callers callers;
    private final Clock clock;

    BalanceDoor(Ledger ledger, Callers callers, Clock clock) {
        this.ledger = ledger;
        this.callers = callers;
        this.clock = clock;
    }

    Mono<ServerResponse> balance(ServerRequest request) {
        return ledger.balance(box(request)).flatMap(view -> ServerResponse.ok().bodyValue(view));
    }

    /** JSON, or CSV when the caller accepts that first. */
    Mono<ServerResponse> statement(ServerRequest request) {
        long box = box(request);
        LocalDate today = LocalDate.ofInstant(clock.instant(), ALMATY);
        LocalDate to = day(request, "to", today);
        LocalDate from = day(request, "from", to.minusDays(DAYS_USUAL));
        if (from.isAfter(to) || from.plusDays(DAYS_MAX).isBefore(to)) {
            throw Refusal.field("from",
                    "Give a day that is not after to, and at most " + DAYS_MAX + " days before it.");
        }
        List<MediaType> accepted = request.headers().accept();
        boolean csv = !accepted.isEmpty() && accepted.getFirst().equalsTypeAndSubtype(CSV);
        return ledger.statement(box, from, to).flatMap(found -> csv
                ? ServerResponse.ok().contentType(CSV).header(HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"statement-" + found.from() + "-" + found.to() + ".csv\"")
                        .bodyValue(csv(found))
                : ServerResponse.ok().bodyValue(found));
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

    private static String csv(AccountStatement found) {
        return Stream.concat(Stream.of("at,day,account,kind,reference,memo,amount,currency"),
                found.lines().stream().map(line -> Stream.of(line.at(), line.day(), line.account(), line.kind(),
                        line.reference(), line.memo(), String.valueOf(line.amount().amount()),
                        String.valueOf(line.amount().currency())).map(BalanceDoor::quoted)
                        .collect(Collectors.joining(","))))
                .collect(Collectors.joining("\r\n", "\uFEFF", "\r\n"));
    }

    /** RFC 4180; a field that a spreadsheet would run as a formula is kept as text. */
    private static String quoted(String field) {
        String safe = field.matches("[=+@\\t\\r].*") ? "'" + field : field;
        return safe.matches("[^\",\\r\\n]*") ? safe : "\"" + safe.replace("\"", "\"\"") + "\"";
    }
}

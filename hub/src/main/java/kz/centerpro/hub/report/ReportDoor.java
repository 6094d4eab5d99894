package kz.centerpro.hub.report;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import kz.centerpro.contracts.billing.BalancesReport;
import kz.centerpro.contracts.billing.Money;
import kz.centerpro.contracts.billing.RevenueReport;
import kz.centerpro.contracts.billing.SuspenseReport;
import kz.centerpro.contracts.billing.VatReport;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.Callers;
import kz.centerpro.door.Forms;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Handlers of {@code /v1/admin/reports}: JSON, or CSV where that is accepted. */
final class ReportDoor {

    private static final ZoneId ALMATY = ZoneId.of("Asia/Almaty");
    private static final int DAYS_MAX = 366;
    private static final int DAYS_USUAL = 30;

    private final Reports reports;
    private final Callers callers;
    private final Clock clock;

    ReportDoor(Reports reports, Callers callers, Clock clock) {
        this.reports = reports;
        this.callers = callers;
        this.clock = clock;
    }

    Mono<ServerResponse> revenue(ServerRequest request) {
        boolean csv = csv(request);
        LocalDate to = day(request, "to", LocalDate.ofInstant(clock.instant(), ALMATY));
        LocalDate from = day(request, "from", to.minusDays(DAYS_USUAL));
        if (from.isAfter(to) || from.plusDays(DAYS_MAX).isBefore(to)) {
            throw Refusal.field("from",
                    "Give a day that is not after to, and at most " + DAYS_MAX + " days before it.");
        }
        return reports.revenue(from, to).flatMap(found -> csv
                ? Forms.csv("revenue-" + from + "-" + to,
                        List.of("day", "product", "net", "vat", "gross", "bonus", "count", "currency"), rows(found))
                : ServerResponse.ok().bodyValue(found));
    }

    private static Stream<List<String>> rows(RevenueReport found) {
        return found.rows().stream()
                .map(row -> List.of(row.day(), row.product(), text(row.sums().net()), text(row.sums().vat()),
                        text(row.sums().gross()), text(row.sums().bonus()), Long.toString(row.sums().count()),
                        Money.TENGE));
    }

    Mono<ServerResponse> tax(ServerRequest request) {
        boolean csv = csv(request);
        return reports.tax(period(request)).flatMap(found -> csv
                ? Forms.csv("vat-" + found.period(), List.of("day", "percent", "turnover", "vat", "currency"),
                        rows(found))
                : ServerResponse.ok().bodyValue(found));
    }

    private static Stream<List<String>> rows(VatReport found) {
        return found.rows().stream().map(
                row -> List.of(row.day(), row.percent(), text(row.turnover()), text(row.vat()), Money.TENGE));
    }

    Mono<ServerResponse> suspense(ServerRequest request) {
        boolean csv = csv(request);
        return reports.suspense().flatMap(found -> csv
                ? Forms.csv("suspense", List.of("payment", "since", "hours", "amount", "currency", "memo"), rows(found))
                : ServerResponse.ok().bodyValue(found));
    }

    private static Stream<List<String>> rows(SuspenseReport found) {
        return found.rows().stream().map(row -> List.of(row.payment(), row.since(), Long.toString(row.hours()),
                text(row.amount()), Money.TENGE, row.memo()));
    }

    Mono<ServerResponse> balances(ServerRequest request) {
        boolean csv = csv(request);
        return reports.balances().flatMap(found -> csv
                ? Forms.csv("balances", List.of("account", "unit", "accounts", "amount"), rows(found))
                : ServerResponse.ok().bodyValue(found));
    }

    private static Stream<List<String>> rows(BalancesReport found) {
        return found.lines().stream().map(
                line -> List.of(line.account(), line.unit(), Long.toString(line.accounts()), line.amount()));
    }

    private boolean csv(ServerRequest request) {
        callers.of(request).requireStaff();
        return Forms.asCsv(request);
    }

    private static String text(Money money) {
        return String.valueOf(money.amount());
    }

    /** A month such as {@code 2026-03}. */
    private static YearMonth period(ServerRequest request) {
        try {
            return YearMonth.parse(request.queryParam("period").orElse(""));
        } catch (DateTimeException notAMonth) {
            throw Refusal.field("period", "Give a month as 2026-03.");
        }
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
}

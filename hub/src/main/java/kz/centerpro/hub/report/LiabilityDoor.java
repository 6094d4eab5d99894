package kz.centerpro.hub.report;

import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import kz.centerpro.contracts.billing.ForceMajeureRequest;
import kz.centerpro.contracts.billing.ForceMajeureView;
import kz.centerpro.contracts.billing.LiabilityClaimRequest;
import kz.centerpro.contracts.billing.LiabilityClaimView;
import kz.centerpro.contracts.billing.LiabilityView;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.contracts.wire.HeaderNames;
import kz.centerpro.door.Caller;
import kz.centerpro.door.Callers;
import kz.centerpro.door.Forms;
import kz.centerpro.door.PathIds;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Handlers of claims and of force majeure; for the operator's staff. */
final class LiabilityDoor {

    private static final Set<String> KINDS = Set.of("DATA_LOSS", "OTHER");
    private static final int MEMO_MAX = 200;
    private static final int KEY_MAX = 200;
    private static final List<String> HEAD = List.of("taxId", "forceMajeure", "dataLossCap", "totalCap", "settled",
            "dataLossRemaining", "remaining");

    private final Liabilities liabilities;
    private final Callers callers;

    LiabilityDoor(Liabilities liabilities, Callers callers) {
        this.liabilities = liabilities;
        this.callers = callers;
    }

    /** {@code GET /v1/admin/reports/liability?taxId=&country=}: JSON, or CSV where that is accepted. */
    Mono<ServerResponse> show(ServerRequest request) {
        callers.of(request).requireStaff();
        boolean csv = Forms.asCsv(request);
        return liabilities
                .show(new Liabilities.Who(request.queryParam("country").orElse(null),
                        request.queryParam("taxId").orElse(null)))
                .flatMap(view -> csv
                        ? Forms.csv("liability-" + view.taxId(), HEAD, Stream.of(row(view)))
                        : ServerResponse.ok().bodyValue(view));
    }

    private static List<String> row(LiabilityView view) {
        return Stream.concat(Stream.of(view.taxId(), Boolean.toString(view.forceMajeure())),
                Stream.of(view.dataLossCap(), view.totalCap(), view.settled(), view.dataLossRemaining(),
                        view.remaining()).map(money -> String.valueOf(money.amount())))
                .toList();
    }

    Mono<ServerResponse> settle(ServerRequest request) {
        Caller staff = callers.of(request).requireStaff();
        String key = request.headers().firstHeader(HeaderNames.IDEMPOTENCY_KEY);
        if (key != null && (key.isBlank() || key.length() > KEY_MAX)) {
            throw Refusal.field(HeaderNames.IDEMPOTENCY_KEY, "Give a key of 1 to " + KEY_MAX + " characters.");
        }
        return body(request, LiabilityClaimRequest.class).map(typed -> checked(typed, key))
                .flatMap(claim -> liabilities.settle(claim, staff.signatory()))
                .flatMap(settled -> settled.fresh()
                        ? ServerResponse.created(URI.create("/v1/admin/liability-claims")).bodyValue(settled.claim())
                        : ServerResponse.ok().header(HeaderNames.IDEMPOTENCY_REPLAYED, "true")
                                .bodyValue(settled.claim()));
    }

    private static Liabilities.Typed checked(LiabilityClaimRequest typed, @Nullable String key) {
        String kind = typed.kind();
        if (kind == null || !KINDS.contains(kind)) {
            throw Refusal.field("kind", "Give DATA_LOSS or OTHER.");
        }
        boolean documented = Boolean.TRUE.equals(typed.documentedFault());
        if (kind.equals("DATA_LOSS") && !documented) {
            throw Refusal.field("documentedFault",
                    "The operator is liable for a loss of data by its documented fault alone (clause 7.6.2).");
        }
        long tiyn = typed.amount() == null ? 0 : typed.amount().tiyn().orElse(0L);
        if (tiyn < 1) {
            throw Refusal.field("amount",
                    "Give an amount above zero, such as {\"amount\":\"100.00\",\"currency\":\"KZT\"}.");
        }
        return new Liabilities.Typed(new Liabilities.Who(typed.country(), typed.taxId()), kind, tiyn,
                memo(typed.memo()), documented, key);
    }

    private static String memo(@Nullable String typed) {
        String memo = typed == null ? "" : typed.strip();
        if (memo.isEmpty() || memo.length() > MEMO_MAX) {
            throw Refusal.field("memo", "Say what it is about in 1 to " + MEMO_MAX + " characters.");
        }
        return memo;
    }

    Mono<ServerResponse> claims(ServerRequest request) {
        callers.of(request).requireStaff();
        return liabilities.claims().collectList()
                .flatMap(items -> ServerResponse.ok().bodyValue(new LiabilityClaimView.Page(items)));
    }

    Mono<ServerResponse> open(ServerRequest request) {
        Caller staff = callers.of(request).requireStaff();
        return body(request, ForceMajeureRequest.class).flatMap(typed -> liabilities.open(memo(typed.memo()),
                new Liabilities.Who(typed.country(), typed.taxId()), staff.signatory()))
                .flatMap(view -> ServerResponse.created(URI.create("/v1/admin/force-majeure/" + view.id()))
                        .bodyValue(view));
    }

    Mono<ServerResponse> end(ServerRequest request) {
        callers.of(request).requireStaff();
        return liabilities.end(PathIds.of(request, "id", () -> Refusal.of(ProblemType.NOT_FOUND,
                "There is no such case."))).then(ServerResponse.noContent().build());
    }

    Mono<ServerResponse> cases(ServerRequest request) {
        callers.of(request).requireStaff();
        return liabilities.cases().collectList()
                .flatMap(items -> ServerResponse.ok().bodyValue(new ForceMajeureView.Page(items)));
    }

    private static <T> Mono<T> body(ServerRequest request, Class<T> type) {
        return request.bodyToMono(type)
                .switchIfEmpty(Mono.error(() -> Refusal.of(ProblemType.MALFORMED_REQUEST, "A JSON body is needed.")));
    }
}

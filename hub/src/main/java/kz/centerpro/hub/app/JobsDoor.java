package kz.centerpro.hub.app;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import kz.centerpro.contracts.billing.JobRequest;
import kz.centerpro.contracts.billing.JobView;
import kz.centerpro.contracts.party.WireTime;
import kz.centerpro.contracts.problem.ProblemType;
import kz.centerpro.contracts.problem.Refusal;
import kz.centerpro.door.Callers;
import kz.centerpro.hub.act.ActJobs;
import kz.centerpro.hub.answer.AnswerDesk;
import kz.centerpro.hub.delivery.WaitingLegs;
import kz.centerpro.hub.docflow.Lists;
import kz.centerpro.hub.evidence.Evidence;
import kz.centerpro.hub.ledger.LedgerJobs;
import kz.centerpro.hub.partner.PartnerJobs;
import kz.centerpro.hub.payment.Receipts;
import kz.centerpro.hub.rating.RatingJobs;
import kz.centerpro.hub.termination.Terminations;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Timed jobs by hand, for a given instant (design, decision 11): {@code POST /v1/admin/jobs/{job}} by staff. */
final class JobsDoor {

    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private final Map<String, Function<Instant, Mono<JobView>>> jobs = new TreeMap<>();
    private final Callers callers;
    private final Clock clock;
    private final boolean anyInstant;

    /** Whose jobs they are. */
    record Jobs(RatingJobs rating, LedgerJobs ledger, Receipts receipts, ActJobs acts, PartnerJobs partners,
            AnswerDesk answers, WaitingLegs waiting, Lists lists, Evidence evidence, Terminations terminations) {}

    /**
     * @param anyInstant
     *            allows instants after now, for development
     */
    JobsDoor(Jobs of, Callers callers, Clock clock, boolean anyInstant) {
        this.callers = callers;
        this.clock = clock;
        this.anyInstant = anyInstant;
        jobs.put("rate-usage", at -> of.rating.rate(at).map(done -> done("rate-usage", at, done)));
        jobs.put("turn-tariffs", at -> of.rating.turnSubscriptions(at).map(done -> done("turn-tariffs", at, done)));
        jobs.put("reap-leases", at -> of.rating.reapLeases(at).map(done -> done("reap-leases", at, done)));
        jobs.put("close-periods", at -> of.rating.closePeriods(at).map(done -> done("close-periods", at, done)));
        jobs.put("seal-ledger", at -> of.ledger.seal(at).map(done -> done("seal-ledger", at, done)));
        jobs.put("recompute-ledger", at -> of.ledger.recompute().map(found -> found("recompute-ledger", at, found)));
        jobs.put("raise-overdue", at -> of.receipts.raiseOverdue(at).map(done -> done("raise-overdue", at, done)));
        jobs.put("reward-partners", at -> of.partners.reward(at).map(done -> done("reward-partners", at, done)));
        jobs.put("expire-answers", at -> of.answers.expire(at).map(done -> done("expire-answers", at, done)));
        jobs.put("end-waiting", at -> of.waiting.expire(at).map(done -> done("end-waiting", at, done)));
        jobs.put("end-agreements", at -> of.terminations.end(at).map(done -> done("end-agreements", at, done)));
        jobs.put("reconcile-usage", at -> of.rating.reconcile().map(found -> found("reconcile-usage", at, found)));
        jobs.put("reconcile-counters",
                at -> of.lists.recount().map(found -> found("reconcile-counters", at, found)));
        jobs.put("verify-evidence",
                at -> of.evidence.recompute().map(found -> found("verify-evidence", at, found)));
        jobs.put("issue-acts", at -> of.acts.issue(at).map(done -> done("issue-acts", at, done)));
        jobs.put("accept-acts", at -> of.acts.accept(at).map(done -> done("accept-acts", at, done)));
    }

    RouterFunction<ServerResponse> routes() {
        return route().POST("/v1/admin/jobs/{job}", this::run).build();
    }

    private Mono<ServerResponse> run(ServerRequest request) {
        callers.of(request).requireStaff();
        Function<Instant, Mono<JobView>> job = jobs.get(request.pathVariable("job"));
        if (job == null) {
            throw Refusal.of(ProblemType.NOT_FOUND,
                    "There is no such job. There are: " + String.join(", ", jobs.keySet()));
        }
        return request.bodyToMono(JobRequest.class).defaultIfEmpty(new JobRequest(null)).map(this::instant)
                .flatMap(job).timeout(PATIENCE).flatMap(view -> ServerResponse.ok().bodyValue(view));
    }

    private Instant instant(JobRequest typed) {
        Instant now = clock.instant();
        String asOf = typed.asOf();
        if (asOf == null) {
            return now;
        }
        Instant at = WireTime.parse(asOf).orElseThrow(() -> Refusal.field("asOf", "Give an RFC 3339 time."));
        if (at.isAfter(now) && !anyInstant) {
            throw Refusal.field("asOf", "Give an instant that is not after now.");
        }
        return at;
    }

    private static JobView done(String job, Instant at, Number done) {
        return new JobView(job, WireTime.format(at), done.longValue(), List.of());
    }

    private static JobView found(String job, Instant at, List<String> found) {
        return new JobView(job, WireTime.format(at), found.size(), found);
    }
}

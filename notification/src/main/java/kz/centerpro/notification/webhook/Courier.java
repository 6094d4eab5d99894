package kz.centerpro.notification.webhook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;
import kz.centerpro.contracts.event.EventEnvelope;
import kz.centerpro.eventlog.EventPage;
import kz.centerpro.eventlog.EventReader;
import kz.centerpro.notification.kernel.WireJson;
import kz.centerpro.notification.outbound.Answer;
import kz.centerpro.notification.outbound.GuardedHttp;
import reactor.core.publisher.Mono;

/** Walks one claimed webhook page by page, until there is nothing more, an attempt fails or its turn is over. */
final class Courier {

    private static final int STEPS_OF_A_TURN = 64;
    private static final Duration READ_MAX = Duration.ofSeconds(5);
    private static final String DOOMED = "The last attempt failed: the webhook is paused, its cursor stays.";

    private final EventReader reader;
    private final WebhookStore store;
    private final WebhookKeys keys;
    private final GuardedHttp client;
    private final WebhookLimits limits;
    private final WireJson json;
    private final Clock clock;
    private final DoubleSupplier jitter;

    Courier(EventReader reader, WebhookStore store, WebhookKeys keys, GuardedHttp client, WebhookLimits limits,
            WireJson json, Clock clock, DoubleSupplier jitter) {
        this.reader = reader;
        this.store = store;
        this.keys = keys;
        this.client = client;
        this.limits = limits;
        this.json = json;
        this.clock = clock;
        this.jitter = jitter;
    }

    /**
     * One turn; the claim is given back at its end, however it ends, and that is when this completes.
     *
     * @param claimed
     *            when the claim was asked for
     * @param closing
     *            ends the turn at once
     */
    Mono<Void> serve(Claim claim, Instant claimed, Mono<Void> closing) {
        return Mono.usingWhen(Mono.just(claim),
                held -> Mono.firstWithSignal(closing, // cancels the turn, which takeUntilOther would not
                        step(new Turn(held, claimed)).expand(this::step).take(STEPS_OF_A_TURN).then()),
                store::release);
    }

    /** A held claim and since when: a node that was stopped and goes on must not act on a lease that ran out. */
    private record Turn(Claim claim, Instant since) {}

    /** Empty when the turn is over. */
    private Mono<Turn> step(Turn turn) {
        Claim claim = turn.claim();
        if (claim.paused()) {
            return Mono.empty();
        }
        if (!keys.knows(claim.keyId())) {
            return given(turn, claim.cursor().seq(), Webhook.Pause.KEY_UNKNOWN, "The server's key was taken away.");
        }
        if (!claim.verified()) {
            return challenged(turn);
        }
        return claim.redeliver().isEmpty() ? walk(turn) : again(turn, claim.redeliver().getFirst());
    }

    /**
     * Asks the receiver to say the challenge back, so that nobody can have events sent to a server of somebody else.
     */
    private Mono<Turn> challenged(Turn turn) {
        Claim claim = turn.claim();
        String challenge = keys.challenge(claim.keyId(), claim.id());
        Message message = Message.challenge(claim, challenge, clock.instant());
        return sent(turn, message, (answer, at) -> answered(claim, message, challenge, answer, at));
    }

    private Outcome answered(Claim claim, Message message, String challenge, Answer answer, Instant sentAt) {
        boolean said = answer.taken() && answer.text().contains(challenge);
        Answer judged = answer.taken() && !said
                ? Answer.none("answered " + answer.status() + " without the challenge")
                : answer;
        Outcome outcome = judged(claim, message, judged, sentAt);
        Webhook.Pause pause = outcome.pause() == Webhook.Pause.EXHAUSTED ? Webhook.Pause.UNANSWERED : outcome.pause();
        return new Outcome(claim.cursor().seq(), null, outcome.attempts(), outcome.failedSince(), outcome.nextAt(),
                pause, null, outcome.line(), said);
    }

    private Mono<Turn> walk(Turn turn) {
        Claim claim = turn.claim();
        return reader.page(claim.box(), claim.cursor().seq(), limits.pageMax(), claim.types()).timeout(READ_MAX)
                .flatMap(page -> page.state().continues(claim.cursor())
                        ? paged(turn, page)
                        : given(turn, claim.cursor().seq(), Webhook.Pause.CURSOR_EXPIRED,
                                "Events after the cursor are gone or renumbered: redeliver from another one."));
    }

    private Mono<Turn> paged(Turn turn, EventPage page) {
        Claim claim = turn.claim();
        List<EventEnvelope> events = page.events().stream().filter(event -> Message.seq(event) <= claim.bound())
                .toList();
        long position = Math.min(page.position(), claim.bound());
        if (!events.isEmpty()) {
            Message message = Message.page(claim, events, position, limits.pageBytes(), clock.instant(), json);
            return sent(turn, message, (answer, at) -> judged(claim, message, answer, at));
        }
        Instant now = clock.instant();
        return position == claim.cursor().seq()
                ? Mono.empty()
                : store.advance(claim, position, limits.lease()).map(moved -> new Turn(moved, now));
    }

    /** One event once more, in one attempt; the walk goes on where it was. */
    private Mono<Turn> again(Turn turn, long seq) {
        Claim claim = turn.claim();
        return reader.page(claim.box(), seq - 1, 1, Set.of()).timeout(READ_MAX).flatMap(page -> {
            if (page.events().isEmpty() || Message.seq(page.events().getFirst()) != seq) {
                return settled(turn, standing(claim, seq, clock.instant(),
                        line("", seq - 1, seq, 0, Answer.none("the event is gone"), clock.instant(),
                                Outcome.Line.FAILED)),
                        clock.instant());
            }
            Message message = Message.single(claim, page.events().getFirst(), clock.instant(), json);
            return sent(turn, message,
                    (answer, at) -> standing(claim, seq, clock.instant(), line(message.id(), message.from(),
                            message.until(), 1, answer, at,
                            answer.taken() ? Outcome.Line.DELIVERED : Outcome.Line.FAILED)));
        });
    }

    private interface Judge {
        Outcome of(Answer answer, Instant sentAt);
    }

    private Mono<Turn> sent(Turn turn, Message message, Judge judge) {
        return Mono.defer(() -> {
            Instant now = clock.instant();
            if (!now.plus(limits.timeout()).isBefore(turn.since().plus(limits.lease()))) {
                return Mono.empty(); // too late to be sure that nobody else has it by then
            }
            Claim claim = turn.claim();
            String signature = keys.signature(claim.signature(), claim.keyId(), claim.id(), message.id(),
                    now.getEpochSecond(), message.body());
            return client.post(claim.url(), headers(message.id(), now, signature), message.body(), now)
                    .flatMap(answer -> settled(turn, judge.of(answer, now), clock.instant()));
        });
    }

    private static Map<String, String> headers(String messageId, Instant at, String signature) {
        return Map.of("content-type", "application/json", "user-agent", "center-webhook/1", "webhook-id", messageId,
                "webhook-timestamp", Long.toString(at.getEpochSecond()), "webhook-signature", signature);
    }

    /** The next step, if the claim was still held and the page was taken. */
    private Mono<Turn> settled(Turn turn, Outcome outcome, Instant now) {
        boolean goesOn = outcome.redelivered() != null || outcome.line().outcome().equals(Outcome.Line.DELIVERED);
        return store.settle(turn.claim(), outcome, limits.lease()).filter(_ -> goesOn)
                .map(held -> new Turn(held, now));
    }

    private Outcome judged(Claim claim, Message message, Answer answer, Instant sentAt) {
        Instant now = clock.instant();
        if (answer.taken()) {
            return new Outcome(message.position(), null, 0, null, now, null, null, line(message.id(), message.from(),
                    message.until(), message.events(), claim.attempts() + 1, answer, sentAt, Outcome.Line.DELIVERED));
        }
        Instant since = claim.failedSince() == null ? now : claim.failedSince();
        int failures = claim.attempts() + 1;
        Optional<Instant> next = limits.backOff().next(failures, since, now, answer.retryAfter(), jitter);
        Webhook.Pause pause = answer.gone()
                ? Webhook.Pause.GONE
                : next.isEmpty() ? Webhook.Pause.EXHAUSTED : null;
        Outcome.Line line = line(message.id(), message.from(), message.until(), message.events(), failures, answer,
                sentAt, pause == null ? Outcome.Line.FAILED : Outcome.Line.DEAD);
        return new Outcome(claim.cursor().seq(), message.until(), failures, since, next.orElse(now), pause, null, line);
    }

    /** Nothing was sent and nothing can be: a dead letter without a message, and a pause. */
    private Mono<Turn> given(Turn turn, long seq, Webhook.Pause pause, String why) {
        Claim claim = turn.claim();
        Instant now = clock.instant();
        Outcome.Line line = new Outcome.Line(now, "", seq, seq, 0, claim.attempts(), null, Outcome.Line.DEAD, why, 0);
        return settled(turn, new Outcome(seq, null, claim.attempts(), claim.failedSince(), now, pause, null, line),
                now);
    }

    /** The walk as it was, with the single event {@code seq} done. */
    private static Outcome standing(Claim claim, long seq, Instant now, Outcome.Line line) {
        Long until = claim.until() == 0 ? null : claim.until();
        boolean gone = line.http() != null && line.http() == 410;
        return new Outcome(claim.cursor().seq(), until, claim.attempts(), claim.failedSince(), now,
                gone ? Webhook.Pause.GONE : null, seq, line);
    }

    private Outcome.Line line(String message, long from, long until, int events, int attempt, Answer answer,
            Instant sentAt, String outcome) {
        String detail = outcome.equals(Outcome.Line.DEAD) && !answer.gone()
                ? answer.detail() + ". " + DOOMED
                : answer.detail();
        return new Outcome.Line(sentAt, message, from, until, events, attempt,
                answer.status() == 0 ? null : answer.status(), outcome, detail,
                Duration.between(sentAt, clock.instant()).toMillis());
    }

    private Outcome.Line line(String message, long from, long until, int events, Answer answer, Instant sentAt,
            String outcome) {
        return line(message, from, until, events, 1, answer, sentAt, outcome);
    }
}

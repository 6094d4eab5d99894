package kz.centerpro.notification.mail;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLSocketFactory;
import kz.centerpro.notification.notice.Attempt;
import kz.centerpro.notification.notice.Channel;
import kz.centerpro.notification.notice.ChannelMeters;
import kz.centerpro.notification.notice.Dispatch;
import kz.centerpro.notification.notice.DispatchStore;
import kz.centerpro.notification.notice.Hashes;
import kz.centerpro.notification.outbound.Bulkhead;
import kz.centerpro.notification.outbound.OutboundLoop;
import kz.centerpro.notification.outbound.Work;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Mono;

/** Sends the e-mails that are due. */
public final class MailLoop implements SmartLifecycle, Work<Dispatch> {

    private final MailStore letters;
    private final DispatchStore dispatches;
    private final MailWriter writer;
    private final SmtpSender smtp;
    private final MailLimits limits;
    private final ChannelMeters meters;
    private final Bulkhead conversations;
    private final Clock clock;
    private final OutboundLoop<Dispatch> loop;

    public MailLoop(MailServer server, String cabinet, MailStore letters, DispatchStore dispatches, MailLimits limits,
            ChannelMeters meters, Clock clock) {
        this(server, cabinet, letters, dispatches, limits, meters, clock, null);
    }

    /**
     * @param trusted
     *            makes connections that trust other certificates than the JDK does
     */
    MailLoop(MailServer server, String cabinet, MailStore letters, DispatchStore dispatches, MailLimits limits,
            ChannelMeters meters, Clock clock, @Nullable SSLSocketFactory trusted) {
        this.letters = letters;
        this.dispatches = dispatches;
        this.writer = new MailWriter(server, cabinet);
        this.smtp = new SmtpSender(server, limits.timeout(), trusted);
        this.limits = limits;
        this.meters = meters;
        this.clock = clock;
        this.conversations = new Bulkhead("mail", limits.atOnce(), limits.atOnce());
        this.loop = new OutboundLoop<>("E-mails", this, limits.sweep(), Duration.ZERO, limits.atOnce(), clock);
    }

    @Override
    public Mono<List<Dispatch>> claim(int most, Instant now) {
        return dispatches.claim(Channel.EMAIL, most, now, limits.lease());
    }

    @Override
    public Mono<Void> serve(Dispatch dispatch, Instant claimed, Mono<Void> closing) {
        return Mono.usingWhen(Mono.just(dispatch), held -> letters.letter(held, clock.instant())
                .flatMap(found -> found.letter() == null
                        ? dispatches.drop(held, found.reason(), clock.instant())
                        : sent(held, found.letter(), claimed)),
                dispatches::release);
    }

    private Mono<Void> sent(Dispatch dispatch, Letter letter, Instant claimed) {
        return Mono.defer(() -> {
            Instant start = clock.instant();
            if (!start.plus(limits.timeout()).isBefore(claimed.plus(limits.lease()))) {
                return Mono.empty(); // too late to be sure that nobody else has it by then
            }
            return conversations.run(() -> handedOver(dispatch, letter)).timeout(limits.timeout())
                    .onErrorResume(TimeoutException.class, _ -> Mono.just(
                            new Handed(new Reply(Reply.Verdict.LATER, null, "the mail server took too long"), null)))
                    .map(handed -> attempt(dispatch, handed, start))
                    .flatMap(attempt -> dispatches.settle(dispatch, attempt)
                            .doOnNext(_ -> meters.attempted(Channel.EMAIL, attempt.outcome())))
                    .then();
        });
    }

    /** The reply, and the hash of what was sent if that is known. */
    private record Handed(Reply reply, @Nullable String sha256) {}

    private Handed handedOver(Dispatch dispatch, Letter letter) {
        byte[] message = writer.write(dispatch.id(), dispatch.createdAt(), letter);
        return new Handed(smtp.send(letter.to(), message), Hashes.sha256(message));
    }

    private Attempt attempt(Dispatch dispatch, Handed handed, Instant start) {
        Instant now = clock.instant();
        Reply reply = handed.reply();
        String id = writer.messageId(dispatch.id());
        String hash = handed.sha256();
        return switch (reply.verdict()) {
            case TAKEN -> dispatch.sent(start, now, reply.code(), reply.text(), id, hash);
            case REFUSED -> dispatch.dead(start, now, reply.code(), reply.text(), id, hash);
            case LATER -> dispatch.failed(start, now, reply.code(), reply.text(), id, hash, limits.backOff(), null,
                    () -> ThreadLocalRandom.current().nextDouble());
        };
    }

    /** Says that there may be an e-mail to send. */
    public void nudge() {
        loop.nudge();
    }

    @Override
    public void over() {
        conversations.close();
    }

    @Override
    public void start() {
        loop.start();
    }

    @Override
    public void stop(Runnable callback) {
        loop.stop(callback);
    }

    @Override
    public void stop() {
        loop.stop();
    }

    @Override
    public boolean isRunning() {
        return loop.isRunning();
    }
}

package kz.centerpro.notification.webhook;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import kz.centerpro.contracts.webhook.WebhookRequest;
import kz.centerpro.notification.kernel.Ids;
import kz.centerpro.notification.kernel.NotificationDatabase;
import kz.centerpro.notification.kernel.WireJson;
import kz.centerpro.notification.outbound.BackOff;
import kz.centerpro.notification.outbound.TestTls;
import kz.centerpro.notification.stream.Feed;
import kz.centerpro.notification.stream.FeedLimits;
import kz.centerpro.notification.stream.Switchboard;
import kz.centerpro.testkit.TestDatabase;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The webhooks' part of a notification process, on a database that others share. */
final class Node implements AutoCloseable {

    static final Duration SOON = Duration.ofSeconds(20);
    static final Duration PATIENT = Duration.ofSeconds(15);
    static final BackOff QUICK = new BackOff(Duration.ofMillis(20), Duration.ofMillis(100), Duration.ofMinutes(1));

    final Webhooks webhooks;
    final WebhookStore store;
    final WebhookLoop loop;
    final WebhookKeys keys = new WebhookKeys(List.of(Base64.getEncoder().encodeToString(new byte[32])));
    private final NotificationDatabase database;
    private final Switchboard switchboard;

    Node(TestDatabase at, BackOff backOff) {
        this(at, backOff, Clock.systemUTC(), PATIENT);
    }

    /** {@code timeout} is short where a test wants answers that come too late. */
    Node(TestDatabase at, BackOff backOff, Clock clock, Duration timeout) {
        this(at, backOff, clock, timeout, null);
    }

    /** {@code trusted} is the authority that receivers over TLS have to come from. */
    Node(TestDatabase at, BackOff backOff, Clock clock, Duration timeout, @Nullable TestTls trusted) {
        WebhookLimits limits = new WebhookLimits(Duration.ofMillis(50), 4, 7, 4096, timeout,
                Duration.ofMinutes(1), 3, Set.of(443), true, backOff);
        FeedLimits feedLimits = new FeedLimits(16, 256, Duration.ofSeconds(5), Duration.ofSeconds(5), 64, 100);
        database = new NotificationDatabase(at.r2dbcUrl(), TestDatabase.NOTIFICATION_USER,
                TestDatabase.NOTIFICATION_PASSWORD, 4);
        switchboard = new Switchboard(feedLimits);
        store = new WebhookStore(database.client());
        loop = new WebhookLoop(database.reader(), store, keys, limits, new WireJson(JsonMapper.shared()), clock,
                trusted == null ? null : context(trusted));
        webhooks = new Webhooks(store, keys, limits, new Feed(database.reader(), switchboard, feedLimits), loop,
                new Ids(Clock.systemUTC()), clock);
    }

    private static SslContext context(TestTls trusted) {
        try {
            return SslContextBuilder.forClient().trustManager(trusted.authority()).build();
        } catch (SSLException broken) {
            throw new AssertionError(broken);
        }
    }

    Node started() {
        loop.start();
        return this;
    }

    Webhook made(long box, String url, String... types) {
        return made(box, new WebhookRequest(url, List.of(types), "test", null, "floor"));
    }

    Webhook made(long box, WebhookRequest request) {
        return Objects.requireNonNull(webhooks.create(box, request).block(SOON));
    }

    Webhook shown(long box, UUID id) {
        return Objects.requireNonNull(webhooks.show(box, id).block(SOON));
    }

    @Nullable
    String paused(Webhook webhook) {
        return shown(webhook.box(), webhook.id()).paused();
    }

    List<Outcome.Line> deadLetters(Webhook webhook) {
        return Objects.requireNonNull(webhooks.deadLetters(webhook).block(SOON));
    }

    List<Outcome.Line> latest(Webhook webhook) {
        return Objects.requireNonNull(webhooks.latest(webhook).block(SOON));
    }

    /** Stops as the process does: leases are given back. */
    @Override
    public void close() {
        CountDownLatch ended = new CountDownLatch(1);
        loop.stop(ended::countDown);
        try {
            if (!ended.await(10, TimeUnit.SECONDS)) {
                throw new AssertionError("the loop did not end");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        switchboard.close();
        database.close();
    }
}

package kz.centerpro.notification.notice;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import kz.centerpro.notification.kernel.NotificationDatabase;
import kz.centerpro.testkit.TestDatabase;
import tools.jackson.databind.json.JsonMapper;

/** The notices' part of a notification process, on a database that others share; wake-ups are away. */
final class NoticeNode implements AutoCloseable {

    static final Duration SOON = Duration.ofSeconds(30);

    final NoticeStore store;
    final DispatchStore dispatches;
    final NoticeLoop loop;
    final Notices notices;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final NotificationDatabase database;

    NoticeNode(TestDatabase at, int perHour) {
        this(at, perHour, Duration.ofMillis(50));
    }

    NoticeNode(TestDatabase at, int perHour, Duration sweep) {
        NoticeLimits limits = new NoticeLimits(true, sweep, Duration.ZERO, 3, 10,
                Duration.ofSeconds(20), perHour);
        database = new NotificationDatabase(at.r2dbcUrl(), TestDatabase.NOTIFICATION_USER,
                TestDatabase.NOTIFICATION_PASSWORD, 4);
        store = new NoticeStore(database.client(), JsonMapper.shared());
        dispatches = new DispatchStore(database.client());
        notices = new Notices(store, dispatches, Clock.systemUTC());
        loop = new NoticeLoop(database.reader(), store, new NoticeMaker(new NoticeTexts(), JsonMapper.shared()),
                limits, new ChannelMeters(meters), () -> {
                }, Clock.systemUTC());
    }

    NoticeNode started() {
        loop.start();
        return this;
    }

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
        database.close();
    }
}

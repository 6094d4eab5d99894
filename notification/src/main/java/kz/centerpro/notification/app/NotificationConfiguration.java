package kz.centerpro.notification.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import kz.centerpro.door.Callers;
import kz.centerpro.door.TokenVerifier;
import kz.centerpro.door.rsocket.RSocketAcceptor;
import kz.centerpro.door.rsocket.RSocketConfiguration;
import kz.centerpro.door.rsocket.RSocketRoute;
import kz.centerpro.eventlog.SweepLoop;
import kz.centerpro.eventlog.WakeBus;
import kz.centerpro.notification.consumer.ConsumerDesk;
import kz.centerpro.notification.consumer.ConsumerDoor;
import kz.centerpro.notification.consumer.ConsumerRoutes;
import kz.centerpro.notification.kernel.MeteredReader;
import kz.centerpro.notification.kernel.ActDoor;
import kz.centerpro.notification.kernel.NotificationDatabase;
import kz.centerpro.notification.kernel.StreamMeters;
import kz.centerpro.notification.kernel.WireJson;
import kz.centerpro.notification.rsocket.TailDoor;
import kz.centerpro.notification.sse.EventsDoor;
import kz.centerpro.notification.sse.EventsRoutes;
import kz.centerpro.notification.stream.Feed;
import kz.centerpro.notification.stream.Switchboard;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole of notification. The application around it gives a {@link Clock}, {@link Callers}, {@link TokenVerifier}, a
 * {@code ProblemDoor}, a {@link JsonMapper} and {@link RSocketConfiguration}.
 */
@Configuration(proxyBeanMethods = false)
@Import({OutboundConfiguration.class, WebhookConfiguration.class, NoticeConfiguration.class, MailConfiguration.class,
        PushConfiguration.class})
@EnableConfigurationProperties(NotificationProperties.class)
public class NotificationConfiguration {

    @Bean
    NotificationDatabase notificationDatabase(NotificationProperties properties) {
        NotificationProperties.Database database = properties.database();
        return new NotificationDatabase(database.url(), database.username(), database.password(), database.poolSize());
    }

    @Bean
    ActDoor actDoor(NotificationDatabase database, Clock clock) {
        return new ActDoor(database, clock);
    }

    @Bean(destroyMethod = "close")
    Switchboard switchboard(NotificationProperties properties) {
        return new Switchboard(properties.stream().limits());
    }

    @Bean
    StreamMeters streamMeters(MeterRegistry registry, Clock clock) {
        return new StreamMeters(registry, clock);
    }

    @Bean
    MeterBinder notificationMeters(NotificationDatabase database, Switchboard switchboard, WakeBus wakeBus,
            RSocketAcceptor acceptor) {
        return new NotificationMeters(database, switchboard, wakeBus, acceptor);
    }

    @Bean
    Feed feed(NotificationDatabase database, Switchboard switchboard, NotificationProperties properties,
            StreamMeters meters) {
        return new Feed(new MeteredReader(database.reader(), meters), switchboard, properties.stream().limits());
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    SweepLoop notificationSweep(NotificationDatabase database, Switchboard switchboard,
            NotificationProperties properties) {
        return new SweepLoop(database.reader(), switchboard, properties.sweep());
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    WakeBus wakeBus(Switchboard switchboard, SweepLoop notificationSweep, NotificationProperties properties,
            OutboundEars channels) {
        return new WakeBus(properties.redis().uri(), channels.with(switchboard), notificationSweep::soon);
    }

    @Bean
    ClosingLoop closingLoop(Switchboard switchboard, RSocketAcceptor acceptor, NotificationProperties properties) {
        return new ClosingLoop(switchboard, acceptor, properties.drain());
    }

    @Bean
    NotificationHealth notificationHealthIndicator(NotificationDatabase database, WakeBus wakeBus,
            Switchboard switchboard) {
        return new NotificationHealth(database, wakeBus, switchboard);
    }

    @Bean
    RouterFunction<ServerResponse> eventsRoutes(Feed feed, ConsumerDesk consumers, Callers callers, Clock clock,
            JsonMapper json, NotificationProperties properties, StreamMeters meters) {
        return EventsRoutes.table(new EventsDoor(feed, consumers, callers, clock, new WireJson(json),
                properties.sse().limits(), meters));
    }

    @Bean
    ConsumerDesk consumerDesk(NotificationDatabase database, Feed feed, Clock clock) {
        return new ConsumerDesk(database.consumers(), feed, clock);
    }

    @Bean
    RouterFunction<ServerResponse> consumerRoutes(ConsumerDesk consumers, Callers callers, Clock clock) {
        return ConsumerRoutes.table(new ConsumerDoor(consumers, callers, clock));
    }

    @Bean
    TailDoor tailDoor(Feed feed, ConsumerDesk consumers, Clock clock, JsonMapper json, StreamMeters meters) {
        return new TailDoor(feed, consumers, clock, new WireJson(json), meters);
    }

    @Bean
    RSocketRoute eventsTailRoute(TailDoor door) {
        return door.tail();
    }

    @Bean
    RSocketRoute eventsAckRoute(TailDoor door) {
        return door.ack();
    }
}

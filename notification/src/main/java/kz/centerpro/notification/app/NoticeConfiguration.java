package kz.centerpro.notification.app;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import kz.centerpro.door.Callers;
import kz.centerpro.notification.kernel.Ids;
import kz.centerpro.notification.kernel.NotificationDatabase;
import kz.centerpro.notification.notice.ChannelMeters;
import kz.centerpro.notification.notice.DispatchStore;
import kz.centerpro.notification.notice.NoticeLoop;
import kz.centerpro.notification.notice.NoticeMaker;
import kz.centerpro.notification.notice.NoticeStore;
import kz.centerpro.notification.notice.NoticeTexts;
import kz.centerpro.notification.notice.Notices;
import kz.centerpro.notification.notice.NoticesDoor;
import kz.centerpro.notification.notice.NoticesRoutes;
import kz.centerpro.notification.notice.PreferenceStore;
import kz.centerpro.notification.notice.Preferences;
import kz.centerpro.notification.notice.PreferencesDoor;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import tools.jackson.databind.json.JsonMapper;

/** Notices and what participants want to be told where. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(NoticeProperties.class)
class NoticeConfiguration {

    @Bean
    ChannelMeters channelMeters(MeterRegistry registry) {
        return new ChannelMeters(registry);
    }

    @Bean
    NoticeStore noticeStore(@Qualifier("outbound") NotificationDatabase database, JsonMapper json) {
        return new NoticeStore(database.client(), json);
    }

    @Bean
    DispatchStore dispatchStore(@Qualifier("outbound") NotificationDatabase database) {
        return new DispatchStore(database.client());
    }

    @Bean
    NoticeLoop noticeLoop(@Qualifier("outbound") NotificationDatabase database, NoticeStore store,
            NoticeProperties properties, ChannelMeters meters, Senders senders, JsonMapper json, Clock clock) {
        return new NoticeLoop(database.reader(), store, new NoticeMaker(new NoticeTexts(), json), properties.limits(),
                meters, senders::nudge, clock);
    }

    @Bean
    RouterFunction<ServerResponse> noticesRoutes(NoticeStore store, DispatchStore dispatches, Callers callers,
            Clock clock) {
        return NoticesRoutes.table(new NoticesDoor(new Notices(store, dispatches, clock), callers, clock));
    }

    @Bean
    RouterFunction<ServerResponse> preferencesRoutes(@Qualifier("outbound") NotificationDatabase database,
            NoticeStore notices, Senders senders, MailProperties mail, Callers callers, JsonMapper json, Clock clock) {
        Preferences preferences = new Preferences(notices, new PreferenceStore(database.client(), json),
                senders::nudge, mail.on(), new Ids(clock), clock);
        return NoticesRoutes.table(new PreferencesDoor(preferences, callers, clock));
    }
}

package kz.centerpro.notification.app;

import java.time.Clock;
import kz.centerpro.notification.kernel.NotificationDatabase;
import kz.centerpro.notification.mail.MailLoop;
import kz.centerpro.notification.mail.MailStore;
import kz.centerpro.notification.notice.ChannelMeters;
import kz.centerpro.notification.notice.DispatchStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.jspecify.annotations.Nullable;

/** E-mail, where a mail server is configured. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MailProperties.class)
class MailConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(MailConfiguration.class);

    /** Nothing where no mail server is configured. */
    @Bean
    @Nullable
    MailLoop mailLoop(@Qualifier("outbound") NotificationDatabase database, DispatchStore dispatches,
            MailProperties properties, ChannelMeters meters, Clock clock) {
        if (!properties.on()) {
            LOG.info("No e-mail is sent: center.notification.mail.host is not set");
            return null;
        }
        return new MailLoop(properties.server(), properties.cabinet(), new MailStore(database.client()), dispatches,
                properties.limits(), meters, clock);
    }
}

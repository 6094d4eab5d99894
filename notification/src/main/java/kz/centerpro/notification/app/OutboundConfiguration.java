package kz.centerpro.notification.app;

import java.util.ArrayList;
import java.util.List;
import kz.centerpro.notification.kernel.NotificationDatabase;
import kz.centerpro.notification.mail.MailLoop;
import kz.centerpro.notification.notice.NoticeLoop;
import kz.centerpro.notification.push.PushLoop;
import kz.centerpro.notification.webhook.WebhookLoop;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the outbound channels share: connections of their own, so that no backlog of theirs holds up a stream. */
@Configuration(proxyBeanMethods = false)
class OutboundConfiguration {

    private static final int POOL_SIZE = 4;

    @Bean(defaultCandidate = false, destroyMethod = "close")
    @Qualifier("outbound")
    NotificationDatabase outboundDatabase(NotificationProperties properties) {
        NotificationProperties.Database database = properties.database();
        return new NotificationDatabase(database.url(), database.username(), database.password(), POOL_SIZE);
    }

    @Bean
    OutboundEars outboundEars(WebhookLoop webhooks, NoticeLoop notices) {
        return new OutboundEars(List.of(webhooks, notices));
    }

    @Bean
    Senders senders(ObjectProvider<MailLoop> mail, ObjectProvider<PushLoop> pushes) {
        List<Runnable> loops = new ArrayList<>();
        mail.ifAvailable(loop -> loops.add(loop::nudge));
        pushes.stream().forEach(loop -> loops.add(loop::nudge));
        return new Senders(loops);
    }
}

package kz.centerpro.notification.app;

import java.util.List;
import kz.centerpro.notification.webhook.WebhookLoop;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the outbound channels share. */
@Configuration(proxyBeanMethods = false)
class OutboundConfiguration {

    @Bean
    OutboundEars outboundEars(WebhookLoop webhooks) {
        return new OutboundEars(List.of(webhooks));
    }
}

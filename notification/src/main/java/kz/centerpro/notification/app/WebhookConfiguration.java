package kz.centerpro.notification.app;

import java.time.Clock;
import kz.centerpro.door.Callers;
import kz.centerpro.notification.kernel.Ids;
import kz.centerpro.notification.kernel.NotificationDatabase;
import kz.centerpro.notification.kernel.WireJson;
import kz.centerpro.notification.stream.Feed;
import kz.centerpro.notification.webhook.WebhookKeys;
import kz.centerpro.notification.webhook.WebhookLoop;
import kz.centerpro.notification.webhook.WebhookStore;
import kz.centerpro.notification.webhook.Webhooks;
import kz.centerpro.notification.webhook.WebhooksDoor;
import kz.centerpro.notification.webhook.WebhooksRoutes;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import tools.jackson.databind.json.JsonMapper;

/** Webhooks. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebhookProperties.class)
class WebhookConfiguration {

    @Bean
    WebhookStore webhookStore(@Qualifier("outbound") NotificationDatabase database) {
        return new WebhookStore(database.client());
    }

    @Bean
    WebhookKeys webhookKeys(WebhookProperties properties) {
        return new WebhookKeys(properties.keys());
    }

    @Bean
    WebhookLoop webhookLoop(@Qualifier("outbound") NotificationDatabase database, WebhookStore store, WebhookKeys keys,
            JsonMapper json, Clock clock, WebhookProperties properties) {
        return new WebhookLoop(database.reader(), store, keys, properties.limits(), new WireJson(json), clock);
    }

    @Bean
    RouterFunction<ServerResponse> webhooksRoutes(WebhookStore store, WebhookKeys keys, WebhookLoop loop, Feed feed,
            Callers callers, Clock clock, WebhookProperties properties) {
        Webhooks webhooks = new Webhooks(store, keys, properties.limits(), feed, loop, new Ids(clock), clock);
        return WebhooksRoutes.table(new WebhooksDoor(webhooks, callers, clock));
    }
}

package kz.centerpro.notification.app;

import java.net.URI;
import java.time.Clock;
import kz.centerpro.door.Callers;
import kz.centerpro.notification.kernel.Ids;
import kz.centerpro.notification.kernel.NotificationDatabase;
import kz.centerpro.notification.kernel.WireJson;
import kz.centerpro.notification.notice.ChannelMeters;
import kz.centerpro.notification.notice.DispatchStore;
import kz.centerpro.notification.outbound.AddressGuard;
import kz.centerpro.notification.outbound.GuardedHttp;
import kz.centerpro.notification.push.GatewayWaker;
import kz.centerpro.notification.push.PushDoor;
import kz.centerpro.notification.push.PushLimits;
import kz.centerpro.notification.push.PushLoop;
import kz.centerpro.notification.push.PushRoutes;
import kz.centerpro.notification.push.PushStore;
import kz.centerpro.notification.push.Pushes;
import kz.centerpro.notification.push.VapidKey;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import tools.jackson.databind.json.JsonMapper;

/** Web Push and mobile wake-ups, each where it is configured. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PushProperties.class)
class PushConfiguration {

    @Bean
    PushStore pushStore(@Qualifier("outbound") NotificationDatabase database) {
        return new PushStore(database.client());
    }

    /** Nothing where no key is configured. */
    @Bean
    @Nullable
    PushLoop pushLoop(PushStore store, DispatchStore dispatches, PushProperties properties, ChannelMeters meters,
            JsonMapper json, Clock clock) {
        VapidKey key = key(properties);
        return key == null
                ? null
                : PushLoop.toBrowsers(store, dispatches, properties.limits(), http("push", properties.limits()), key,
                        new WireJson(json), meters, clock);
    }

    /** Nothing where no gateway is configured. */
    @Bean
    @Nullable
    PushLoop wakeLoop(PushStore store, DispatchStore dispatches, PushProperties properties, ChannelMeters meters,
            JsonMapper json, Clock clock) {
        if (properties.gateway().isBlank()) {
            return null;
        }
        PushLimits limits = properties.limits();
        GuardedHttp http = http("wake", limits);
        URI gateway = new AddressGuard(limits.ports(), limits.loopback()).checked(properties.gateway());
        return PushLoop.toDevices(store, dispatches, limits, http,
                new GatewayWaker(gateway, properties.gatewaySecret(), http, new WireJson(json), clock),
                new WireJson(json), meters, clock);
    }

    @Bean
    Pushes pushes(PushStore store, PushProperties properties, Clock clock) {
        return new Pushes(store, key(properties), !properties.gateway().isBlank(), properties.limits(),
                new Ids(clock), clock);
    }

    @Bean
    RouterFunction<ServerResponse> pushRoutes(Pushes pushes, Callers callers, Clock clock) {
        return PushRoutes.table(new PushDoor(pushes, callers, clock));
    }

    private static @Nullable VapidKey key(PushProperties properties) {
        return properties.privateKey().isBlank()
                ? null
                : new VapidKey(properties.privateKey(), properties.publicKey(), properties.contact());
    }

    private static GuardedHttp http(String name, PushLimits limits) {
        return new GuardedHttp(name, new AddressGuard(limits.ports(), limits.loopback()), limits.timeout(),
                limits.atOnce(), null);
    }
}

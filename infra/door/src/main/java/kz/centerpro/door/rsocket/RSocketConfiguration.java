package kz.centerpro.door.rsocket;

import java.time.Clock;
import java.util.List;
import kz.centerpro.door.TokenVerifier;
import org.springframework.boot.reactor.netty.NettyRouteProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/**
 * One RSocket server for all routes of a process. The application imports it and gives {@link RSocketSettings}; each
 * room gives its routes as beans.
 */
@Configuration(proxyBeanMethods = false)
public class RSocketConfiguration {

    @Bean
    RSocketAcceptor rsocketAcceptor(List<RSocketRoute> routes, TokenVerifier tokens, Clock clock, JsonMapper json,
            RSocketSettings settings) {
        return new RSocketAcceptor(routes, tokens, clock, json, settings.limits());
    }

    @Bean
    RSocketServerLoop rsocketServer(RSocketAcceptor acceptor, RSocketSettings settings) {
        return new RSocketServerLoop(acceptor, settings.host(), settings.port());
    }

    @Bean
    NettyRouteProvider rsocketOverWebSocket(RSocketAcceptor acceptor) {
        return new WebSocketRoute(acceptor)::on;
    }
}

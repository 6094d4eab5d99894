package kz.centerpro.hub.bulletin;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import java.time.Clock;
import kz.centerpro.door.Callers;
import kz.centerpro.eventlog.Bell;
import kz.centerpro.eventlog.EventAppender;
import kz.centerpro.hub.kernel.Ids;
import kz.centerpro.hub.kernel.Tx;
import kz.centerpro.hub.kernel.Works;
import kz.centerpro.hub.participant.Participants;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import tools.jackson.databind.json.JsonMapper;

/** Wires the room. */
@Configuration(proxyBeanMethods = false)
public class BulletinConfiguration {

    @Bean
    Bulletins.Tools bulletinTools(Tx tx, EventAppender events, Bell bell, Ids ids, Clock clock, JsonMapper json) {
        return new Bulletins.Tools(tx, events, bell, ids, clock, json);
    }

    @Bean
    Bulletins bulletins(Participants participants, Bulletins.Tools tools) {
        return new Bulletins(new BulletinStore(tools.tx(), tools.json()), participants, tools);
    }

    @Bean
    BulletinLoop bulletinLoop(Bulletins bulletins, Works works) {
        return new BulletinLoop(bulletins, works);
    }

    @Bean
    public RouterFunction<ServerResponse> bulletinRoutes(Bulletins bulletins, Callers callers) {
        BulletinDoor door = new BulletinDoor(bulletins, callers);
        return route().GET("/v1/announcements", door::open)
                .GET("/v1/admin/announcements", door::all)
                .POST("/v1/admin/announcements", door::publish)
                .POST("/v1/admin/announcements/{id}/withdrawal", door::withdraw).build();
    }
}

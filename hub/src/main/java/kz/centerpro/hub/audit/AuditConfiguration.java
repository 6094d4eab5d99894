package kz.centerpro.hub.audit;

import java.time.Clock;
import kz.centerpro.door.Callers;
import kz.centerpro.hub.kernel.Tx;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.WebFilter;

/** Wires the room. Needs Tx, Callers and Clock. */
@Configuration(proxyBeanMethods = false)
public class AuditConfiguration {

    @Bean
    AuditStore auditStore(Tx tx) {
        return new AuditStore(tx);
    }

    @Bean
    public Audit audit(AuditStore store) {
        return new Audit(store::append);
    }

    @Bean
    AuditLoop auditLoop(Audit audit) {
        return new AuditLoop(audit);
    }

    @Bean
    WebFilter auditTrail(Audit audit, Clock clock) {
        return new TrailDoor(audit, clock);
    }

    @Bean
    public RouterFunction<ServerResponse> auditRoutes(AuditStore store, Callers callers) {
        return AuditRoutes.of(new AuditDoor(store, callers));
    }
}

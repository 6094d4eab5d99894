package kz.centerpro.hub.page;

import java.time.Clock;
import kz.centerpro.door.RateLimit;
import kz.centerpro.hub.agreement.LegalTexts;
import kz.centerpro.hub.cabinet.CabinetBuild;
import kz.centerpro.hub.docflow.DocumentLinks;
import kz.centerpro.hub.outside.OutsideLinks;
import kz.centerpro.hub.tariff.Tariffs;
import kz.centerpro.hub.verification.ReportWriter;
import kz.centerpro.hub.verification.VerificationDoor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

@Configuration(proxyBeanMethods = false)
public class PageConfiguration {

    /** Of one network on this node. */
    private static final int VISITS_A_SECOND = 1;
    private static final int VISITS_AT_ONCE = 30;

    @Bean
    LostDoor lostDoor(CabinetBuild build) {
        return new LostDoor(new PageFrame(build.name()));
    }

    @Bean
    RouterFunction<ServerResponse> pageRoutes(VerificationDoor verification, DocumentLinks links, LegalTexts texts,
            Tariffs tariffs, OutsideLinks outside, CabinetBuild build, Clock clock) {
        ReportWriter report = new ReportWriter();
        PageDoor.Sources sources = new PageDoor.Sources(verification, report, links, texts, tariffs);
        RateLimit visits = new RateLimit("pages", VISITS_A_SECOND, VISITS_AT_ONCE, System::nanoTime);
        PageDoor pages = new PageDoor(new PageFrame(build.name()), sources, visits, clock);
        return PageRoutes.of(pages, new OutsideDoor(pages, outside, report));
    }
}

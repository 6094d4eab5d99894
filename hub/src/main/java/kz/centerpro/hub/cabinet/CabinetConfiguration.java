package kz.centerpro.hub.cabinet;

import kz.centerpro.hub.kernel.Bulkhead;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CabinetProperties.class)
public class CabinetConfiguration {

    @Bean
    CabinetFiles cabinetFiles(CabinetProperties settings, @Qualifier("io") Bulkhead io) {
        return settings.from() == null ? PackedFiles.read() : new FolderFiles(settings.from(), io);
    }

    @Bean
    CabinetBuild cabinetBuild(CabinetFiles files) {
        return new CabinetBuild(files.build());
    }

    @Bean
    RouterFunction<ServerResponse> cabinetRoutes(CabinetFiles files, CabinetProperties settings) {
        return CabinetRoutes.of(new CabinetDoor(files, settings.connectTo()));
    }
}

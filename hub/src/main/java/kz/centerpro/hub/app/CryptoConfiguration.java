package kz.centerpro.hub.app;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import kz.centerpro.contracts.wire.MeterNames;
import kz.centerpro.hub.certificate.GostEngine;
import kz.centerpro.hub.certificate.NativeProvider;
import kz.centerpro.hub.gost.GostDesk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Sets up the verifiers of the process, which its rooms then use without asking for them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CryptoProperties.class)
class CryptoConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(CryptoConfiguration.class);

    @Bean
    GostEngine gostEngine(CryptoProperties settings) {
        LOG.info("RSA and ECDSA are verified by {}", NativeProvider.prepare());
        GostEngine engine = GostEngine.shared();
        engine.use(new GostDesk(settings.gostTables().toBytes()));
        engine.checkOneIn(settings.gostCheckedOneIn());
        engine.onDisagreement((fast, reference) -> LOG.error(
                "GOST verification: the fast verifier said {} where Bouncy Castle said {}. Bouncy Castle's answer was"
                        + " given, and it does all the work until this process ends. Report this.",
                fast, reference));
        return engine;
    }

    @Bean
    MeterBinder gostMeters(GostEngine engine) {
        return registry -> {
            FunctionCounter.builder(MeterNames.GOST_COMPARISONS, engine, GostEngine::comparisons)
                    .description("GOST verifications done by Bouncy Castle too").register(registry);
            FunctionCounter.builder(MeterNames.GOST_DISAGREEMENTS, engine, GostEngine::disagreements)
                    .description("of those, the ones that came out different").register(registry);
            Gauge.builder(MeterNames.GOST_FALLEN_BACK, engine, watched -> watched.hasFallenBack() ? 1 : 0)
                    .description("1 when Bouncy Castle does all the work").register(registry);
        };
    }
}

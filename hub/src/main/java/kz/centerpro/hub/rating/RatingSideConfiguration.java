package kz.centerpro.hub.rating;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import kz.centerpro.contracts.wire.MeterNames;
import kz.centerpro.eventlog.Bell;
import kz.centerpro.hub.kernel.Tx;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The side stream; on billing's connections. */
@Configuration(proxyBeanMethods = false)
public class RatingSideConfiguration {

    @Bean
    public RatingJobs ratingJobs(@Qualifier("billingTx") Tx tx, Bell bell) {
        return new RatingJobs(new RatingStore(tx), bell);
    }

    @Bean
    RatingLoop ratingLoop(RatingJobs jobs, Clock clock) {
        return new RatingLoop(jobs, clock);
    }

    @Bean
    MeterBinder ratingMeters(RatingJobs jobs) {
        return registry -> Gauge.builder(MeterNames.RATING_PARKED, jobs, RatingJobs::parked)
                .description("boxes whose usage waits because its rating failed").register(registry);
    }
}

package kz.centerpro.hub.app;

import java.time.Clock;
import java.util.Objects;
import kz.centerpro.door.Callers;
import kz.centerpro.hub.act.ActJobs;
import kz.centerpro.hub.act.ActSideConfiguration;
import kz.centerpro.hub.answer.AnswerDesk;
import kz.centerpro.hub.delivery.WaitingLegs;
import kz.centerpro.hub.docflow.Lists;
import kz.centerpro.hub.esf.EsfSideConfiguration;
import kz.centerpro.hub.evidence.Evidence;
import kz.centerpro.hub.kernel.HubDatabase;
import kz.centerpro.hub.kernel.Tx;
import kz.centerpro.hub.ledger.LedgerSideConfiguration;
import kz.centerpro.hub.ledger.LedgerJobs;
import kz.centerpro.hub.partner.PartnerJobs;
import kz.centerpro.hub.partner.PartnerSideConfiguration;
import kz.centerpro.hub.payment.Receipts;
import kz.centerpro.hub.rating.RatingJobs;
import kz.centerpro.hub.rating.RatingSideConfiguration;
import kz.centerpro.hub.termination.Terminations;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The side stream, with connections and a role of its own, so that it can neither slow a document nor write one. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("center.billing.database.password")
@EnableConfigurationProperties(BillingProperties.class)
@Import({ActSideConfiguration.class, EsfSideConfiguration.class, LedgerSideConfiguration.class,
        PartnerSideConfiguration.class,
        RatingSideConfiguration.class})
public class BillingConfiguration {

    @Bean
    HubDatabase billingDatabase(BillingProperties settings, ObjectProvider<HubProperties> hub) {
        BillingProperties.Database database = settings.database();
        String url = database.url() != null ? database.url() : hub.getObject().database().url();
        return new HubDatabase(Objects.requireNonNull(url), database.username(), database.password(),
                database.poolSize());
    }

    @Bean
    Tx billingTx(@Qualifier("billingDatabase") HubDatabase database) {
        return new Tx(database);
    }

    @Bean
    @ConditionalOnProperty("center.hub.database.password")
    JobsDoor.Jobs timedJobs(RatingJobs rating, LedgerJobs ledger, Receipts receipts, ActJobs acts,
            PartnerJobs partners, AnswerDesk answers, WaitingLegs waiting, Lists lists,
            Evidence evidence, Terminations terminations) {
        return new JobsDoor.Jobs(rating, ledger, receipts, acts, partners, answers, waiting, lists, evidence,
                terminations);
    }

    /** Where there are doors, and somebody to ask who is calling. */
    @Bean
    @ConditionalOnProperty("center.hub.database.password")
    RouterFunction<ServerResponse> jobRoutes(JobsDoor.Jobs jobs, Callers callers, Clock clock,
            BillingProperties settings) {
        return new JobsDoor(jobs, callers, clock, settings.anyInstant()).routes();
    }
}
